import { jsonataCompiler, type Scope } from '../jsonata.ts'
import type { Compile } from '../program.ts'
import { compileFast } from './compile.ts'

/** JSONata, with the fast evaluator before it for what that covers; the answers are the same. */
export function hybridCompiler(scope: Scope): Compile {
  const compile = jsonataCompiler(scope)
  return (source) => {
    const slow = compile(source)
    const fast = compileFast(source, scope)
    if (!fast) return slow
    return (input, environment) => {
      try {
        return fast(input, environment)
      } catch {
        return slow(input, environment)
      }
    }
  }
}
