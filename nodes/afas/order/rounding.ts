import type { SalesDocument } from './document.ts'
import { isIncluded, vatIn, type Totals } from './totals.ts'

/** What the shop says that the customer pays, in cents: everything, and of it the VAT by percentage. */
export interface Wanted {
  readonly total: number
  readonly vat: ReadonlyMap<number, number>
}

/** The item that takes what is left when AFAS rounds otherwise than the shop. */
export interface RoundingItem {
  readonly type: string
  readonly code: string
  readonly unit: string
  /** VAT code without VAT. */
  readonly vatCode: string
}

type Line = Readonly<Record<string, unknown>>

/**
 * The lines that make the document come to what the shop says, in total and in the VAT of each percentage: a few cents more
 * of one percentage, and as much less without VAT. None when it does already; undefined when no lines can do it.
 */
export function roundingLines(
  document: SalesDocument,
  totals: Totals,
  wanted: Wanted,
  item: RoundingItem,
): readonly Line[] | undefined {
  const included = isIncluded(document)
  const lines: Line[] = []
  const axes = axesOf(document)
  let incl = totals.incl
  for (const rate of ratesOf(totals, wanted)) {
    const sum = totals.sums.get(rate) ?? 0
    const now = vatIn(sum, rate, included)
    const want = wanted.vat.get(rate) ?? 0
    if (now === want) continue
    const code = totals.codes.get(rate)
    const more = code === undefined ? undefined : shift(sum, rate, included, want)
    if (more === undefined || code === undefined) return undefined
    lines.push(lineOf(item, more, code, axes))
    incl += included ? more : more + want - now
  }
  const rest = wanted.total - incl
  return rest === 0 ? lines : [...lines, lineOf(item, rest, item.vatCode, axes)]
}

/** Percentages with VAT, of the document or of the shop. */
export function ratesOf(totals: Totals, wanted: Wanted): readonly number[] {
  return [...new Set([...totals.vat.keys(), ...wanted.vat.keys()])].filter((rate) => rate > 0)
}

/** The fewest cents that bring the VAT of a sum to what is wanted. Each cent of VAT takes at most 100 / rate + 1 of them. */
function shift(sum: number, rate: number, included: boolean, want: number): number | undefined {
  const most = (Math.abs(want - vatIn(sum, rate, included)) + 1) * Math.ceil((100 + rate) / rate + 1)
  for (let size = 1; size <= most; size += 1) {
    const found = [size, -size].find((cents) => vatIn(sum + cents, rate, included) === want)
    if (found !== undefined) return found
  }
  return undefined
}

/** Less is a negative quantity, as AFAS has it on what comes back. */
function lineOf(item: RoundingItem, cents: number, vatCode: string, axes: Line): Line {
  const { type, code, unit } = item
  return {
    VaIt: type,
    ItCd: code,
    BiUn: unit,
    QuUn: cents < 0 ? -1 : 1,
    Upri: Math.abs(cents) / 100,
    VaRc: vatCode,
    ...axes,
  }
}

/** Cost centre, cost unit and the like of the first line: an account may not be booked without. */
function axesOf(document: SalesDocument): Line {
  return Object.fromEntries(Object.entries(document.lines[0] ?? {}).filter(([field]) => /^V[1-5]Cd$/.test(field)))
}
