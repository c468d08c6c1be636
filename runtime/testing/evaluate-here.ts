import { jsonataCompiler } from '../../nodes/core/expressions/jsonata.ts'
import { readyProgram, type ExpressionInput } from '../../nodes/core/expressions/program.ts'
import type { EngineDeps } from '../engine/deps.ts'

/** The evaluator's own program code, without its process: for tests in which expressions are not the point. */
export const evaluateHere: EngineDeps['evaluate'] = (program, inputs, scope) => {
  const ready = readyProgram(program, jsonataCompiler(scope as never))
  return Promise.all(inputs.map((input) => ready(input as ExpressionInput)))
}
