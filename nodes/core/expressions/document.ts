import type { Problem } from '../../sdk/problem.ts'
import type { Key } from '../../sdk/record.ts'
import { plain } from './plain.ts'
import { evaluationProblem } from './problems.ts'
import type { Evaluate } from './program.ts'
import type { Place } from './row-plan.ts'

/** What an expression can name besides its input. */
export interface Environment {
  readonly record: {
    readonly id: string
    readonly identity: string
    readonly key: string
    readonly keys: readonly Key[]
    readonly data: unknown
  }
  /** Inside a list: the place of the item, from 0. */
  readonly index?: number
}

export interface Built {
  readonly document: unknown
  /** By row: the value it gave, and what went wrong. */
  readonly values: unknown[]
  readonly problems: (Problem | undefined)[]
}

/** The state of one build: rows answer into `values` and `problems`, whichever order they stand in. */
interface Work extends Omit<Built, 'document'> {
  readonly rows: readonly (Evaluate | Problem)[]
  readonly details: boolean
}

/** Evaluates every row of a plan on a record and puts the values in place. */
export async function buildDocument(
  root: Place,
  rows: readonly (Evaluate | Problem)[],
  data: unknown,
  environment: Environment,
  details: boolean,
): Promise<Built> {
  const work: Work = { rows, details, values: [], problems: rows.map(() => undefined) }
  const document = await fieldsOf(root, data, environment, work)
  return { document: document ?? {}, values: work.values, problems: work.problems }
}

async function fieldsOf(
  place: Place,
  data: unknown,
  environment: Environment,
  work: Work,
): Promise<object | undefined> {
  let result: Record<string, unknown> | undefined
  for (const [name, field] of place.fields) {
    const value = await valueOf(field, data, environment, work)
    if (value !== undefined) (result ??= {})[name] = value
  }
  return result
}

function valueOf(field: Place, data: unknown, environment: Environment, work: Work): Promise<unknown> {
  if (field.item) return listOf(field, field.item, data, environment, work)
  if (field.row !== undefined) return answer(field.row, data, environment, work)
  return fieldsOf(field, data, environment, work)
}

/** A list: its own row gives the items; without one it has one item, made of the record itself. */
async function listOf(
  field: Place,
  item: Place,
  data: unknown,
  environment: Environment,
  work: Work,
): Promise<unknown> {
  if (field.row === undefined) {
    const only = await fieldsOf(item, data, environment, work)
    return only && [only]
  }
  const inner = item.fields.size > 0
  const given = await answer(field.row, data, environment, work, inner)
  if (given === undefined || given === null) return undefined
  const items = Array.isArray(given) ? (given as unknown[]) : [given]
  if (work.details && environment.index === undefined) work.values[field.row] = plain(items)
  if (!inner) return items
  const list: unknown[] = []
  for (const [index, one] of items.entries()) {
    list.push((await fieldsOf(item, one, { ...environment, index }, work)) ?? {})
  }
  return list
}

/** What a row gives; `inner`: items that are only looked at by other rows need not be copied. */
async function answer(
  row: number,
  data: unknown,
  environment: Environment,
  work: Work,
  inner = false,
): Promise<unknown> {
  const evaluate = work.rows[row]
  // A record has one second in all: when one row used it up, the others are not tried.
  if (work.problems.some((one) => one?.code === 'expression.timeout')) return undefined
  if (typeof evaluate !== 'function') {
    work.problems[row] ??= evaluate
    return undefined
  }
  try {
    const result = await evaluate(data, environment)
    if (inner) return result
    const value = plain(result)
    if (work.details) keep(work.values, row, value, environment.index !== undefined)
    return value
  } catch (error) {
    work.problems[row] ??= evaluationProblem(error)
    return undefined
  }
}

function keep(values: unknown[], row: number, value: unknown, inList: boolean): void {
  if (!inList) values[row] = value
  else if (Array.isArray(values[row])) (values[row] as unknown[]).push(value ?? null)
  else values[row] = [value ?? null]
}
