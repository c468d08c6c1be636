import type { ShopifyClient } from '../../client/client.ts'
import {
  MORE_SENT_LINES,
  MORE_WORK_LINES,
  ORDER_WORK,
  type RawOrderWork,
  type RawTracking,
} from '../../client/documents/fulfilments.ts'

/** Units of a line of the order that are to be sent from one place. */
export interface WorkLine {
  readonly id: string
  readonly work: string
  readonly status: string
  readonly canSend: boolean
  readonly holds: readonly string[]
  readonly location: string
  /** Place and way of delivery: what may go in one call. */
  readonly group: string
  readonly lineItem: string
  readonly sku: string
  readonly remaining: number
}

export interface Sent {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly tracking: readonly RawTracking[]
  readonly lines: readonly { readonly lineItem: string; readonly sku: string; readonly quantity: number }[]
}

export interface OrderWork {
  readonly id: string
  readonly name: string
  readonly cancelled: string | undefined
  readonly lines: readonly WorkLine[]
  readonly sent: readonly Sent[]
}

export const skuOf = (sku: string | null | undefined): string => (sku ?? '').trim().toLowerCase()

/** An order with all that is to be sent and was sent; undefined when the shop no longer has it. */
export async function readWork(client: ShopifyClient, id: string, signal: AbortSignal): Promise<OrderWork | undefined> {
  const lines: WorkLine[] = []
  let first: RawOrderWork | undefined
  let after: string | null = null
  do {
    const answer: { order: RawOrderWork | null } = await client.run(ORDER_WORK, { id, after }, signal)
    const order: RawOrderWork | null = answer.order
    if (!order) return undefined
    first ??= order
    for (const work of order.fulfillmentOrders.nodes) {
      const group = `${work.assignedLocation.location?.id ?? ''} ${work.deliveryMethod?.methodType ?? ''}`
      const canSend = work.supportedActions.some((one) => one.action === 'CREATE_FULFILLMENT')
      const holds = work.fulfillmentHolds.map((one) => one.reasonNotes || one.displayReason)
      const rows = [...work.lineItems.nodes]
      let { hasNextPage, endCursor } = work.lineItems.pageInfo
      while (hasNextPage) {
        const more: NonNullable<(typeof MORE_WORK_LINES)['data']> = await client.run(
          MORE_WORK_LINES,
          { id: work.id, after: endCursor },
          signal,
        )
        rows.push(...(more.fulfillmentOrder?.lineItems.nodes ?? []))
        ;({ hasNextPage, endCursor } = more.fulfillmentOrder?.lineItems.pageInfo ?? {
          hasNextPage: false,
          endCursor: null,
        })
      }
      for (const row of rows) {
        lines.push({
          id: row.id,
          work: work.id,
          status: work.status,
          canSend,
          holds,
          location: work.assignedLocation.name,
          group,
          lineItem: row.lineItem.id,
          sku: skuOf(row.sku),
          remaining: row.remainingQuantity,
        })
      }
    }
    after = order.fulfillmentOrders.pageInfo.hasNextPage ? order.fulfillmentOrders.pageInfo.endCursor : null
  } while (after !== null)
  const sent: Sent[] = []
  for (const one of first.fulfillments) {
    const rows = [...one.fulfillmentLineItems.nodes]
    let { hasNextPage, endCursor } = one.fulfillmentLineItems.pageInfo
    while (hasNextPage) {
      const more: NonNullable<(typeof MORE_SENT_LINES)['data']> = await client.run(
        MORE_SENT_LINES,
        { id: one.id, after: endCursor },
        signal,
      )
      rows.push(...(more.fulfillment?.fulfillmentLineItems.nodes ?? []))
      ;({ hasNextPage, endCursor } = more.fulfillment?.fulfillmentLineItems.pageInfo ?? {
        hasNextPage: false,
        endCursor: null,
      })
    }
    const parts = rows.map((row) => ({
      lineItem: row.lineItem.id,
      sku: skuOf(row.lineItem.sku),
      quantity: row.quantity ?? 0,
    }))
    sent.push({ id: one.id, name: one.name, status: one.status, tracking: one.trackingInfo, lines: parts })
  }
  const cancelled = first.cancelledAt === null ? undefined : (first.cancelReason ?? 'OTHER')
  return { id: first.id, name: first.name, cancelled, lines, sent }
}
