import type { ShopifyClient } from '../../client/client.ts'
import {
  MORE_SENT_LINES,
  MORE_WORK,
  MORE_WORK_LINES,
  ORDER_WORK,
  type RawFulfilment,
  type RawSentLine,
  type RawTracking,
  type RawWork,
  type RawWorkLine,
} from '../../client/documents/fulfilments.ts'
import { wholeList } from '../../client/whole-list.ts'

/** Units of a line of the order that are to be sent from one place. */
export interface WorkLine {
  readonly id: string
  /** The fulfillment order that it is in, its state, and whether that may be sent. */
  readonly work: string
  readonly status: string
  readonly canSend: boolean
  /** Why it is held back, in the shop's words. */
  readonly holds: readonly string[]
  readonly location: string
  /** Place and way of delivery: what may go in one call. */
  readonly group: string
  readonly lineItem: string
  /** As the shop writes it. */
  readonly sku: string
  readonly remaining: number
}

export interface SentLine {
  readonly lineItem: string
  readonly sku: string
  readonly quantity: number
}

export interface Sent {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly tracking: readonly RawTracking[]
  readonly lines: readonly SentLine[]
}

/** An order with all that is to be sent and all that was. */
export interface OrderWork {
  readonly id: string
  readonly name: string
  /** Why it was cancelled; undefined when it was not. */
  readonly cancelled: string | undefined
  readonly lines: readonly WorkLine[]
  readonly sent: readonly Sent[]
}

/** Undefined when the shop no longer has the order. */
export async function readWork(client: ShopifyClient, id: string, signal: AbortSignal): Promise<OrderWork | undefined> {
  const { order } = await client.run(ORDER_WORK, { id }, signal)
  if (!order) return undefined
  const works = await wholeList(order.fulfillmentOrders, async (after) => {
    const more = await client.run(MORE_WORK, { id, after }, signal)
    return more.order?.fulfillmentOrders
  })
  const lines: WorkLine[] = []
  for (const work of works) lines.push(...workLines(work, await rowsOfWork(client, work, signal)))
  const sent: Sent[] = []
  for (const one of order.fulfillments) sent.push(sentOf(one, await rowsOfSent(client, one, signal)))
  const cancelled = order.cancelledAt === null ? undefined : (order.cancelReason ?? 'OTHER')
  return { id: order.id, name: order.name, cancelled, lines, sent }
}

function rowsOfWork(client: ShopifyClient, { id, lineItems }: RawWork, signal: AbortSignal) {
  return wholeList(lineItems, async (after) => {
    const { fulfillmentOrder } = await client.run(MORE_WORK_LINES, { id, after }, signal)
    return fulfillmentOrder?.lineItems
  })
}

function rowsOfSent(client: ShopifyClient, { id, fulfillmentLineItems }: RawFulfilment, signal: AbortSignal) {
  return wholeList(fulfillmentLineItems, async (after) => {
    const { fulfillment } = await client.run(MORE_SENT_LINES, { id, after }, signal)
    return fulfillment?.fulfillmentLineItems
  })
}

function workLines(work: RawWork, rows: readonly RawWorkLine[]): WorkLine[] {
  const { id, status, assignedLocation, deliveryMethod } = work
  const group = `${assignedLocation.location?.id ?? ''} ${deliveryMethod?.methodType ?? ''}`
  const canSend = work.supportedActions.some((one) => one.action === 'CREATE_FULFILLMENT')
  const holds = work.fulfillmentHolds.map(({ displayReason, reasonNotes }) =>
    reasonNotes ? `${displayReason}: ${reasonNotes}` : displayReason,
  )
  return rows.map((row) => ({
    ...{ id: row.id, work: id, status, canSend, holds, group, location: assignedLocation.name },
    ...{ lineItem: row.lineItem.id, sku: row.sku ?? '', remaining: row.remainingQuantity },
  }))
}

function sentOf({ id, name, status, trackingInfo }: RawFulfilment, rows: readonly RawSentLine[]): Sent {
  const lines = rows.map(({ lineItem, quantity }) => ({
    lineItem: lineItem.id,
    sku: lineItem.sku ?? '',
    quantity: quantity ?? 0,
  }))
  return { id, name, status, tracking: trackingInfo, lines }
}
