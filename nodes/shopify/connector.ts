import { markOrder } from './nodes/mark-order/mark-order.ts'
import { orders } from './nodes/orders/orders.ts'
import { shopifySystem } from './system.ts'

export const shopify: typeof shopifySystem = { ...shopifySystem, nodes: () => [orders, markOrder] }
