import { ProblemError } from '../../sdk/problem.ts'
import { LIMITS } from './limits.ts'
import { limitProblem } from './problems.ts'

const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])

/** Counts down what a result may still hold. */
interface Budget {
  values: number
  characters: number
}

/**
 * A result as plain data: ordinary objects and lists, nothing callable, no reserved key, bounded in size. JSONata gives
 * objects without a prototype and lists with marks on them; neither may leave this room.
 */
export function plain(value: unknown): unknown {
  // No value is an answer too: a condition that does not hold, a field that is not there.
  if (value === null || value === undefined || typeof value === 'boolean') return value
  if (typeof value === 'string' && value.length <= LIMITS.text) return value
  return copy(value, { values: LIMITS.values, characters: LIMITS.text }, 0)
}

function copy(value: unknown, budget: Budget, depth: number): unknown {
  budget.values -= 1
  if (typeof value === 'string') budget.characters -= value.length
  if (budget.values < 0 || budget.characters < 0) throw new ProblemError(limitProblem('The result is too large.'))
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return finite(value)
  if (Array.isArray(value)) return copyList(value, budget, depth + 1)
  if (typeof value === 'object') return copyObject(value as Record<string, unknown>, budget, depth + 1)
  throw new ProblemError(resultProblem('The result has a function in it, which is no data.'))
}

function copyList(list: readonly unknown[], budget: Budget, depth: number): unknown[] {
  tooDeep(depth)
  return Array.from(list, (item) => (item === undefined ? null : copy(item, budget, depth)))
}

function copyObject(object: Record<string, unknown>, budget: Budget, depth: number): Record<string, unknown> {
  tooDeep(depth)
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(object)) {
    if (RESERVED.has(key)) throw new ProblemError(resultProblem(`The result has the reserved field name "${key}".`))
    if (key === '_jsonata_lambda' || key === '_jsonata_function') {
      throw new ProblemError(resultProblem('The result has a function in it, which is no data.'))
    }
    budget.characters -= key.length
    const value = object[key]
    if (value !== undefined) result[key] = copy(value, budget, depth)
  }
  return result
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value
  throw new ProblemError(resultProblem(`The result has a number that is not finite: ${String(value)}.`))
}

function tooDeep(depth: number): void {
  if (depth > LIMITS.depth) throw new ProblemError(limitProblem('The result is nested too deeply.'))
}

function resultProblem(message: string) {
  return {
    code: 'expression.failed',
    message,
    advice: 'Change the expression so that it gives plain data.',
    retry: 'after-fix',
  } as const
}
