import { IconShieldCheck, IconShoppingCart } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Crumb } from '../app/crumb.tsx'
import { Link, useParam } from '../app/router.tsx'
import { useLiveRefresh } from '../runs/use-live-refresh.ts'
import { formatCount, formatMoney } from '../ui/format.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'
import { isStatus, StatusBadge } from '../ui/status-badge.tsx'
import { useOrderRecord, useProof, useShopOrders, type Proof } from './sandbox-queries.ts'
import { Faults, KillRunner, PlaceOrder } from './strip-parts.tsx'
import { ArticleTable } from './article-table.tsx'
import type { ShopOrder } from './sandbox-shapes.ts'
import './playground.css'

/** Where a person tries things: place orders, break things on purpose, and see that every order is in AFAS once. */
export function PlaygroundPage() {
  const { t } = useTranslation('playground')
  const [chosen, setView] = useParam('view')
  const view = chosen === 'articles' ? 'articles' : 'orders'
  useLiveRefresh('sandbox')
  const proof = useProof()
  return (
    <div className="page">
      <Crumb>
        <b>{t('title')}</b>
      </Crumb>
      <header className="page-head">
        <h1 className="page-title">
          {proof.data === undefined
            ? t('title')
            : t(`page.verdict.${verdictOf(proof.data)}`, { ...proof.data, count: proof.data.parked })}
        </h1>
      </header>
      <section className="panel pg-controls" aria-label={t('page.controls')}>
        <PlaceOrder />
        <Faults />
        <KillRunner />
      </section>
      {proof.data === undefined ? null : (
        <dl className="pg-proof-figures">
          {(['orders', 'documents', 'parked', 'waiting', 'lost', 'doubled'] as const).map((name) => (
            <div key={name}>
              <dt>{t(`page.${name}`)}</dt>
              <dd
                className={
                  name === 'lost' || name === 'doubled' ? (proof.data[name] === 0 ? 'st-created' : 'st-failed') : ''
                }
              >
                {name === 'lost' || name === 'doubled' ? (
                  <IconShieldCheck className="icon" size={18} stroke={1.75} aria-hidden />
                ) : null}
                {formatCount(proof.data[name])}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="pg-tabs">
        <Tabs
          label={t('page.views')}
          tabs={[
            { id: 'orders', label: t('page.last') },
            { id: 'articles', label: t('articles.label') },
          ]}
          value={view}
          onChange={(next) => setView(next === 'orders' ? null : next)}
        />
      </div>
      <TabPanel id={view} className="pg-panel">
        {view === 'articles' ? <ArticleTable /> : <Orders />}
      </TabPanel>
    </div>
  )
}

function verdictOf(proof: Proof): 'bad' | 'waiting' | 'parked' | 'well' {
  if (proof.lost > 0 || proof.doubled > 0) return 'bad'
  if (proof.waiting > 0) return 'waiting'
  return proof.parked > 0 ? 'parked' : 'well'
}

function Orders() {
  const { t } = useTranslation('playground')
  const orders = useShopOrders()
  if (orders.isError)
    return <ErrorState error={orders.error} title={t('page.failed')} onRetry={() => void orders.refetch()} />
  if (orders.isPending) return <Skeleton lines={6} what={t('page.what')} />
  if (orders.data.items.length === 0)
    return <EmptyState icon={IconShoppingCart} title={t('page.empty')} text={t('page.emptyText')} />
  return <OrderTable orders={orders.data.items.slice(0, 20)} />
}

function OrderTable({ orders }: { orders: readonly ShopOrder[] }) {
  const { t } = useTranslation('playground')
  return (
    <div className="panel">
      <table className="table" aria-label={t('page.last')}>
        <thead>
          <tr>
            <th scope="col">{t('fact.number')}</th>
            <th scope="col">{t('fact.customer')}</th>
            <th scope="col">{t('fact.status')}</th>
            <th scope="col">{t('page.became')}</th>
            <th scope="col" className="num">
              {t('fact.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.name}>
              <td>
                <Link className="mono pg-key" href={`/playground/orders/${encodeURIComponent(order.name)}`}>
                  {order.name}
                </Link>
              </td>
              <td>{order.company ?? order.customer ?? order.email ?? ''}</td>
              <td className="t2">
                {t(`orderStatus.${order.displayFinancialStatus ?? ''}`, {
                  defaultValue: order.displayFinancialStatus ?? '',
                })}
              </td>
              <td>
                <Became name={order.name} />
              </td>
              <td className="num">{order.total === undefined ? null : formatMoney(order.total, order.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What became of an order: its newest record. */
function Became({ name }: { name: string }) {
  const { t } = useTranslation('playground')
  const record = useOrderRecord(name)
  const found = record.data
  if (found === undefined) return <span className="t3">{record.isPending ? '' : t('page.notYet')}</span>
  return (
    <Link href={`/records/${encodeURIComponent(found.id)}`} title={found.problem?.message}>
      {isStatus(found.status) ? <StatusBadge status={found.status} /> : found.status}
    </Link>
  )
}
