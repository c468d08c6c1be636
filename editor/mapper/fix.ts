import type { ValueCheck } from './check-value.ts'
import type { ExpressionProblem } from './evaluate.ts'
import { originOf, valueMapsIn } from './origin.ts'

/** The one thing a button can do about a row's problem. */
export type Fix =
  | { kind: 'cut'; max: number; expression: string }
  | { kind: 'pair'; map: string; from: string | number | boolean }

export function fixFor(
  expression: string,
  sample: unknown,
  check: ValueCheck | undefined,
  problem: ExpressionProblem | undefined,
): Fix | undefined {
  if (problem?.code === 'valuemap.missing') {
    const map = valueMapsIn(expression)[0]
    const from = originOf(expression, sample, undefined)?.value
    if (map !== undefined && (typeof from === 'string' || typeof from === 'number' || typeof from === 'boolean'))
      return { kind: 'pair', map, from }
  }
  if (check !== undefined && !check.fits && check.kind === 'too-long' && check.max !== undefined) {
    return { kind: 'cut', max: check.max, expression: `$substring(${expression}, 0, ${String(check.max)})` }
  }
  return undefined
}
