import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Crumb } from '../app/crumb.tsx'
import { Link } from '../app/router.tsx'
import type { PageProps } from '../app/routes.tsx'
import { useLiveRefresh } from '../runs/use-live-refresh.ts'
import { formatCount } from '../ui/format.tsx'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { AfasArticleCard } from './afas-article-card.tsx'
import { forSale, freeInAfas, useArticle } from './article-queries.ts'
import { ShopArticleCard } from './shop-article-card.tsx'
import { SendNow } from './send-now.tsx'
import './playground.css'

/** An article in AFAS beside what the shop sells of it; both can be changed, as a person would there. */
export function ArticlePage({ params }: PageProps) {
  const { t } = useTranslation('playground')
  const code = params['code'] ?? ''
  const both = useArticle(code)
  useLiveRefresh('sandbox')
  if (both.isError)
    return <ErrorState error={both.error} title={t('article.failed', { code })} onRetry={() => void both.refetch()} />
  if (both.isPending) return <Skeleton lines={8} what={t('article.what', { code })} />
  const { afas, shop } = both.data
  return (
    <div className="page pg-order">
      <Crumb>
        <Link href="/playground?view=articles">{t('title')}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <b>{t('article.crumb', { code })}</b>
      </Crumb>
      <header className="page-head">
        <h1 className="page-title">
          {afas === undefined
            ? t('article.onlyShop', { code })
            : shop === undefined
              ? t('article.onlyAfas', { code })
              : t('article.title', {
                  code,
                  free: formatCount(freeInAfas(afas)),
                  sale: formatCount(forSale(shop)),
                })}
        </h1>
      </header>
      <SendNow />
      <div className="pg-sides">
        <AfasArticleCard code={code} article={afas} shopTitle={shop?.product.title} />
        <ShopArticleCard code={code} shop={shop} />
      </div>
    </div>
  )
}
