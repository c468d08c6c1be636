import { IconPackageOff, IconSearch } from '@tabler/icons-react'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '../app/router.tsx'
import { formatCount, formatMoney } from '../ui/format.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { forSale, freeInAfas, useArticles, type ArticleOfBoth } from './article-queries.ts'

/** Articles of AFAS beside what the shop sells of them; each opens both sides. */
export function ArticleTable() {
  const { t } = useTranslation('playground')
  const [text, setText] = useState('')
  const [calm] = useDebouncedValue(text.trim(), 250)
  const articles = useArticles(calm)
  return (
    <>
      <div className="pg-tools">
        <label className="field quiet">
          <IconSearch className="icon" size={15} stroke={1.75} aria-hidden />
          <input
            type="search"
            data-pane-search
            placeholder={t('articles.search')}
            aria-label={t('articles.search')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <span className="t3">{t('articles.hint')}</span>
      </div>
      {articles.isError ? (
        <ErrorState error={articles.error} title={t('articles.failed')} onRetry={() => void articles.refetch()} />
      ) : articles.isPending ? (
        <Skeleton lines={6} what={t('articles.what')} />
      ) : articles.data.items.length === 0 ? (
        <EmptyState icon={IconPackageOff} title={t('articles.empty')} text={t('articles.emptyText')} />
      ) : (
        <Rows articles={articles.data.items} />
      )}
    </>
  )
}

function Rows({ articles }: { articles: readonly ArticleOfBoth[] }) {
  const { t } = useTranslation('playground')
  return (
    <div className="panel pg-scroll">
      <table className="table pg-articles" aria-label={t('articles.label')}>
        <thead>
          <tr>
            <th scope="col">{t('articles.article')}</th>
            <th scope="col">{t('articles.inAfas')}</th>
            <th scope="col" className="num">
              {t('articles.price')}
            </th>
            <th scope="col" className="num">
              {t('articles.free')}
            </th>
            <th scope="col">{t('articles.inShop')}</th>
            <th scope="col" className="num">
              {t('articles.priceVat')}
            </th>
            <th scope="col" className="num">
              {t('articles.forSale')}
            </th>
          </tr>
        </thead>
        <tbody>
          {articles.map((one) => (
            <Row key={one.code} article={one} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ article: { code, afas, shop } }: { article: ArticleOfBoth }) {
  const { t } = useTranslation('playground')
  return (
    <tr>
      <td>
        <Link className="mono pg-key" href={`/playground/articles/${encodeURIComponent(code)}`}>
          {code}
        </Link>
      </td>
      <td>
        {afas === undefined ? <span className="t3">{t('articles.notThere')}</span> : afas.Ds}
        {afas?.Bl === true ? <StatusBadge status="cancelled" label={t('article.blocked')} /> : null}
      </td>
      <td className="num">{afas === undefined ? null : formatMoney(afas.SaPrice)}</td>
      <td className="num">{afas === undefined ? null : formatCount(freeInAfas(afas))}</td>
      <td>
        {shop === undefined ? (
          <span className="t3">{t('articles.notThere')}</span>
        ) : (
          <>
            {shop.product.title}
            {shop.variants.length > 1 ? (
              <small className="t3">{t('articles.variants', { count: shop.variants.length })}</small>
            ) : null}
          </>
        )}
      </td>
      <td className="num">{shop?.variants[0] === undefined ? null : formatMoney(shop.variants[0].price)}</td>
      <td className="num">{shop === undefined ? null : formatCount(forSale(shop))}</td>
    </tr>
  )
}
