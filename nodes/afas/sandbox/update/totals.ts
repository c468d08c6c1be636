/** Money in cents from the decimals that Profit takes: prices have up to ten, amounts two. */
export interface PricedLine {
  readonly quantity: number
  readonly price: number
  /** Percentage and amount in euros of the line's own discount. */
  readonly discountPercentage: number
  readonly discountAmount: number
  readonly vatRate: number
}

export interface Totals {
  readonly excl: number
  readonly vat: number
  readonly incl: number
}

/** Half a cent goes up, away from zero, also where binary fractions come out a hair below. */
export function cents(euros: number): number {
  const scaled = Math.abs(euros) * 100
  return Math.sign(euros) * Math.floor(scaled + 0.5 + scaled * 1e-12) + 0
}

export function lineAmount(line: PricedLine): { amount: number; discount: number } {
  const gross = line.quantity * line.price
  const amount = cents(gross * (1 - line.discountPercentage / 100) - line.discountAmount)
  return { amount, discount: cents(gross) - amount }
}

/** VAT is computed once a rate over the whole document, as an invoice shows it. */
export function totalsOf(
  lines: readonly { readonly amount: number; readonly vatRate: number }[],
  inclusive: boolean,
  invoiceDiscount: number,
): Totals {
  const byRate = new Map<number, number>()
  for (const { amount, vatRate } of lines) byRate.set(vatRate, (byRate.get(vatRate) ?? 0) + amount)
  let excl = 0
  let vat = 0
  for (const [rate, sum] of byRate) {
    const base = cents((sum / 100) * (1 - invoiceDiscount / 100))
    const tax = cents(inclusive ? (base / 100) * (rate / (100 + rate)) : (base / 100) * (rate / 100))
    vat += tax
    excl += inclusive ? base - tax : base
  }
  return { excl, vat, incl: excl + vat }
}
