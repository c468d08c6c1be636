import type { ConformanceCase } from '../sdk/conformance/case.ts'
import { markOrder } from './nodes/mark-order/mark-order.ts'
import { orders } from './nodes/orders/orders.ts'

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
]
