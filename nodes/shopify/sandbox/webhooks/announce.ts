import type { Fulfilment, Order, Refund } from '../orders/order.ts'
import type { Shop } from '../shop.ts'
import { time } from '../graphql/gid.ts'
import type { LevelRow } from '../store/levels.ts'
import { companyPayload, customerPayload } from './people-payload.ts'
import { fulfilmentPayload, orderPayload, refundPayload } from './payload.ts'

/** Tells listeners about an order, as it is now. */
export function orderChanged(shop: Shop, order: Order, topics: readonly string[]): void {
  for (const topic of topics) shop.deliveries.announce(topic, () => orderPayload(shop, order))
}

export function refundMade(shop: Shop, order: Order, refund: Refund): void {
  shop.deliveries.announce('REFUNDS_CREATE', () => refundPayload(order, refund))
}

/** Tells listeners what is free at each place that changed. */
export function levelsChanged(shop: Shop, levels: readonly LevelRow[]): void {
  for (const one of levels) {
    shop.deliveries.announce('INVENTORY_LEVELS_UPDATE', () => ({
      inventory_item_id: one.item,
      location_id: one.location,
      available: one.available,
      updated_at: time(one.updated),
      admin_graphql_api_id: `gid://shopify/InventoryLevel/${one.location}?inventory_item_id=${one.item}`,
    }))
  }
}

export function customerChanged(shop: Shop, id: number, topic: 'CUSTOMERS_CREATE' | 'CUSTOMERS_UPDATE'): void {
  const customer = shop.customers.get(id)
  if (customer) shop.deliveries.announce(topic, () => customerPayload(customer))
}

export function companyChanged(shop: Shop, id: number, topic: 'COMPANIES_CREATE' | 'COMPANIES_UPDATE'): void {
  const company = shop.companies.get(id)
  if (company) shop.deliveries.announce(topic, () => companyPayload(company))
}

/** Tells listeners what left, and how far the order is. */
export function fulfilmentChanged(shop: Shop, order: Order, one: Fulfilment, topic: string): void {
  shop.deliveries.announce(topic, () => fulfilmentPayload(order, one))
  const far =
    topic !== 'FULFILLMENTS_CREATE'
      ? []
      : [order.fulfillment === 'FULFILLED' ? 'ORDERS_FULFILLED' : 'ORDERS_PARTIALLY_FULFILLED']
  orderChanged(shop, order, [...far, 'ORDERS_UPDATED'])
}
