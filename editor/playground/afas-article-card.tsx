import { IconLock, IconLockOpen, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../ui/format.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import type { AfasArticle, AfasStock } from './article-queries.ts'
import { EditField, numberOf } from './edit-field.tsx'
import { useAct } from './use-act.ts'

export interface AfasArticleCardProps {
  readonly code: string
  readonly article: AfasArticle | undefined
  /** What the shop calls it: the description of an article that is made now. */
  readonly shopTitle: string | undefined
}

/** The article as AFAS has it: its text, price and whether it is blocked; and its stock, which can be counted. */
export function AfasArticleCard({ code, article, shopTitle }: AfasArticleCardProps) {
  const { t } = useTranslation('playground')
  const act = useAct()
  if (article === undefined) {
    return (
      <section className="panel pg-card" aria-label={t('article.afas')}>
        <Head />
        <p className="t2">{t('article.notInAfas', { code })}</p>
        <div className="pg-acts">
          <button
            type="button"
            className="btn"
            disabled={act.isPending}
            onClick={() =>
              act.mutate({
                system: 'afas',
                action: 'new-article',
                body: { ItCd: code, ...(shopTitle === undefined ? {} : { description: shopTitle }) },
                done: t('article.made', { code }),
              })
            }
          >
            <IconPlus className="icon" size={15} stroke={1.75} aria-hidden />
            {t('article.make')}
          </button>
        </div>
      </section>
    )
  }
  const change = (body: object, done: string) =>
    act.mutate({ system: 'afas', action: 'article', body: { ItCd: article.ItCd, ...body }, done })
  return (
    <section className="panel pg-card" aria-label={t('article.afas')}>
      <Head />
      <EditField
        label={t('article.description')}
        value={article.Ds}
        busy={act.isPending}
        action={t('act.change')}
        onSave={(description) => change({ description }, t('article.described', { code }))}
      />
      <EditField
        label={t('article.price')}
        value={String(article.SaPrice)}
        number
        unit="€"
        busy={act.isPending}
        action={t('act.change')}
        onSave={(text) => change({ price: numberOf(text) }, t('article.priced', { code }))}
      />
      <div className="pg-state">
        <StatusBadge
          status={article.Bl ? 'cancelled' : 'healthy'}
          label={t(article.Bl ? 'article.blocked' : 'article.notBlocked')}
        />
        <button
          type="button"
          className="btn"
          disabled={act.isPending}
          onClick={() =>
            change({ blocked: !article.Bl }, t(article.Bl ? 'article.released' : 'article.nowBlocked', { code }))
          }
        >
          {article.Bl ? (
            <IconLockOpen className="icon" size={15} stroke={1.75} aria-hidden />
          ) : (
            <IconLock className="icon" size={15} stroke={1.75} aria-hidden />
          )}
          {t(article.Bl ? 'article.release' : 'article.block')}
        </button>
      </div>
      <StockTable code={article.ItCd} stock={article.stock} />
    </section>
  )
}

function Head() {
  const { t } = useTranslation('playground')
  return (
    <h2>
      {t('article.afas')} <span className="chip">AFAS</span>
    </h2>
  )
}

function StockTable({ code, stock }: { code: string; stock: readonly AfasStock[] }) {
  const { t } = useTranslation('playground')
  const act = useAct()
  if (stock.length === 0) return <p className="t3">{t('article.noStock')}</p>
  const count = (row: AfasStock, physical: number, place: string) =>
    act.mutate({
      system: 'afas',
      action: 'stock',
      body: {
        ItCd: code,
        warehouse: row.warehouse,
        ...(row.dimension1 === undefined ? {} : { dimension1: row.dimension1 }),
        ...(row.dimension2 === undefined ? {} : { dimension2: row.dimension2 }),
        physical,
      },
      done: t('article.counted', { code, place, count: physical }),
    })
  return (
    <table className="table pg-levels" aria-label={t('article.stock')}>
      <thead>
        <tr>
          <th scope="col">{t('article.warehouse')}</th>
          <th scope="col" className="num">
            {t('article.reserved')}
          </th>
          <th scope="col" className="num">
            {t('article.available')}
          </th>
          <th scope="col">{t('article.physical')}</th>
        </tr>
      </thead>
      <tbody>
        {stock.map((row) => {
          const place = [row.warehouse, row.dimension1, row.dimension2].filter(Boolean).join(' ')
          return (
            <tr key={place}>
              <td className="mono">{place}</td>
              <td className="num">{formatCount(row.reserved)}</td>
              <td className="num">{formatCount(row.available)}</td>
              <td>
                <EditField
                  cell
                  number
                  label={t('article.physicalIn', { place })}
                  value={String(row.physical)}
                  busy={act.isPending}
                  action={t('act.count')}
                  onSave={(text) => count(row, numberOf(text), place)}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
