import jsonata from 'jsonata'
import { ProblemError } from '../../sdk/problem.ts'
import type { Environment } from './document.ts'
import { expressionFunctions } from './functions.ts'
import { guardedFunctions } from './guarded-functions.ts'
import { LIMITS } from './limits.ts'
import { limitProblem } from './problems.ts'
import type { Compile } from './program.ts'
import { valueMapFunctions, type ValueMapDocument } from './value-map.ts'

/** What all expressions of a flow version see. */
export interface Scope {
  readonly settings: Readonly<Record<string, unknown>>
  readonly valueMaps: Readonly<Record<string, ValueMapDocument>>
}

const options = { timeout: LIMITS.milliseconds, stack: LIMITS.stack, sequence: LIMITS.sequence }

/** A compiler of expressions on JSONata itself, with the library and the scope bound. */
export function jsonataCompiler(scope: Scope): Compile {
  const ofMaps = Object.entries(valueMapFunctions(scope.valueMaps))
  return (source) => {
    const expression = parse(source)
    for (const one of [...guardedFunctions, ...expressionFunctions]) {
      expression.registerFunction(one.name, one.run, one.parameters)
    }
    for (const [name, { run, parameters }] of ofMaps) expression.registerFunction(name, run, parameters)
    expression.assign('eval', undefined)
    return (input, environment) => expression.evaluate(input, bindings(scope, environment))
  }
}

function bindings(scope: Scope, environment: Environment): Record<string, unknown> {
  return { settings: scope.settings, record: environment.record, index: environment.index }
}

/** Reads an expression; throws what JSONata throws, with a position. */
export function parse(source: string): jsonata.Expression {
  if (source.length > LIMITS.source) {
    throw new ProblemError(limitProblem(`The expression is longer than ${LIMITS.source} characters.`))
  }
  return jsonata(source, options)
}
