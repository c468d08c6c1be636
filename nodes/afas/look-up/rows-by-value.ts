import type { AfasClient, GetQuery } from '../client/client.ts'
import type { Condition } from '../client/filter.ts'
import { groupedBy, textField, type Row } from '../client/rows.ts'
import { ProblemError } from '../../sdk/problem.ts'

/** Rows of one call. A call that is full may have left rows out, and is made again in two. */
const ROWS = 1000

export interface Place {
  readonly connector: string
  readonly keyField: string
  /** Hold for every row, beside the value that is looked up. */
  readonly conditions: readonly Condition[]
}

/** Item codes, e-mail addresses: AFAS takes them for the same whatever their case. */
export function plainValue(value: string): string {
  return value.trim().toLowerCase()
}

/** The rows behind each value, in as few calls as the length of a query allows. What AFAS does not have is not in it. */
export async function rowsByValue(
  client: AfasClient,
  place: Place,
  values: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const chunks = client.split(values, (some) => queryFor(place, some))
  const rows = (await Promise.all(chunks.map((some) => wholeAnswer(client, place, some, signal)))).flat()
  return groupedBy(rows, (row) => plainValue(textField(row, place.keyField)))
}

/** Never in pages: rows that share a value have no order among them, so that a page might repeat one and leave one out. */
async function wholeAnswer(
  client: AfasClient,
  place: Place,
  values: readonly string[],
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const rows = await client.rows(place.connector, queryFor(place, values), signal)
  if (rows.length < ROWS) return rows
  const [only] = values
  if (values.length < 2) throw tooMany(place, only ?? '')
  const half = Math.ceil(values.length / 2)
  const parts = [values.slice(0, half), values.slice(half)]
  return (await Promise.all(parts.map((some) => wholeAnswer(client, place, some, signal)))).flat()
}

function queryFor({ keyField, conditions }: Place, values: readonly string[]): GetQuery {
  return {
    filter: values.map((value) => [{ field: keyField, operator: 'equals', value }, ...conditions]),
    order: keyField,
    skip: 0,
    take: ROWS,
  }
}

function tooMany({ connector, keyField }: Place, value: string): ProblemError {
  return new ProblemError({
    code: 'lookup.too-many-found',
    message: `${connector} has ${ROWS} rows or more with ${keyField} ${value}.`,
    advice: 'Look by a field that tells rows apart, or add conditions to this node.',
    retry: 'after-fix',
  })
}
