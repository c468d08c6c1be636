import { ProblemError } from '../../sdk/problem.ts'

/** A row of a get-connector; its fields are whatever the environment's connector was given. */
export type Row = Readonly<Record<string, unknown>>

/** The rows of an answer. Anything else than rows is a fault of the line, worth another try. */
export function rowsOf(text: string, connector: string): readonly Row[] {
  try {
    const body = JSON.parse(text) as { rows?: unknown }
    if (Array.isArray(body.rows)) return body.rows as Row[]
  } catch {
    // Falls through to the problem below.
  }
  throw new ProblemError({
    code: 'afas.unavailable',
    message: `${connector}: the answer of AFAS was not readable.`,
    advice: 'Koppel tries again by itself.',
    retry: 'later',
    effect: 'none',
  })
}

/** A field as text; codes such as item numbers keep their leading zeros. */
export function textField(row: Row, field: string): string {
  return scalarText(row[field])
}

/** A text, number or boolean as text; anything else says nothing. */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** Times come with a Z but are Amsterdam local time; without it nobody mistakes them for UTC. */
export function localTime(value: unknown): string {
  return typeof value === 'string' ? value.replace(/Z$/, '') : ''
}

/** The row with every time made local. */
export function withLocalTimes(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) ? value.slice(0, -1) : value,
    ]),
  )
}

/** Rows by what they have in common, each group in their order. */
export function groupedBy(rows: readonly Row[], key: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const name = key(row)
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return groups
}
