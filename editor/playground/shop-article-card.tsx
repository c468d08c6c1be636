import { useTranslation } from 'react-i18next'
import { StatusBadge } from '../ui/status-badge.tsx'
import type { ArticleOfBoth, ShopVariant } from './article-queries.ts'
import { EditField, numberOf } from './edit-field.tsx'
import { useAct } from './use-act.ts'

type InShop = NonNullable<ArticleOfBoth['shop']>
const STATUSES = ['ACTIVE', 'DRAFT', 'ARCHIVED'] as const

/** What the shop sells of the article: product text and status, and each variant with its price and stock by location. */
export function ShopArticleCard({ code, shop }: { code: string; shop: InShop | undefined }) {
  const { t } = useTranslation('playground')
  return (
    <section className="panel pg-card" aria-label={t('article.shop')}>
      <h2>
        {t('article.shop')} <span className="chip">Shopify</span>
      </h2>
      {shop === undefined ? (
        <p className="t2">{t('article.notInShop', { code })}</p>
      ) : (
        <>
          <Product shop={shop} />
          <Variants variants={shop.variants} />
        </>
      )}
    </section>
  )
}

/** A description is HTML there; it is shown and changed as the text it holds. */
const plainOf = (html: string): string => new DOMParser().parseFromString(html, 'text/html').body.textContent ?? ''

function Product({ shop: { product, variants } }: { shop: InShop }) {
  const { t } = useTranslation('playground')
  const act = useAct()
  const sku = variants.find((one) => one.sku !== null)?.sku
  if (sku === undefined || sku === null) return <p className="t2">{t('article.noSku', { title: product.title })}</p>
  const change = (body: object, done: string) =>
    act.mutate({ system: 'shopify', action: 'products', body: { sku, ...body }, done })
  return (
    <>
      <EditField
        label={t('article.title1')}
        value={product.title}
        busy={act.isPending}
        action={t('act.change')}
        onSave={(title) => change({ title }, t('article.titled', { title }))}
      />
      <EditField
        label={t('article.text')}
        value={plainOf(product.descriptionHtml)}
        busy={act.isPending}
        action={t('act.change')}
        onSave={(description) => change({ description }, t('article.texted', { title: product.title }))}
      />
      <div className="pg-state">
        <StatusBadge
          status={product.status === 'ACTIVE' ? 'healthy' : 'cancelled'}
          label={t(`article.status.${product.status}`, { defaultValue: product.status })}
        />
        <div className="seg" role="group" aria-label={t('article.statusOf', { title: product.title })}>
          {STATUSES.map((status) => (
            <button
              key={status}
              type="button"
              aria-pressed={status === product.status}
              disabled={act.isPending}
              onClick={() =>
                status !== product.status &&
                change({ status }, t(`article.nowStatus.${status}`, { title: product.title }))
              }
            >
              {t(`article.status.${status}`)}
            </button>
          ))}
        </div>
      </div>
    </>
  )
}

function Variants({ variants }: { variants: readonly ShopVariant[] }) {
  const { t } = useTranslation('playground')
  const act = useAct()
  const several = variants.length > 1
  return (
    <table className="table pg-levels" aria-label={t('article.variants')}>
      <thead>
        <tr>
          <th scope="col">{t('article.variantPlace')}</th>
          <th scope="col">{t('article.priceStock')}</th>
        </tr>
      </thead>
      <tbody>
        {variants.flatMap(({ id, sku, title, price, levels }) => {
          if (sku === null) return []
          const name = several ? `${sku} ${title}` : sku
          const own = (
            <tr key={id}>
              <td>
                <span className="mono">{sku}</span>{' '}
                <span className="t2">{several ? title : t('article.priceVat')}</span>
              </td>
              <td>
                <EditField
                  cell
                  number
                  unit="€"
                  label={t('article.priceOf', { name })}
                  value={String(price)}
                  busy={act.isPending}
                  action={t('act.change')}
                  onSave={(text) =>
                    act.mutate({
                      system: 'shopify',
                      action: 'products',
                      body: { sku, price: numberOf(text) },
                      done: t('article.repriced', { name }),
                    })
                  }
                />
              </td>
            </tr>
          )
          return [
            own,
            ...levels.map(({ location, available }) => (
              <tr key={`${id} ${location}`}>
                <td className="pg-in">{location}</td>
                <td>
                  <EditField
                    cell
                    number
                    label={t('article.saleOf', { name, location })}
                    value={String(available)}
                    busy={act.isPending}
                    action={t('act.count')}
                    onSave={(text) =>
                      act.mutate({
                        system: 'shopify',
                        action: 'inventory',
                        body: { sku, location, available: Math.round(numberOf(text)) },
                        done: t('article.recounted', { name, location, count: Math.round(numberOf(text)) }),
                      })
                    }
                  />
                </td>
              </tr>
            )),
          ]
        })}
      </tbody>
    </table>
  )
}
