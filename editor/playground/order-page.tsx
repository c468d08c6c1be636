import { IconArrowRight, IconChevronRight, IconClockHour4, IconEqual, IconRoute } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Crumb } from '../app/crumb.tsx'
import { Link } from '../app/router.tsx'
import type { PageProps } from '../app/routes.tsx'
import { plainValue } from '../mapper/sample-fields.ts'
import { useLiveRefresh } from '../runs/use-live-refresh.ts'
import { formatMoney } from '../ui/format.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { isStatus, StatusBadge } from '../ui/status-badge.tsx'
import { Shipments } from './order-acts.tsx'
import { DocumentCard, ShopCard } from './order-cards.tsx'
import { SendNow } from './send-now.tsx'
import { pairLines } from './pair-lines.ts'
import { useBothSides, useOrderRecord } from './sandbox-queries.ts'
import type { AfasDocument, BothSides } from './sandbox-shapes.ts'
import './playground.css'

/** The shop's order beside the AFAS document that came of it. */
export function OrderPage({ params }: PageProps) {
  const { t } = useTranslation('playground')
  const given = params['name'] ?? ''
  const name = given.startsWith('#') ? given : `#${given}`
  const both = useBothSides(name)
  const record = useOrderRecord(name)
  useLiveRefresh('sandbox')
  if (both.isError)
    return <ErrorState error={both.error} title={t('order.failed', { name })} onRetry={() => void both.refetch()} />
  if (both.isPending) return <Skeleton lines={8} what={t('order.what', { name })} />
  return (
    <div className="page pg-order">
      <Crumb>
        <Link href="/playground">{t('title')}</Link>
        <IconChevronRight className="icon" size={14} stroke={1.75} aria-hidden />
        <b>{t('order.crumb', { name })}</b>
      </Crumb>
      <header className="page-head">
        <h1 className="page-title">{verdictOf(both.data, record.data?.status, t)}</h1>
        {record.data !== undefined && isStatus(record.data.status) ? (
          <StatusBadge status={record.data.status} chip />
        ) : null}
        <span className="spacer" />
        {record.data === undefined ? null : (
          <Link className="btn" href={`/records/${encodeURIComponent(record.data.id)}`}>
            <IconRoute className="icon" size={15} stroke={1.75} aria-hidden />
            {t('order.trace')}
          </Link>
        )}
      </header>
      {record.data?.problem === undefined ? null : <p className="pg-problem">{record.data.problem.message}</p>}
      {both.data.documents.length === 0 ? (
        <div className="pg-sides">
          <ShopCard order={both.data.order} />
          <section className="panel">
            <EmptyState icon={IconClockHour4} title={t('order.none')} text={t('order.noneText')} />
          </section>
        </div>
      ) : (
        both.data.documents.map((document) => <Sides key={document.id} both={both.data} document={document} />)
      )}
      {both.data.slips.length > both.data.fulfillments.length ? <SendNow /> : null}
      <Shipments both={both.data} />
    </div>
  )
}

type Words = ReturnType<typeof useTranslation<'playground'>>['t']

function verdictOf(both: BothSides, status: string | undefined, t: Words): string {
  const name = both.order.name
  const first = both.documents[0]
  if (both.documents.length > 1) return t('order.several', { name, count: both.documents.length })
  if (first !== undefined) return t('order.arrived', { name, document: first.id })
  if (status === 'parked') return t('order.parked', { name })
  return status === 'skipped' ? t('order.skipped', { name }) : t('order.waiting', { name })
}

function Sides({ both, document }: { both: BothSides; document: AfasDocument }) {
  const { t } = useTranslation('playground')
  const lines = pairLines(both.order.lines ?? [], document)
  return (
    <>
      <div className="pg-sides">
        <ShopCard order={both.order} />
        <DocumentCard document={document} debtor={both.debtor} order={both.order} />
      </div>
      <section className="panel pg-lines">
        <table className="table" aria-label={t('order.lines')}>
          <thead>
            <tr>
              <th scope="col">{t('order.shopLine')}</th>
              <th scope="col" className="num">
                {t('order.quantity')}
              </th>
              <th scope="col" className="num">
                {t('order.price')}
              </th>
              <th scope="col" className="pg-how">
                <span className="visually-hidden">{t('order.becomes')}</span>
              </th>
              <th scope="col">{t('order.afasLine')}</th>
              <th scope="col" className="num">
                {t('order.quantity')}
              </th>
              <th scope="col" className="num">
                {t('order.price')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((pair) => (
              <tr key={pair.key}>
                <td>
                  <code>{pair.shop?.sku ?? (pair.shop === undefined ? '' : t('order.noSku'))}</code>{' '}
                  <span className="t2">{pair.shop?.title}</span>
                </td>
                <td className="num">{pair.shop?.quantity}</td>
                <td className="num">
                  {pair.shop?.price === undefined ? null : formatMoney(pair.shop.price, both.order.currency)}
                </td>
                <td className="pg-how">
                  {pair.shop !== undefined &&
                  pair.afas !== undefined &&
                  Number(pair.afas['QuUn']) === pair.shop.quantity ? (
                    <IconEqual
                      className="icon st-created"
                      size={15}
                      stroke={1.75}
                      role="img"
                      aria-label={t('order.equal')}
                    />
                  ) : (
                    <IconArrowRight className="icon t3" size={15} stroke={1.75} aria-hidden />
                  )}
                </td>
                <td>
                  <code>{plainValue(pair.afas?.['ItCd'])}</code>{' '}
                  <span className="t2">{plainValue(pair.afas?.['Ds'])}</span>
                </td>
                <td className="num">{plainValue(pair.afas?.['QuUn'])}</td>
                <td className="num">
                  {pair.afas?.['Upri'] === undefined
                    ? null
                    : formatMoney(Number(pair.afas['Upri']), both.order.currency)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
