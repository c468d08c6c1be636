/** What each country calls VAT, and its high and low rate, as the shop applies them to a delivery there. */
const countries: Readonly<Record<string, { readonly name: string; readonly high: number; readonly low: number }>> = {
  NL: { name: 'BTW', high: 0.21, low: 0.09 },
  BE: { name: 'BTW', high: 0.21, low: 0.06 },
  DE: { name: 'MwSt', high: 0.19, low: 0.07 },
  FR: { name: 'TVA', high: 0.2, low: 0.055 },
}

export interface Vat {
  readonly title: string
  readonly rate: number
}

/** Undefined: nothing is charged, outside the Union, for vouchers, or when the buyer accounts for it. */
export function vatFor(country: string, dutchRate: number, exempt: boolean): Vat | undefined {
  const known = countries[country]
  if (!known || exempt || dutchRate === 0) return undefined
  const rate = dutchRate === 9 ? known.low : known.high
  return { title: `${known.name} ${String(Math.round(rate * 1000) / 10)}%`, rate }
}

export const inUnion = (country: string): boolean => country in countries
