import { isObject } from '../../mapper/sample-fields.ts'
import type { MappedRow } from './how-mapped.ts'
import { listsOf } from './line-summary.ts'
import { factsOf } from './record-facts.ts'

export interface Totals {
  withoutVat: boolean
  source: number
  sent: number
  difference: number
  currency: string
}

/** What a mapping says its document must come to; with `vat`, the total is one with VAT. */
export interface Expected {
  total: number
  vat?: number
}

/**
 * The total of the source beside the sum of the lines that were sent (quantity times price, less discounts).
 * Where the mapping makes a total of its own (`expected`), that is what they must come to. Counted in cents; undefined
 * where either side does not tell, since a guess would be worse than no figure.
 */
export function totalsOf(source: unknown, rows: readonly MappedRow[], expected?: Expected): Totals | undefined {
  const facts = factsOf(source)
  // Prices without VAT do not add up to what the customer paid.
  const withoutVat = rows.some((row) => row.code === 'InVa' && row.value !== true)
  if (expected === undefined && (facts.total === undefined || withoutVat)) return undefined
  const total = expected ? expected.total - (withoutVat ? (expected.vat ?? 0) : 0) : Number(facts.total)
  const sent = sumOfLines(rows)
  if (sent === undefined || !Number.isFinite(total)) return undefined
  const cents = Math.round(total * 100)
  return {
    withoutVat,
    source: cents / 100,
    sent: sent / 100,
    difference: (sent - cents) / 100,
    currency: facts.currency ?? 'EUR',
  }
}

function sumOfLines(rows: readonly MappedRow[]): number | undefined {
  const lines = linesOf(rows)
  if (lines.length === 0) return undefined
  let cents = 0
  for (const line of lines) {
    const quantity = numberAt(line, QUANTITIES)
    const price = numberAt(line, PRICES)
    if (quantity === undefined || price === undefined) return undefined
    const gross = quantity * price
    cents += Math.round(
      (gross - (gross * (numberAt(line, PERCENTS) ?? 0)) / 100 - (numberAt(line, DISCOUNTS) ?? 0)) * 100,
    )
  }
  return cents
}

const QUANTITIES = ['QuUn', 'quantity']
const PRICES = ['Upri', 'price']
const PERCENTS = ['PRDc']
const DISCOUNTS = ['ARDc', 'discount']

function linesOf(rows: readonly MappedRow[]): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = []
  for (const row of listsOf(rows)) {
    if (!Array.isArray(row.value)) continue
    row.value.forEach((item: unknown, index) => {
      const line = (lines[index] ??= {})
      if (!isObject(item)) line[row.code] = item
      else Object.assign(line, isObject(item['Fields']) ? item['Fields'] : item)
    })
  }
  return lines
}

function numberAt(line: Record<string, unknown>, names: readonly string[]): number | undefined {
  const value = names.map((name) => line[name]).find((found) => found !== undefined && found !== null)
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}
