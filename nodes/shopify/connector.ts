import { markOrder } from './nodes/mark-order/mark-order.ts'
import { orders } from './nodes/orders/orders.ts'
import { setStock } from './nodes/set-stock/set-stock.ts'
import { variants } from './nodes/variants/variants.ts'
import { shopifySystem } from './system.ts'

export const shopify: typeof shopifySystem = { ...shopifySystem, nodes: () => [orders, markOrder, setStock, variants] }
