import type { Problem } from '../../sdk/problem.ts'
import { fieldNumber, fieldOf, totalCents, totalText, type SalesDocument } from './document.ts'
import { ratesOf, roundingLines, type RoundingItem, type Wanted } from './rounding.ts'
import { isIncluded, totalsOf, vatIn, type Totals, type VatRates } from './totals.ts'

export interface TotalCheck {
  /** Cents that the document may differ from the order before it is parked. */
  readonly limit: number
  readonly item: RoundingItem
  /** Percentages by VAT code; asked for when the mapping says what the VAT must be. */
  readonly rates: () => Promise<VatRates>
}

/**
 * A mapping says in `check`, beside the document, what it must come to: `total`, all that the customer pays, and `taxes`, of
 * it the VAT by percentage (`[{ rate: 0.21, amount: 4.2 }]`). Answers the document, with a line more where AFAS rounds
 * otherwise than the shop, or why it is not to be written: a line that was forgotten, or booked twice, is seen here.
 *
 * Mappings without `taxes` give the sum of the lines in `total`, with or without VAT as the prices are.
 */
export async function checkedTotal(
  data: unknown,
  document: SalesDocument,
  check: TotalCheck,
): Promise<{ readonly document: SalesDocument } | { readonly problem: Problem }> {
  const total = expectedCents(data)
  if (total === undefined) return { document }
  const taxes = fieldOf(fieldOf(data, 'check'), 'taxes')
  if (taxes === undefined) {
    const within = Math.abs(totalCents(document) - total) <= check.limit
    return within ? { document } : { problem: sumDiffers(document, total, check.limit) }
  }
  const totals = totalsOf(document, await check.rates())
  if ('unknown' in totals) return { problem: vatUnknown(totals.unknown) }
  const wanted = { total, vat: vatOf(taxes) }
  const largest = Math.max(0, ...differencesOf(document, totals, wanted).map((one) => Math.abs(one.cents)))
  const more = largest > check.limit ? undefined : roundingLines(document, totals, wanted, check.item)
  if (!more) return { problem: differs(document, totals, wanted, check.limit) }
  return { document: more.length === 0 ? document : { ...document, lines: [...document.lines, ...more] } }
}

/** `check.total` of a record. */
export function expectedCents(data: unknown): number | undefined {
  return centsOf(fieldOf(fieldOf(data, 'check'), 'total'))
}

interface Difference {
  readonly what: string
  readonly document: number
  readonly order: number
  readonly cents: number
}

function differencesOf(document: SalesDocument, totals: Totals, wanted: Wanted): readonly Difference[] {
  const vat = ratesOf(totals, wanted).map((rate) => {
    const now = vatIn(totals.sums.get(rate) ?? 0, rate, isIncluded(document))
    const want = wanted.vat.get(rate) ?? 0
    return { what: `VAT ${rate} %`, document: now, order: want, cents: now - want }
  })
  const all = { what: 'Total', document: totals.incl, order: wanted.total, cents: totals.incl - wanted.total }
  return [all, ...vat].filter((one) => one.cents !== 0)
}

function differs(document: SalesDocument, totals: Totals, wanted: Wanted, limit: number): Problem {
  const all = differencesOf(document, totals, wanted)
  const told = all.map((one) => `${one.what} ${euros(one.document)} instead of ${euros(one.order)}`)
  return {
    code: 'engine.total-differs',
    message: `In AFAS the document would not come to what the shop charged: ${told.join(', ')}.`,
    advice:
      'Look for what the mapping leaves out, such as fees or duties, for a wrong price, and for a VAT code with another ' +
      'percentage in AFAS. When it is only rounding, raise the rounding limit in the settings; then retry.',
    retry: 'after-fix',
    details: {
      differences: all.map((one) => ({ what: one.what, document: one.document / 100, order: one.order / 100 })),
      limitCents: limit,
    },
  }
}

function sumDiffers(document: SalesDocument, cents: number, limit: number): Problem {
  return {
    code: 'engine.total-differs',
    message: `The lines come to ${totalText(document)}, the order to ${euros(cents)}.`,
    advice:
      'Look for what the mapping leaves out, such as fees or duties, or for a wrong price. ' +
      'When it is only rounding, raise the rounding limit in the settings; then retry.',
    retry: 'after-fix',
    details: { lines: totalCents(document) / 100, order: cents / 100, limitCents: limit },
  }
}

function vatUnknown(item: string): Problem {
  return {
    code: 'engine.total-differs',
    message: `Whether the document comes to what the shop charged cannot be told: the VAT of "${item}" is not known.`,
    advice:
      'Add its country and rate to the value map "VAT codes", with a code that Profit_VAT_code lists with its percentage; then retry.',
    retry: 'after-fix',
    details: { item },
  }
}

/** A list of one may come as the one itself. */
function vatOf(taxes: unknown): ReadonlyMap<number, number> {
  const vat = new Map<number, number>()
  for (const tax of Array.isArray(taxes) ? (taxes as unknown[]) : [taxes]) {
    // 0.055 * 100 is not quite 5.5.
    const rate = Math.round(fieldNumber(fieldOf(tax, 'rate')) * 1e6) / 1e4
    vat.set(rate, (vat.get(rate) ?? 0) + (centsOf(fieldOf(tax, 'amount')) ?? 0))
  }
  return vat
}

function centsOf(amount: unknown): number | undefined {
  return typeof amount === 'number' && Number.isFinite(amount) ? Math.round(amount * 100) : undefined
}

function euros(cents: number): string {
  return (cents / 100).toFixed(2)
}
