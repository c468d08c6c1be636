/**
 * JSONata's rules for values, for the fast evaluator. Lists that JSONata itself made carry a mark (`sequence`): one of
 * them with one item is that item. What these rules do not cover throws `Bail`: JSONata then evaluates the record.
 */
export class Bail extends Error {}

/** One object for all: making a stack trace for each record would cost more than JSONata does. */
const bailed = new Bail('left to JSONata')

export function bail(): never {
  throw bailed
}

/** Larger lists and texts are left to JSONata, so that one step costs little whatever the data. */
const MAX_LIST = 1_000
const MAX_TEXT = 10_000

export function small<T>(value: T): T {
  if (typeof value === 'string' ? value.length > MAX_TEXT : Array.isArray(value) && value.length > MAX_LIST) bail()
  return value
}

interface Sequence extends Array<unknown> {
  sequence?: boolean
}

/** Puts the mark on a list that was made here and is nobody else's. */
export function marked(list: unknown[]): Sequence {
  const made: Sequence = list
  made.sequence = true
  return made
}

export function isSequence(value: unknown): boolean {
  return Array.isArray(value) && (value as Sequence).sequence === true
}

/** What a step answers to the next: a sequence of one item is that item, of none it is nothing. */
export function settled(value: unknown): unknown {
  if (!Array.isArray(value) || (value as Sequence).sequence !== true) return value
  return value.length === 0 ? undefined : value.length === 1 ? value[0] : value
}

/** A field of an object, or of all objects in a list, however deep the list. */
export function lookup(input: unknown, key: string): unknown {
  if (Array.isArray(input)) {
    const found: unknown[] = []
    for (const item of small(input) as unknown[]) {
      const value = lookup(item, key)
      if (Array.isArray(value)) for (const one of value as unknown[]) found.push(one)
      else if (value !== undefined) found.push(value)
    }
    return marked(found)
  }
  if (input === null || typeof input !== 'object' || !Object.hasOwn(input, key)) return undefined
  return (input as Record<string, unknown>)[key]
}

/** Whether a value is a number that JSON has; one that is not (an overflow) is JSONata's to complain about. */
export function isNumber(value: unknown): value is number {
  if (typeof value !== 'number') return false
  return Number.isFinite(value) || bail()
}

/** `$boolean`; nothing stays nothing. */
export function booleanOf(value: unknown): boolean | undefined {
  if (value === undefined) return undefined
  if (Array.isArray(value)) return value.length === 1 ? booleanOf(value[0]) : small(value).some((one) => booleanOf(one))
  if (typeof value === 'string') return value.length > 0
  if (isNumber(value)) return value !== 0
  if (typeof value === 'object') return value !== null && Object.keys(value).length > 0
  return value === true
}

/** `$string` of what is no object or list. */
export function stringOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (isNumber(value)) return String(Number.isInteger(value) ? value + 0 : Number(value.toPrecision(15)))
  if (value === null || typeof value === 'boolean') return String(value)
  return bail()
}

/** `=` of two values that are there; objects are compared by JSONata. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (!Array.isArray(a) || !Array.isArray(b)) return bail()
  return a.length === b.length && small(a).every((one, at) => equal(one, b[at]))
}

/** `$append`: a list with what follows; nothing adds nothing. */
export function append(a: unknown, b: unknown): unknown {
  if (a === undefined) return b
  if (b === undefined) return a
  const joined: unknown[] = Array.isArray(a) ? [...(a as unknown[])] : [a]
  if (Array.isArray(b)) for (const one of b as unknown[]) joined.push(one)
  else joined.push(b)
  return joined
}
