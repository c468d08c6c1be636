import { IconCash, IconHandStop, IconPlayerPlay, IconReceiptRefund, IconX, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AfasDocument, BothSides, ShopOrder } from './sandbox-shapes.ts'
import { ShipForm } from './ship-form.tsx'
import { afasLines, shopLines } from './ship-lines.ts'
import { useAct } from './use-act.ts'

interface ShopAct {
  readonly icon: Icon
  readonly action: string
  readonly body?: object
  /** Key of what is said when it is done. */
  readonly done: string
}

const SHOP_ACTS = {
  hold: { icon: IconHandStop, action: 'hold', done: 'held' },
  release: { icon: IconPlayerPlay, action: 'hold', body: { release: true }, done: 'released' },
  pay: { icon: IconCash, action: 'pay', done: 'paid' },
  refund: { icon: IconReceiptRefund, action: 'refund', done: 'refunded' },
  cancel: { icon: IconX, action: 'cancel', done: 'cancelled' },
} as const satisfies Record<string, ShopAct>

/** What a merchant does with the order in the shop: hold its shipment, take payment, cancel it, give the money back. */
export function ShopActs({ order }: { order: ShopOrder }) {
  const { t } = useTranslation('playground')
  const act = useAct()
  const { name } = order
  return (
    <div className="pg-acts" role="group" aria-label={t('orderAct.shop')}>
      {actsFor(order).map((one) => {
        const { icon: Shape, action, body, done }: ShopAct = SHOP_ACTS[one]
        const said = t(`orderAct.${done}`, { name })
        return (
          <button
            key={one}
            type="button"
            className={one === 'cancel' ? 'btn btn-danger' : 'btn'}
            disabled={act.isPending}
            onClick={() => act.mutate({ system: 'shopify', action, body: { order: name, ...body }, done: said })}
          >
            <Shape className="icon" size={15} stroke={1.75} aria-hidden />
            {t(`orderAct.${one}`)}
          </button>
        )
      })}
    </div>
  )
}

const isCancelled = ({ cancelledAt }: ShopOrder): boolean => cancelledAt !== null && cancelledAt !== undefined

/** What can be done with an order as it stands. */
function actsFor(order: ShopOrder): readonly (keyof typeof SHOP_ACTS)[] {
  const cancelled = isCancelled(order)
  const paid = order.displayFinancialStatus === 'PAID' || order.displayFinancialStatus === 'PARTIALLY_REFUNDED'
  const held = order.displayFulfillmentStatus === 'ON_HOLD'
  const sent = order.displayFulfillmentStatus === 'FULFILLED'
  return [
    ...(sent || cancelled ? [] : [held ? ('release' as const) : ('hold' as const)]),
    ...(paid || cancelled ? [] : ['pay' as const]),
    ...(paid ? ['refund' as const] : []),
    ...(cancelled ? [] : ['cancel' as const]),
  ]
}

/** Somebody in the shop marks what leaves as sent: Koppel finds it there and leaves it alone. */
export function FulfilAct({ order }: { order: ShopOrder }) {
  const { t } = useTranslation('playground')
  const act = useAct()
  const lines = shopLines(order.lines ?? [])
  const held = order.displayFulfillmentStatus === 'ON_HOLD'
  if (held || isCancelled(order) || lines.every((line) => line.open === 0)) return null
  return (
    <details className="pg-fold">
      <summary>{t('ship.inShop')}</summary>
      <ShipForm
        label={t('ship.inShop')}
        lines={lines}
        busy={act.isPending}
        onShip={({ whole, lines: part }, said) =>
          act.mutate({
            system: 'shopify',
            action: 'fulfil',
            body: { order: order.name, ...said, ...(whole ? {} : { lines: part }) },
            done: t(whole ? 'ship.doneInShop' : 'ship.doneInShopPart', { name: order.name }),
          })
        }
      />
    </details>
  )
}

/** What the warehouse does in AFAS: a packing slip of all that is open, or of a part, with the carrier's number. */
export function ShipAct({ order, document }: { order: ShopOrder; document: AfasDocument }) {
  const { t } = useTranslation('playground')
  const act = useAct()
  return (
    <div className="pg-fold">
      <h3>{t('ship.inAfas')}</h3>
      <ShipForm
        label={t('ship.inAfas')}
        lines={afasLines(document.lines)}
        busy={act.isPending}
        onShip={({ whole, lines }, said) => {
          const part = lines.map(({ id, quantity }) => ({ guid: id, quantity }))
          act.mutate({
            system: 'afas',
            action: 'ship',
            body: { order: document.id, ...said, ...(whole ? {} : { lines: part }) },
            done: t(whole ? 'ship.done' : 'ship.donePart', { name: order.name }),
          })
        }}
      />
    </div>
  )
}

/** What left the warehouse, on both sides: packing slips in AFAS, fulfilments in the shop. */
export function Shipments({ both }: { both: BothSides }) {
  const { t } = useTranslation('playground')
  if (both.slips.length === 0 && both.fulfillments.length === 0) return null
  return (
    <div className="pg-sides">
      <section className="panel pg-card" aria-label={t('shipment.shop')}>
        <h2>
          {t('shipment.shop')} <span className="chip">Shopify</span>
        </h2>
        {both.fulfillments.length === 0 ? <p className="t2">{t('shipment.notYet')}</p> : null}
        <ul className="pg-parts">
          {both.fulfillments.map((one) => (
            <li key={one.name}>
              <b className="mono">{one.name}</b> {one.tracking === null ? null : <code>{one.tracking}</code>}
              <span className="t2">{one.lines.map((line) => `${line.quantity} × ${line.sku ?? ''}`).join(', ')}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="panel pg-card" aria-label={t('shipment.afas')}>
        <h2>
          {t('shipment.afas')} <span className="chip">AFAS FbDeliveryNote</span>
        </h2>
        {both.slips.length === 0 ? <p className="t2">{t('shipment.none')}</p> : null}
        <ul className="pg-parts">
          {both.slips.map((one) => (
            <li key={one.id}>
              <b className="mono">{one.id}</b> {one.fields['TrTr'] ? <code>{String(one.fields['TrTr'])}</code> : null}
              <span className="t2">
                {one.lines.map(({ fields }) => `${String(fields['QuUn'])} × ${String(fields['ItCd'])}`).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
