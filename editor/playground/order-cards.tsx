import { useTranslation } from 'react-i18next'
import { Link } from '../app/router.tsx'
import { plainValue } from '../mapper/sample-fields.ts'
import { formatExact, formatMoney } from '../ui/format.tsx'
import { FulfilAct, ShipAct, ShopActs } from './order-acts.tsx'
import type { AfasDocument, BothSides, ShopOrder } from './sandbox-shapes.ts'

/** The order as the shop has it, and what can be done with it there. */
export function ShopCard({ order }: { order: ShopOrder }) {
  const { t } = useTranslation('playground')
  const skus = [...new Set((order.lines ?? []).flatMap(({ sku }) => sku ?? []))]
  const statusWords = (status = '') => t(`orderStatus.${status}`, { defaultValue: status })
  const facts = [
    ['number', order.name],
    ['customer', order.company ?? order.customer ?? order.email ?? ''],
    ['email', order.email ?? ''],
    ['status', statusWords(order.displayFinancialStatus)],
    ['sent', statusWords(order.displayFulfillmentStatus)],
    ['cancelled', order.cancelledAt ? formatExact(order.cancelledAt) : ''],
    ['tags', (order.tags ?? []).join(', ')],
    ['total', order.total === undefined ? '' : formatMoney(order.total, order.currency)],
  ] as const
  return (
    <section className="panel pg-card" aria-label={t('order.shop')}>
      <h2>
        {t('order.shop')} <span className="chip">Shopify</span>
      </h2>
      <dl>
        {facts.map(([name, value]) =>
          value === '' ? null : (
            <div key={name}>
              <dt>{t(`fact.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        {skus.length === 0 ? null : (
          <div>
            <dt>{t('fact.articles')}</dt>
            <dd className="pg-skus">
              {skus.map((sku) => (
                <Link key={sku} className="br mono" href={`/playground/articles/${encodeURIComponent(sku)}`}>
                  {sku}
                </Link>
              ))}
            </dd>
          </div>
        )}
      </dl>
      <ShopActs order={order} />
      <FulfilAct order={order} />
    </section>
  )
}

export interface DocumentCardProps {
  readonly document: AfasDocument
  readonly debtor: BothSides['debtor']
  readonly order: ShopOrder
}

/** What became of it in AFAS. */
export function DocumentCard({ document, debtor, order }: DocumentCardProps) {
  const { t } = useTranslation('playground')
  return (
    <section className="panel pg-card" aria-label={t('order.afas')}>
      <h2>
        {t('order.afas')} <span className="chip">AFAS {document.kind}</span>
      </h2>
      <dl>
        <div>
          <dt>{t('fact.number')}</dt>
          <dd className="mono">{document.id}</dd>
        </div>
        {debtor === undefined ? null : (
          <div>
            <dt>{t('fact.debtor')}</dt>
            <dd>
              {debtor.name} <span className="mono t2">{debtor.id}</span>, {t(`debtor.${debtor.kind}`)}
            </dd>
          </div>
        )}
        {Object.entries(document.fields).map(([name, value]) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd className="mono">{plainValue(value)}</dd>
          </div>
        ))}
      </dl>
      {document.kind === 'FbSales' ? <ShipAct order={order} document={document} /> : null}
    </section>
  )
}
