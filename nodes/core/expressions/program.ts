import type { Evaluated, MapRow, Program } from '../../sdk/context.ts'
import { ProblemError, type Problem } from '../../sdk/problem.ts'
import type { Key } from '../../sdk/record.ts'
import { buildDocument, type Environment } from './document.ts'
import { plain } from './plain.ts'
import { evaluationProblem, syntaxProblem } from './problems.ts'
import { planRows } from './row-plan.ts'

/** One record for a program: its data, and who it is (`$record`). */
export interface ExpressionInput {
  readonly data: unknown
  readonly record?: {
    readonly id: string
    readonly identity: string
    readonly key: string
    readonly keys: readonly Key[]
  }
}

/** What one row gave; for a row inside a list, a list of what it gave for each item. */
export interface RowAnswer {
  readonly to: string
  readonly value?: unknown
  readonly problem?: Problem
}

/** A record's answer; `rows` only for who asked for details. */
export type ProgramAnswer = Evaluated & { readonly rows?: readonly RowAnswer[] }

/** An expression made ready; throws what JSONata throws. */
export type Evaluate = (input: unknown, environment: Environment) => unknown
/** Makes an expression ready; throws what JSONata throws. */
export type Compile = (source: string) => Evaluate

/** A program made ready for many records. */
export type Ready = (input: ExpressionInput, details?: boolean) => Promise<ProgramAnswer>

/** Makes a program ready. Faults in it are every record's answer, so nothing is thrown here or later. */
export function readyProgram(program: Program, compile: Compile): Ready {
  return 'rows' in program ? readyRows(program.rows, compile) : readyExpression(program.expression, compile)
}

function readyExpression(source: string, compile: Compile): Ready {
  const evaluate = compiled(source, compile)
  if (typeof evaluate !== 'function') return () => Promise.resolve({ ok: false, problem: evaluate })
  return async (input) => {
    try {
      const value = plain(await evaluate(input.data, environmentOf(input)))
      return { ok: true, value }
    } catch (error) {
      return { ok: false, problem: evaluationProblem(error) }
    }
  }
}

function readyRows(rows: readonly MapRow[], compile: Compile): Ready {
  const plan = planRows(rows)
  const evaluates = rows.map((row) => compiled(row.expression, compile))
  for (const fault of plan.faults) evaluates[fault.row] = targetProblem(rows[fault.row], fault.message)
  const broken = evaluates.map((one) => (typeof one === 'function' ? undefined : one))
  const atFault = problemOfRows(rows, broken)
  return async (input, details) => {
    if (atFault && details !== true) return { ok: false, problem: atFault }
    const found = await buildDocument(plan.root, evaluates, input.data, environmentOf(input), details === true)
    const problem = problemOfRows(rows, found.problems)
    const answer: Evaluated = problem ? { ok: false, problem } : { ok: true, value: found.document }
    return details === true ? { ...answer, rows: answersOf(rows, found) } : answer
  }
}

function compiled(source: string, compile: Compile): Evaluate | Problem {
  try {
    return compile(source)
  } catch (error) {
    return syntaxProblem(error)
  }
}

function environmentOf(input: ExpressionInput): Environment {
  const { id, identity, key, keys } = input.record ?? { id: '', identity: '', key: '', keys: [] }
  return { record: { id, identity, key, keys, data: input.data } }
}

/** The first row's problem stands for the record and names all rows that failed. */
function problemOfRows(rows: readonly MapRow[], problems: readonly (Problem | undefined)[]): Problem | undefined {
  const failed = problems.flatMap((problem, index) => (problem ? [{ to: rows[index]?.to ?? '', problem }] : []))
  const [first] = failed
  if (!first) return undefined
  const rest = failed.length > 1 ? ` (and ${failed.length - 1} more fields)` : ''
  return {
    ...first.problem,
    message: `${first.to}: ${first.problem.message}${rest}`,
    details: { ...(first.problem.details as object | undefined), to: first.to, rows: failed },
  }
}

function answersOf(
  rows: readonly MapRow[],
  found: { values: readonly unknown[]; problems: readonly (Problem | undefined)[] },
): RowAnswer[] {
  return rows.map((row, index) => {
    const problem = found.problems[index]
    const value = found.values[index]
    return { to: row.to, ...(problem ? { problem } : value === undefined ? {} : { value }) }
  })
}

function targetProblem(row: MapRow | undefined, message: string): Problem {
  return new ProblemError({
    code: 'expression.target',
    message: `The target field "${row?.to ?? ''}" cannot be used: ${message}.`,
    advice: 'Change the target field of this row.',
    retry: 'after-fix',
  }).problem
}
