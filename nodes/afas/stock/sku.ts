import { textField, type Row } from '../client/rows.ts'
import type { StockFields } from './fields.ts'

/** One thing that is sold: an item, or one combination of its dimensions. */
export interface StockedItem {
  readonly sku: string
  readonly item: string
  readonly dimension1: string
  readonly dimension2: string
}

export function stockedItemOf(row: Row, fields: StockFields): StockedItem {
  const item = textField(row, fields.itemField).trim()
  const dimension1 = fields.dimension1Field === '' ? '' : textField(row, fields.dimension1Field).trim()
  const dimension2 = fields.dimension2Field === '' ? '' : textField(row, fields.dimension2Field).trim()
  const given = fields.skuField === '' ? '' : textField(row, fields.skuField).trim()
  const sku = given || [item, dimension1, dimension2].filter((part) => part !== '').join(fields.separator)
  return { sku, item, dimension1, dimension2 }
}

/** SKUs and item codes are the same in any case, in AFAS and for people. */
export function plainSku(sku: string): string {
  return sku.trim().toLowerCase()
}

/**
 * Item codes that may be behind a SKU: itself, and what is left of it without one or two dimensions. Codes may hold the
 * separator themselves, so only AFAS can tell which it is.
 */
export function itemCandidates(sku: string, fields: StockFields): string[] {
  const codes = [sku.trim()]
  if (fields.separator === '' || fields.dimension1Field === '') return codes
  const most = fields.dimension2Field === '' ? 1 : 2
  for (let cut = 0; cut < most; cut += 1) {
    const code = codes.at(-1) ?? ''
    const at = code.lastIndexOf(fields.separator)
    if (at <= 0) break
    codes.push(code.slice(0, at))
  }
  return codes
}
