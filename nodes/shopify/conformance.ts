import type { ConformanceCase } from '../sdk/conformance/case.ts'
import { markOrder } from './nodes/mark-order/mark-order.ts'
import { orders } from './nodes/orders/orders.ts'
import { setStock } from './nodes/set-stock/set-stock.ts'
import { variants } from './nodes/variants/variants.ts'

export const shopifyCases: readonly ConformanceCase[] = [
  { node: orders, config: { pageSize: 7 } },
  {
    node: markOrder,
    config: { tag: 'AFAS {number}' },
    records: (world) =>
      world.orders.map((order, at) => ({
        ...order,
        data: { ...(order.data as object), written: { order: { id: String(60_012_000 + at) } } },
      })),
    writes: true,
  },
  { node: variants, config: { pageSize: 20 } },
  {
    node: setStock,
    records: (world) =>
      world.articles.map((article, at) => ({
        ...article,
        data: { sku: article.key, levels: [{ location: 'Winkel Utrecht', available: at + 3 }] },
      })),
    writes: true,
  },
]
