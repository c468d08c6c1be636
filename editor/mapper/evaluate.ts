import type { ValueMap } from '../../flows/schema.ts'
import { api, ApiError } from '../api/client.ts'

/** What an expression runs on: the record's data and what belongs to it. */
export interface EvaluationInput {
  input: unknown
  record?: unknown
  settings?: Readonly<Record<string, unknown>>
  valueMaps?: Readonly<Record<string, ValueMap>>
}

export interface ExpressionProblem {
  code: string
  message: string
  advice?: string
  /** Where in the text it is, counted from 0. */
  position?: number
  length?: number
}

export interface RowAnswer {
  to: string
  value?: unknown
  problem?: ExpressionProblem
}

export interface Row {
  to: string
  expression: string
}

/** An expression that went wrong in a row of its own. */
export class RowProblemError extends Error {
  readonly problem: ExpressionProblem
  constructor(problem: ExpressionProblem) {
    super(problem.message)
    this.name = 'RowProblemError'
    this.problem = problem
  }
}

/**
 * The value of one expression. A row of a list (`over` gives its items) is evaluated together with that, as in a run: its
 * value is the list of what it gives for each item.
 */
export async function evaluateOne(
  expression: string,
  on: EvaluationInput,
  over: Row | undefined,
  signal: AbortSignal,
): Promise<unknown> {
  if (over === undefined) {
    const answer = await api.post<{ output?: unknown }>('/api/expressions/evaluate', { expression, ...on }, { signal })
    return answer.output
  }
  const to = `${over.to}.value`
  const rows = await evaluateRows([over, { to, expression }], on, signal)
  const mine = rows.find((row) => row.to === to)
  if (mine?.problem !== undefined) throw new RowProblemError(mine.problem)
  return mine?.value
}

/** All rows of a mapping in one call: one that fails says so in its own row. */
export async function evaluateRows(
  rows: readonly Row[],
  on: EvaluationInput,
  signal: AbortSignal,
): Promise<readonly RowAnswer[]> {
  const answer = await api.post<{ rows?: readonly RowAnswer[] }>(
    '/api/expressions/evaluate',
    { rows, ...on },
    { signal },
  )
  return (answer.rows ?? []).map((row) =>
    row.problem === undefined ? row : { ...row, problem: { ...row.problem, ...placeIn(row.problem) } },
  )
}

/** The problem inside a refused evaluation; undefined when something else is the matter (offline, 500). */
export function expressionProblem(error: unknown): ExpressionProblem | undefined {
  if (error instanceof RowProblemError) return error.problem
  if (!(error instanceof ApiError)) return undefined
  if (!/^(expression|valuemap)\./.test(error.code)) return undefined
  return {
    code: error.code,
    message: error.message,
    ...(error.advice === undefined ? {} : { advice: error.advice }),
    ...placeIn(error.body),
  }
}

/** `position` stands beside the problem or in its details. */
export function placeIn(body: unknown): { position?: number; length?: number } {
  const place = numbersOf(body)
  if (place.position !== undefined) return place
  return typeof body === 'object' && body !== null && 'details' in body ? numbersOf(body.details) : {}
}

function numbersOf(value: unknown): { position?: number; length?: number } {
  if (typeof value !== 'object' || value === null) return {}
  const position = 'position' in value && typeof value.position === 'number' ? value.position : undefined
  const length = 'length' in value && typeof value.length === 'number' ? value.length : undefined
  return { ...(position === undefined ? {} : { position }), ...(length === undefined ? {} : { length }) }
}
