import { setImmediate as breathe } from 'node:timers/promises'
import { fastProgram, type FastProgram } from '../../nodes/core/expressions/fast/program.ts'
import type { Scope } from '../../nodes/core/expressions/jsonata.ts'
import type { ExpressionInput } from '../../nodes/core/expressions/program.ts'
import type { Evaluated, Program } from '../../nodes/sdk/context.ts'

/** How long records are worked before others get their turn. */
const TURN_MS = 8

type Evaluate = (program: Program, inputs: readonly ExpressionInput[], scope: Scope) => Promise<readonly Evaluated[]>

/**
 * Answers in this process what is sure to be harmless: programs of which every expression is covered by the fast
 * evaluator, which is bounded in all that it does. Every other program, and every record that it is not sure of,
 * goes to the child.
 */
export function withFastPath(evaluateInChild: Evaluate): Evaluate {
  const known = new WeakMap<Scope, WeakMap<Program, FastProgram | false>>()
  const fastFor = (program: Program, scope: Scope): FastProgram | false => {
    let programs = known.get(scope)
    if (!programs) known.set(scope, (programs = new WeakMap<Program, FastProgram | false>()))
    let fast = programs.get(program)
    if (fast === undefined) programs.set(program, (fast = fastProgram(program, scope) ?? false))
    return fast
  }
  return async (program, inputs, scope) => {
    const fast = fastFor(program, scope)
    if (!fast) return evaluateInChild(program, inputs, scope)
    const { answers, left } = await answerHere(fast, inputs)
    if (left.length === 0) return answers
    const rest = await evaluateInChild(
      program,
      left.map((at) => inputs[at] as ExpressionInput),
      scope,
    )
    rest.forEach((answer, index) => (answers[left[index] as number] = answer))
    return answers
  }
}

async function answerHere(
  fast: FastProgram,
  inputs: readonly ExpressionInput[],
): Promise<{ answers: Evaluated[]; left: number[] }> {
  const answers: Evaluated[] = []
  const left: number[] = []
  let started = performance.now()
  for (const [at, input] of inputs.entries()) {
    try {
      answers[at] = { ok: true, value: fast(input) }
    } catch {
      left.push(at)
    }
    if (performance.now() - started < TURN_MS) continue
    await breathe()
    started = performance.now()
  }
  return { answers, left }
}
