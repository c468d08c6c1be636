import { append, bail, booleanOf, isNumber, lookup, small, stringOf } from './values.ts'

/** A function that the fast evaluator has itself. It leaves what it is not sure of to JSONata. */
interface Native {
  /** How many arguments it must have. */
  readonly min: number
  /** By argument the letters of the types that it takes, as in JSONata's own form of parameters. */
  readonly types: readonly string[]
  readonly run: (a: unknown, b: unknown, c: unknown) => unknown
}

const SURROGATE = /[\ud800-\udfff]/

/** JSONata's own functions, for the arguments that mappings give them. */
export const natives: Readonly<Record<string, Native>> = {
  exists: { min: 1, types: ['x'], run: (value) => value !== undefined },
  boolean: { min: 1, types: ['x'], run: booleanOf },
  not: { min: 1, types: ['x'], run: (value) => (value === undefined ? undefined : !booleanOf(value)) },
  string: { min: 1, types: ['x'], run: (value) => (value === undefined ? undefined : stringOf(value)) },
  number: { min: 1, types: ['nsb'], run: numberOf },
  uppercase: { min: 1, types: ['s'], run: (text) => onText(text, (one) => one.toUpperCase()) },
  lowercase: { min: 1, types: ['s'], run: (text) => onText(text, (one) => one.toLowerCase()) },
  trim: { min: 1, types: ['s'], run: (text) => onText(text, trimmed) },
  length: { min: 1, types: ['s'], run: (text) => onText(text, (one) => (SURROGATE.test(one) ? bail() : one.length)) },
  substring: { min: 2, types: ['s', 'n', 'n'], run: substring },
  substringBefore: { min: 2, types: ['s', 's'], run: (text, mark) => beside(text, mark, true) },
  substringAfter: { min: 2, types: ['s', 's'], run: (text, mark) => beside(text, mark, false) },
  contains: { min: 2, types: ['s', 's'], run: (text, part) => onText(text, (one) => one.includes(textOf(part))) },
  join: { min: 1, types: ['as', 's'], run: join },
  sum: { min: 1, types: ['an'], run: sum },
  count: { min: 1, types: ['x'], run: (list) => (list === undefined ? 0 : Array.isArray(list) ? list.length : 1) },
  append: { min: 2, types: ['x', 'x'], run: append },
  lookup: { min: 2, types: ['x', 's'], run: (input, key) => lookup(input, textOf(key)) },
  round: { min: 1, types: ['n', 'n'], run: round },
  floor: { min: 1, types: ['n'], run: (value) => onNumber(value, Math.floor) },
  ceil: { min: 1, types: ['n'], run: (value) => onNumber(value, Math.ceil) },
  abs: { min: 1, types: ['n'], run: (value) => onNumber(value, Math.abs) },
}

function onText<T>(value: unknown, then: (text: string) => T): T | undefined {
  return value === undefined ? undefined : then(textOf(value))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : bail()
}

function onNumber(value: unknown, then: (number: number) => number): number | undefined {
  if (value === undefined) return undefined
  return isNumber(value) ? then(value) : bail()
}

function numberOf(value: unknown): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'boolean') return value ? 1 : 0
  if (isNumber(value)) return value
  const plain = typeof value === 'string' && value.length < 16 && /^-?[0-9]+(\.[0-9]+)?$/.test(value)
  return plain ? parseFloat(value) : bail()
}

/** Spaces and line ends to single spaces, none at either end. */
function trimmed(text: string): string {
  return text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '')
}

function substring(text: unknown, start: unknown, length: unknown): string | undefined {
  if (text === undefined) return undefined
  const whole = textOf(text)
  if (!isNumber(start) || SURROGATE.test(whole)) return bail()
  const from = whole.length + start < 0 ? 0 : start
  if (length === undefined) return whole.slice(from)
  if (!isNumber(length)) return bail()
  if (length <= 0) return ''
  return whole.slice(from, from >= 0 ? from + length : whole.length + from + length)
}

function beside(text: unknown, mark: unknown, before: boolean): string | undefined {
  if (text === undefined) return undefined
  const whole = textOf(text)
  const at = whole.indexOf(textOf(mark))
  if (at < 0) return whole
  return before ? whole.slice(0, at) : whole.slice(at + textOf(mark).length)
}

function join(list: unknown, separator: unknown): string | undefined {
  if (list === undefined) return undefined
  const between = separator === undefined ? '' : textOf(separator)
  if (!Array.isArray(list)) return textOf(list)
  let text = ''
  for (const [at, one] of (list as unknown[]).entries()) text = small(text + (at > 0 ? between : '') + textOf(one))
  return text
}

function sum(list: unknown): number | undefined {
  if (list === undefined) return undefined
  if (!Array.isArray(list)) return isNumber(list) ? list : bail()
  return (list as unknown[]).reduce<number>((total, one) => (isNumber(one) ? total + one : bail()), 0)
}

/** Rounds halves to even, as JSONata does; decimals are shifted in the number's text, so that 1.005 is what it says. */
function round(value: unknown, decimals: unknown): number | undefined {
  if (value === undefined) return undefined
  if (!isNumber(value) || (decimals !== undefined && !isNumber(decimals))) return bail()
  const moved = shifted(value, decimals ?? 0)
  let whole = Math.round(moved)
  if (Math.abs(whole - moved) === 0.5 && Math.abs(whole % 2) === 1) whole -= 1
  const result = shifted(whole, -(decimals ?? 0))
  return result === 0 ? 0 : result
}

function shifted(value: number, by: number): number {
  if (by === 0) return value
  const [digits = '', exponent = '0'] = String(value).split('e')
  return Number(`${digits}e${Number(exponent) + by}`)
}
