import { scalarText } from '../client/rows.ts'
import { fieldNumber, lineCents, roundCents, type SalesDocument } from './document.ts'

/** Percentages by VAT code, as the environment has them. */
export type VatRates = Readonly<Record<string, number>>

/** What AFAS will make of a document, in cents. */
export interface Totals {
  readonly incl: number
  /** VAT by percentage. */
  readonly vat: ReadonlyMap<number, number>
  /** Sums of the lines by percentage, with or without VAT as the prices of the document are. */
  readonly sums: ReadonlyMap<number, number>
  /** VAT code that the lines of a percentage have; of several the first. */
  readonly codes: ReadonlyMap<number, string>
}

/** VAT in a sum of cents, by a percentage: once a rate over the whole document, as AFAS reckons it. */
export function vatIn(cents: number, rate: number, included: boolean): number {
  return roundCents(included ? (cents * rate) / (100 + rate) : (cents * rate) / 100)
}

/** The totals of a document before it is sent, or the first line whose VAT nobody can tell. */
export function totalsOf(document: SalesDocument, rates: VatRates): Totals | { readonly unknown: string } {
  const included = isIncluded(document)
  const sums = new Map<number, number>()
  const codes = new Map<number, string>()
  for (const line of document.lines) {
    const cents = lineCents(line)
    if (cents === 0) continue
    const code = scalarText(line['VaRc']).trim()
    const rate = rates[code]
    if (rate === undefined) return { unknown: scalarText(line['ItCd']) }
    sums.set(rate, (sums.get(rate) ?? 0) + cents)
    if (!codes.has(rate)) codes.set(rate, code)
  }
  const vat = new Map([...sums].map(([rate, sum]) => [rate, vatIn(sum, rate, included)]))
  const net = [...sums.values()].reduce((sum, cents) => sum + cents, 0)
  const added = included ? 0 : [...vat.values()].reduce((sum, cents) => sum + cents, 0)
  return { incl: net + added, vat, sums, codes }
}

export function isIncluded(document: SalesDocument): boolean {
  const value = document.fields['InVa']
  return value === true || scalarText(value).toLowerCase() === 'true' || fieldNumber(value) === 1
}
