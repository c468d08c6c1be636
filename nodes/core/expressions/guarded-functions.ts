import jsonata from 'jsonata'
import { ProblemError } from '../../sdk/problem.ts'
import { LIMITS } from './limits.ts'
import { limitProblem } from './problems.ts'

/** JSONata's own functions that can make much out of little, each behind a measure of what it would make. */
interface Guarded {
  readonly name: string
  readonly parameters: string
  readonly run: (this: unknown, ...args: unknown[]) => unknown
}

type Native = (this: unknown, ...args: unknown[]) => unknown

/** How much a call would make or work through, judged from its arguments. */
const measures: readonly { name: string; parameters: string; size: (args: readonly unknown[]) => number }[] = [
  { name: 'pad', parameters: '<s-ns?:s>', size: (args) => Math.abs(Number(args[1])) },
  { name: 'string', parameters: '<x-b?:s>', size: (args) => lengthOf(args[0]) },
  { name: 'split', parameters: '<s-(sf)n?:a<s>>', size: (args) => lengthOf(args[0]) },
  { name: 'join', parameters: '<a<s>s?:s>', size: (args) => joined(args[0], args[1]) },
  {
    name: 'replace',
    parameters: '<s-(sf)(sf)n?:s>',
    size: (args) => lengthOf(args[0]) * (1 + lengthOf(args[2]) / 100),
  },
  { name: 'match', parameters: '<s-f<s:o>n?:a<o>>', size: (args) => lengthOf(args[0]) },
  { name: 'contains', parameters: '<s-(sf):b>', size: (args) => lengthOf(args[0]) },
  { name: 'uppercase', parameters: '<s-:s>', size: (args) => lengthOf(args[0]) },
  { name: 'lowercase', parameters: '<s-:s>', size: (args) => lengthOf(args[0]) },
  { name: 'trim', parameters: '<s-:s>', size: (args) => lengthOf(args[0]) },
  { name: 'length', parameters: '<s-:n>', size: (args) => lengthOf(args[0]) },
  { name: 'base64encode', parameters: '<s-:s>', size: (args) => lengthOf(args[0]) },
  { name: 'base64decode', parameters: '<s-:s>', size: (args) => lengthOf(args[0]) },
  { name: 'encodeUrl', parameters: '<s-:s>', size: (args) => lengthOf(args[0]) },
  { name: 'encodeUrlComponent', parameters: '<s-:s>', size: (args) => lengthOf(args[0]) },
  { name: 'decodeUrl', parameters: '<s-:s>', size: (args) => lengthOf(args[0]) },
  { name: 'decodeUrlComponent', parameters: '<s-:s>', size: (args) => lengthOf(args[0]) },
  { name: 'formatNumber', parameters: '<n-so?:s>', size: (args) => lengthOf(args[1]) * 1_000 },
  { name: 'toMillis', parameters: '<s-s?:n>', size: (args) => (lengthOf(args[0]) + lengthOf(args[1])) * 1_000 },
]

/** JSONata does not export its functions, but the value of the expression `$pad` is one. */
async function nativeOf(name: string): Promise<Native> {
  const value = (await jsonata(`$${name}`).evaluate(null)) as { implementation?: unknown } | undefined
  if (typeof value?.implementation !== 'function') throw new Error(`JSONata has no function $${name} to put a limit on`)
  return value.implementation as Native
}

/** JSONata's functions with a limit before them: bound over the originals in every expression. */
export const guardedFunctions: readonly Guarded[] = await Promise.all(
  measures.map(async (measure) => {
    const native = await nativeOf(measure.name)
    return {
      name: measure.name,
      parameters: measure.parameters,
      run(...args) {
        if (measure.size(args) > LIMITS.text) {
          throw new ProblemError(limitProblem(`$${measure.name} would make or work through too much text.`))
        }
        return native.apply(this, args)
      },
    } satisfies Guarded
  }),
)

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}

function joined(list: unknown, separator: unknown): number {
  if (!Array.isArray(list)) return 0
  return list.reduce<number>((sum, one) => sum + lengthOf(one) + lengthOf(separator), 0)
}
