import { bail, small } from './values.ts'

const LETTERS: Readonly<Record<string, string>> = { string: 's', number: 'n', boolean: 'b' }

/** A check of arguments against JSONata's form of parameters (`<(nsl)?n?:n>`), as far as our library uses it. */
export type Check = (args: readonly unknown[]) => void

/** Makes the check; undefined for a form or a number of arguments that is left to JSONata. */
export function checkFor(parameters: string, count: number): Check | undefined {
  const inside = /^<((?:\([a-z]+\)|[a-z])(?:\?)?)*:[a-z]>$/.test(parameters) ? parameters.slice(1, -3) : undefined
  if (inside === undefined) return undefined
  const parts = [...inside.matchAll(/(?:\(([a-z]+)\)|([a-z]))(\??)/g)]
  const wanted = parts.map((part) => ({ types: part[1] ?? part[2] ?? '', optional: part[3] === '?' }))
  if (count > wanted.length || wanted.slice(count).some((one) => !one.optional)) return undefined
  return checkTypes(wanted.map((one) => one.types))
}

/** The check of arguments against letters of types; nothing fits every type. */
export function checkTypes(wanted: readonly string[]): Check {
  return (args) => {
    for (let at = 0; at < args.length; at += 1) {
      const types = wanted[at] ?? ''
      const arg = small(args[at])
      if (types !== 'x' && arg !== undefined && !types.includes(letterOf(arg))) bail()
    }
  }
}

function letterOf(value: unknown): string {
  if (value === null) return 'l'
  if (Array.isArray(value)) return 'a'
  return LETTERS[typeof value] ?? '-'
}
