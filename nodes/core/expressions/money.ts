import { ProblemError } from '../../sdk/problem.ts'

/** A decimal number exactly: `units` times ten to the power of `-scale`. */
interface Decimal {
  readonly units: bigint
  readonly scale: number
}

const FORM = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?(?:e([+-]?\d{1,2}))?$/i
const HUNDRED: Decimal = { units: 100n, scale: 0 }

/** An amount as a whole number of cents: `"19.99"` is 1999. Halves are rounded away from zero, as on an invoice. */
export function cents(amount: unknown): number | undefined {
  return over(amount, (one) => Number(rounded(one, 2).units))
}

/** Whole cents as an amount: 1999 is 19.99. */
export function money(wholeCents: unknown): number | undefined {
  return over(wholeCents, (one) => toNumber({ units: one.units, scale: one.scale + 2 }))
}

/** An amount rounded to so many decimals, halves away from zero. */
export function roundTo(amount: unknown, digits: unknown = 2): number | undefined {
  return over(amount, (one) => toNumber(rounded(one, digitsOf(digits))))
}

/** What is left of an amount when VAT at this percentage is taken out of it. */
export function excludeVat(amount: unknown, percentage: unknown, digits: unknown = 2): number | undefined {
  return over(amount, (one) => {
    const factor = added(HUNDRED, exact(percentage))
    return toNumber(divided(times(one, HUNDRED), factor, digitsOf(digits)))
  })
}

/** An amount with VAT at this percentage on top. */
export function includeVat(amount: unknown, percentage: unknown, digits: unknown = 2): number | undefined {
  return over(amount, (one) => {
    const factor = added(HUNDRED, exact(percentage))
    const product = times(one, factor)
    return toNumber(rounded({ units: product.units, scale: product.scale + 2 }, digitsOf(digits)))
  })
}

/** The VAT inside an amount that includes it; together with `excludeVat` it makes the whole, to the cent. */
export function vatIn(amount: unknown, percentage: unknown): number | undefined {
  return over(amount, (one) => {
    const without = divided(times(one, HUNDRED), added(HUNDRED, exact(percentage)), 2)
    return toNumber(added(rounded(one, 2), { units: -without.units, scale: 2 }))
  })
}

/** Amounts added up without losing a cent to floating point. */
export function sumMoney(amounts: unknown): number | undefined {
  if (amounts === undefined || amounts === null) return undefined
  const list = Array.isArray(amounts) ? (amounts as unknown[]) : [amounts]
  const sum = list.reduce<Decimal>((total, one) => added(total, exact(one ?? 0)), { units: 0n, scale: 0 })
  return toNumber(sum)
}

/** An amount times a number, rounded to cents. */
export function timesMoney(amount: unknown, factor: unknown): number | undefined {
  return over(amount, (one) => toNumber(rounded(times(one, exact(factor)), 2)))
}

/** An amount as text with two decimals: `"19.90"`. */
export function moneyText(amount: unknown): string | undefined {
  return over(amount, (one) => textOf(rounded(one, 2)))
}

function over<T>(amount: unknown, then: (one: Decimal) => T): T | undefined {
  return amount === undefined || amount === null || amount === '' ? undefined : then(exact(amount))
}

function exact(value: unknown): Decimal {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  const match = FORM.exec(text)
  if (!match) throw new ProblemError(notAnAmount(value))
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const units = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  const scale = fraction.length - Number(exponent)
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 }
}

function times(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale }
}

function added(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { units: scaled(a, scale) + scaled(b, scale), scale }
}

function divided(a: Decimal, b: Decimal, digits: number): Decimal {
  if (b.units === 0n) throw new ProblemError(notAnAmount('a division by zero'))
  const top = a.units * 10n ** BigInt(digits + b.scale)
  const bottom = b.units * 10n ** BigInt(a.scale)
  return { units: dividedInt(top, bottom), scale: digits }
}

function rounded(value: Decimal, digits: number): Decimal {
  if (value.scale <= digits) return { units: scaled(value, digits), scale: digits }
  return { units: dividedInt(value.units, 10n ** BigInt(value.scale - digits)), scale: digits }
}

/** Whole division with halves away from zero. */
function dividedInt(top: bigint, bottom: bigint): bigint {
  const negative = top < 0n !== bottom < 0n
  const [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom]
  const whole = (a * 2n + b) / (b * 2n)
  return negative ? -whole : whole
}

function scaled(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale)
}

function textOf(value: Decimal): string {
  const digits = (value.units < 0n ? -value.units : value.units).toString().padStart(value.scale + 1, '0')
  const whole = digits.slice(0, digits.length - value.scale)
  const fraction = value.scale > 0 ? `.${digits.slice(digits.length - value.scale)}` : ''
  return `${value.units < 0n ? '-' : ''}${whole}${fraction}`
}

function toNumber(value: Decimal): number {
  const number = Number(textOf(value))
  return number === 0 ? 0 : number
}

function digitsOf(digits: unknown): number {
  if (typeof digits === 'number' && Number.isInteger(digits) && digits >= 0 && digits <= 12) return digits
  throw new ProblemError(notAnAmount(digits, 'is not a number of decimals (0 to 12)'))
}

function notAnAmount(value: unknown, what = 'is not an amount') {
  const shown = String(JSON.stringify(value)).slice(0, 60)
  return {
    code: 'expression.failed',
    message: `${shown} ${what}.`,
    advice: 'Give a number, or a text such as "12.50" with a point for the decimals.',
    retry: 'after-fix',
  } as const
}
