import { ProblemError } from '../../../sdk/problem.ts'
import { defineSource } from '../../../sdk/node.ts'
import { shopifySystem } from '../../system.ts'
import { OrdersConfigSchema, startOf } from './config.ts'
import type { ShopifyOrder } from './order.ts'
import { readOrders } from './read.ts'
import { receiveOrders } from './receive.ts'
import { recordOf } from './take.ts'

export const orders = defineSource({
  type: 'shopify.orders',
  version: 1,
  kind: 'source',
  title: 'Orders',
  description: 'Orders of the shop: those that changed since the last run, those of a webhook, or the ones you name.',
  icon: 'shopping-cart',
  config: OrdersConfigSchema,
  connects: shopifySystem,
  outputs: { out: { title: 'Orders' } },
  triggers: ['schedule', 'webhook', 'manual'],
  topics: ['ORDERS_PAID', 'ORDERS_CREATE', 'ORDERS_UPDATED', 'ORDERS_EDITED', 'ORDERS_CANCELLED'],
  records: 'event',
  check: ({ cutOver = '' }) =>
    cutOver === '' || startOf(cutOver)
      ? []
      : [{ path: '/cutOver', message: `"${cutOver}" is not a date like 2026-11-01.` }],
  read: readOrders,
  receive: receiveOrders,
  recordOf: (data) => {
    if (isOrder(data)) return recordOf(data)
    throw new ProblemError({
      code: 'shopify.not-an-order',
      message: 'The given data is not an order as this node reads it.',
      advice: 'Give an order with at least id, name and lineItems, for instance one copied from an earlier run.',
      retry: 'never',
    })
  },
})

/** As far as `recordOf` looks; what a person made up for a test may lack the rest. */
function isOrder(data: unknown): data is ShopifyOrder {
  if (typeof data !== 'object' || data === null) return false
  const { id, name, lineItems } = data as Record<string, unknown>
  return typeof id === 'string' && typeof name === 'string' && Array.isArray(lineItems)
}
