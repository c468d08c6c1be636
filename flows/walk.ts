import { jsonPath, type FlowProblem } from './problem.ts'

export const MAX_DEPTH = 64
/** Names that mean something to JavaScript itself; nothing of a person's may be called so. */
export const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
/** A document of 5 MB cannot hold more; an object that was given as one might. */
const MAX_VALUES = 3_000_000
/** Problems of one kind that are worth reading. */
const MAX_PROBLEMS = 200

/** What no part of a document may have, whatever it is: reserved keys, and nesting beyond all use. */
export function walkProblems(document: unknown): FlowProblem[] {
  const problems: FlowProblem[] = []
  const left: { value: unknown; steps: readonly (string | number)[] }[] = [{ value: document, steps: [] }]
  let values = 0
  for (let at = left.pop(); at !== undefined && problems.length < MAX_PROBLEMS; at = left.pop()) {
    const { value, steps } = at
    if (typeof value !== 'object' || value === null) continue
    if (++values > MAX_VALUES)
      return [...problems, { path: '$', code: 'flow.too-large', message: 'The flow is too large.' }]
    if (steps.length >= MAX_DEPTH) {
      const message = `Nested deeper than ${MAX_DEPTH} levels.`
      problems.push({ path: jsonPath(steps), code: 'flow.too-deep', message })
      continue
    }
    for (const [key, child] of childrenOf(value)) {
      const below = [...steps, key]
      if (typeof key === 'string' && RESERVED.has(key)) {
        problems.push({ path: jsonPath(below), code: 'flow.reserved-key', message: `"${key}" is a reserved name.` })
      } else if (typeof child === 'object' && child !== null) left.push({ value: child, steps: below })
    }
  }
  return problems
}

function childrenOf(value: object): [string | number, unknown][] {
  return Array.isArray(value) ? Array.from(value, (child, index) => [index, child as unknown]) : Object.entries(value)
}
