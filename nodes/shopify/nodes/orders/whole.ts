import type { ShopifyClient } from '../../client/client.ts'
import { ORDER_LINES } from '../../client/documents/orders.ts'
import type { RawLine, RawOrder } from '../../client/documents/raw-order.ts'
import { normaliseOrder } from './normalise.ts'
import type { ShopifyOrder } from './order.ts'

/** An order with all of its lines, however many. What else was cut off is named in `incomplete`. */
export async function wholeOrder(client: ShopifyClient, raw: RawOrder, signal: AbortSignal): Promise<ShopifyOrder> {
  const lines: RawLine[] = [...raw.lineItems.nodes]
  let { hasNextPage, endCursor } = raw.lineItems.pageInfo
  while (hasNextPage && endCursor !== null) {
    const { order } = await client.run(ORDER_LINES, { id: raw.id, after: endCursor }, signal)
    if (!order) break
    lines.push(...order.lineItems.nodes)
    ;({ hasNextPage, endCursor } = order.lineItems.pageInfo)
  }
  return { ...normaliseOrder(raw, lines), incomplete: cutOff(raw) }
}

/** Lists of an order that are longer than what is read with it. None of them is ever that long in a usual shop. */
function cutOff(raw: RawOrder): string[] {
  const lists = {
    shippingLines: raw.shippingLines,
    metafields: raw.metafields,
    'customer.metafields': raw.customer?.metafields,
    'purchasingCompany.location.metafields': raw.purchasingEntity?.location?.metafields,
  }
  return Object.entries(lists)
    .filter(([, list]) => list?.pageInfo.hasNextPage)
    .map(([name]) => name)
}
