import type { AfasClient } from '../client/client.ts'
import { defineSource } from '../../sdk/node.ts'
import { ProblemError } from '../../sdk/problem.ts'
import { StockConfigSchema } from '../stock/config.ts'
import { stockRecord, type ItemStock } from '../stock/levels.ts'
import { readStock } from '../stock/read.ts'
import { afasSystem } from '../system.ts'

/** Reads stock item by item, always with all warehouses of an item: half of it would be a wrong sum. */
export const stock = defineSource<typeof StockConfigSchema, AfasClient>({
  type: 'afas.stock',
  version: 1,
  kind: 'source',
  title: 'Read stock',
  description:
    'Reads the stock of articles in AFAS, each with all its warehouses: what changed, and once a day everything.',
  icon: 'building-warehouse',
  connects: afasSystem,
  triggers: ['schedule', 'manual'],
  records: 'state',
  outputs: { out: { title: 'Stock' } },
  config: StockConfigSchema,
  read: readStock,
  recordOf: (data) => stockRecord(stockFrom(data)),
})

/** Test records come from people, so they are looked at before they are believed. */
function stockFrom(data: unknown): ItemStock {
  const { sku, item = sku, levels = [] } = (data ?? {}) as Partial<ItemStock>
  if (typeof sku === 'string' && sku !== '' && typeof item === 'string' && Array.isArray(levels)) {
    return { dimension1: '', dimension2: '', unit: '', modified: '', ...(data as object), sku, item, levels }
  }
  throw new ProblemError({
    code: 'afas.no-stock-record',
    message: 'A stock record has a "sku" and a list "levels".',
    advice: 'Give it as { "sku": "KOF-0001", "levels": [{ "warehouse": "W1", "physical": 4, "available": 4 }] }.',
    retry: 'after-fix',
  })
}
