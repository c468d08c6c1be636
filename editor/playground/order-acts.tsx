import {
  IconCash,
  IconHandStop,
  IconPlayerPlay,
  IconReceiptRefund,
  IconTruck,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AfasDocument, BothSides, ShopOrder } from './sandbox-shapes.ts'
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

/** What can be done with an order as it stands. */
function actsFor(order: ShopOrder): readonly (keyof typeof SHOP_ACTS)[] {
  const cancelled = order.cancelledAt !== null && order.cancelledAt !== undefined
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

/** What the warehouse does in AFAS: send all that is open, with the carrier's number. */
export function ShipAct({ order, document }: { order: ShopOrder; document: AfasDocument }) {
  const { t } = useTranslation('playground')
  const act = useAct()
  const [tracking, setTracking] = useState('')
  const [carrier, setCarrier] = useState('')
  const given = (name: string, text: string) => (text.trim() === '' ? {} : { [name]: text.trim() })
  return (
    <form
      className="pg-ship"
      onSubmit={(event) => {
        event.preventDefault()
        setTracking('')
        act.mutate({
          system: 'afas',
          action: 'ship',
          body: { order: document.id, ...given('tracking', tracking), ...given('carrier', carrier) },
          done: t('orderAct.shipped', { name: order.name }),
        })
      }}
    >
      <label className="field">
        <span className="t3">{t('orderAct.tracking')}</span>
        <input
          className="mono"
          maxLength={100}
          value={tracking}
          onChange={(event) => setTracking(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <span className="t3">{t('orderAct.carrier')}</span>
        <input
          className="mono"
          maxLength={100}
          value={carrier}
          onChange={(event) => setCarrier(event.currentTarget.value)}
        />
      </label>
      <button type="submit" className="btn" disabled={act.isPending}>
        <IconTruck className="icon" size={15} stroke={1.75} aria-hidden />
        {t('orderAct.ship')}
      </button>
    </form>
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
