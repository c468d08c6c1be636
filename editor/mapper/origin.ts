import { RECORD, scanPaths } from './language/scan-paths.ts'
import { shortValue, valueAt } from './sample-fields.ts'

export interface Origin {
  path: string
  value: unknown
}

/** The one value of the record that an expression makes its own from; undefined when there are several, or it is the same. */
export function originOf(expression: string, sample: unknown, output: unknown): Origin | undefined {
  const paths = recordPaths(expression)
  const only = paths[0]
  if (only === undefined || paths.length > 1) return undefined
  const found = valueAt(sample, only)
  const value: unknown = Array.isArray(found) && found.length === 1 ? found[0] : found
  if (value === undefined || value === null || typeof value === 'object') return undefined
  return shortValue(value) === shortValue(output) ? undefined : { path: only.join('.'), value }
}

/** Paths into the record that an expression reads, each once; a path that only leads to a longer one is left out. */
export function recordPaths(expression: string): readonly string[][] {
  const uses = scanPaths(expression).filter((use) => use.root === RECORD)
  const texts = [...new Set(uses.map((use) => use.steps.join('\u0000')))]
  return texts
    .filter((text) => !texts.some((other) => other.startsWith(`${text}\u0000`)))
    .map((text) => text.split('\u0000'))
}

/** Every path that any of the expressions reads, and their parents: what the source tree marks as used. */
export function usedPaths(expressions: readonly string[]): ReadonlySet<string> {
  const used = new Set<string>()
  for (const expression of expressions) {
    for (const steps of recordPaths(expression)) {
      for (let length = 1; length <= steps.length; length += 1) used.add(steps.slice(0, length).join('.'))
    }
  }
  return used
}

/** Names of the value maps an expression looks things up in. */
export function valueMapsIn(expression: string): readonly string[] {
  return [...expression.matchAll(/\$mapValue\(\s*(["'])((?:(?!\1).)*)\1/g)].map((found) => found[2] ?? '')
}
