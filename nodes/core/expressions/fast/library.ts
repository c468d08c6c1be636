import { bail, small } from './values.ts'

const LETTERS: Readonly<Record<string, string>> = { string: 's', number: 'n', boolean: 'b' }

/** A check of arguments against JSONata's form of parameters (`<(nsl)?n?:n>`), as far as our library uses it. */
export type Check = (a: unknown, b: unknown, c: unknown) => void

/** Makes the check; undefined for a form or a number of arguments that is left to JSONata. */
export function checkFor(parameters: string, count: number): Check | undefined {
  const inside = /^<((?:\([a-z]+\)|[a-z])(?:\?)?)*:[a-z]>$/.test(parameters) ? parameters.slice(1, -3) : undefined
  if (inside === undefined) return undefined
  const parts = [...inside.matchAll(/(?:\(([a-z]+)\)|([a-z]))(\??)/g)]
  const wanted = parts.map((part) => ({ types: part[1] ?? part[2] ?? '', optional: part[3] === '?' }))
  if (count > wanted.length || count > 3 || wanted.slice(count).some((one) => !one.optional)) return undefined
  return checkTypes(wanted.map((one) => one.types))
}

/** The check of up to three arguments against letters of types; nothing fits every type. */
export function checkTypes([first = '', second = '', third = '']: readonly string[]): Check {
  return (a, b, c) => {
    checkOne(first, a)
    checkOne(second, b)
    checkOne(third, c)
  }
}

function checkOne(types: string, value: unknown): void {
  if (value !== undefined && types !== 'x' && !types.includes(letterOf(value))) bail()
  small(value)
}

function letterOf(value: unknown): string {
  if (value === null) return 'l'
  if (Array.isArray(value)) return 'a'
  return LETTERS[typeof value] ?? '-'
}
