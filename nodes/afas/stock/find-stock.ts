import type { AfasClient } from '../client/client.ts'
import { textField, type Row } from '../client/rows.ts'
import type { StockFields } from './fields.ts'
import { itemCandidates, plainSku, stockedItemOf } from './sku.ts'

/** An order in which no two rows are equal, so that pages of one item fit together. */
export function rowOrder(fields: StockFields, warehouseField?: string): string {
  const { itemField, dimension1Field, dimension2Field, skuField } = fields
  const order = [itemField, dimension1Field, dimension2Field, warehouseField ?? '', skuField]
  return [...new Set(order.filter((one) => one !== ''))].join(',')
}

/** All rows of these items, of every warehouse. */
export function rowsOfItems(
  client: AfasClient,
  fields: StockFields,
  items: readonly string[],
  order: string,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  return client.lookUp(fields.connector, fields.itemField, items, signal, order)
}

/**
 * The rows behind SKUs. Most are item codes themselves; those that AFAS does not know as such are asked for once more
 * without what may be dimensions.
 */
export async function rowsOfSkus(
  client: AfasClient,
  fields: StockFields,
  skus: readonly string[],
  order: string,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  if (fields.skuField !== '') {
    const found = await client.lookUp(fields.connector, fields.skuField, skus, signal, order)
    const items = [...new Set(found.map((row) => textField(row, fields.itemField)))]
    return rowsOfItems(client, fields, items, order, signal)
  }
  const rows = [...(await rowsOfItems(client, fields, skus, order, signal))]
  const found = new Set(rows.map((row) => plainSku(stockedItemOf(row, fields).sku)))
  const others = skus.filter((sku) => !found.has(plainSku(sku))).flatMap((sku) => itemCandidates(sku, fields).slice(1))
  if (others.length > 0) rows.push(...(await rowsOfItems(client, fields, [...new Set(others)], order, signal)))
  return rows
}
