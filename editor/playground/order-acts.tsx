import { IconHandStop, IconPlayerPlay, IconReceiptRefund, IconTruck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AfasDocument, BothSides, ShopOrder } from './sandbox-shapes.ts'
import { useAct } from './use-act.ts'

/** What a merchant does with the order in the shop: hold its shipment, take payment, cancel it, give the money back. */
export function ShopActs({ order }: { order: ShopOrder }) {
  const { t } = useTranslation('playground')
  const act = useAct()
  const name = order.name
  const does = (action: string, body: object, done: string) => () =>
    act.mutate({ system: 'shopify', action, body: { order: name, ...body }, done })
  const cancelled = order.cancelledAt !== null && order.cancelledAt !== undefined
  const paid = order.displayFinancialStatus === 'PAID' || order.displayFinancialStatus === 'PARTIALLY_REFUNDED'
  const held = order.displayFulfillmentStatus === 'ON_HOLD'
  const sent = order.displayFulfillmentStatus === 'FULFILLED'
  return (
    <div className="pg-acts" role="group" aria-label={t('orderAct.shop')}>
      {sent || cancelled ? null : held ? (
        <button
          type="button"
          className="btn"
          disabled={act.isPending}
          onClick={does('hold', { release: true }, t('orderAct.released', { name }))}
        >
          <IconPlayerPlay className="icon" size={15} stroke={1.75} aria-hidden />
          {t('orderAct.release')}
        </button>
      ) : (
        <button
          type="button"
          className="btn"
          disabled={act.isPending}
          onClick={does('hold', {}, t('orderAct.held', { name }))}
        >
          <IconHandStop className="icon" size={15} stroke={1.75} aria-hidden />
          {t('orderAct.hold')}
        </button>
      )}
      {paid || cancelled ? null : (
        <button
          type="button"
          className="btn"
          disabled={act.isPending}
          onClick={does('pay', {}, t('orderAct.paid', { name }))}
        >
          {t('orderAct.pay')}
        </button>
      )}
      {paid ? (
        <button
          type="button"
          className="btn"
          disabled={act.isPending}
          onClick={does('refund', {}, t('orderAct.refunded', { name }))}
        >
          <IconReceiptRefund className="icon" size={15} stroke={1.75} aria-hidden />
          {t('orderAct.refund')}
        </button>
      ) : null}
      {cancelled ? null : (
        <button
          type="button"
          className="btn btn-danger"
          disabled={act.isPending}
          onClick={does('cancel', {}, t('orderAct.cancelled', { name }))}
        >
          <IconX className="icon" size={15} stroke={1.75} aria-hidden />
          {t('orderAct.cancel')}
        </button>
      )}
    </div>
  )
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
