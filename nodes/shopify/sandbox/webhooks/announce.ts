import type { Order, Refund } from '../orders/order.ts'
import type { Shop } from '../shop.ts'
import { orderPayload, refundPayload } from './payload.ts'

/** Tells listeners about an order, as it is now. */
export function orderChanged(shop: Shop, order: Order, topics: readonly string[]): void {
  for (const topic of topics) shop.deliveries.announce(topic, () => orderPayload(shop, order))
}

export function refundMade(shop: Shop, order: Order, refund: Refund): void {
  shop.deliveries.announce('REFUNDS_CREATE', () => refundPayload(order, refund))
}
