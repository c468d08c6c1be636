import type { Flow, ValueMap } from '../../flows/schema.ts'
import { textOf, type Scalar } from '../inspector/scalar.ts'
import { valueMapsIn } from '../mapper/origin.ts'

/** A mapping of the flow that looks something up in a value map. */
export interface MapUser {
  readonly node: string
  readonly rows: readonly { readonly to: string; readonly expression: string }[]
}

/** The map nodes that use value maps, with all their rows: a row of a list needs the row that gives the list. */
export function mapUsers(flow: Flow): readonly MapUser[] {
  return flow.nodes.flatMap((node) => {
    const rows = rowsOf(node.config)
    return rows.some((row) => valueMapsIn(row.expression).length > 0) ? [{ node: node.id, rows }] : []
  })
}

function rowsOf(config: Readonly<Record<string, unknown>>): MapUser['rows'] {
  const { fields } = config
  if (!Array.isArray(fields)) return []
  return fields.filter(
    (row: unknown): row is MapUser['rows'][number] =>
      typeof row === 'object' && row !== null && 'to' in row && 'expression' in row,
  )
}

/** How often each value was looked up, by value map: on how many records, each counted once. */
export type Seen = ReadonlyMap<string, ReadonlyMap<string, number>>

export function addSeen(seen: Map<string, Map<string, number>>, map: string, values: Iterable<string>): void {
  const counts = seen.get(map) ?? new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  seen.set(map, counts)
}

const loose = (text: string) => text.trim().toLowerCase()

/** Values that were seen and have no row, the most frequent first. */
export function gapsOf(map: ValueMap, seen: ReadonlyMap<string, number> | undefined): readonly string[] {
  const known = new Set(map.rows.map(([from]) => loose(textOf(from))))
  return [...(seen ?? [])]
    .filter(([value]) => !known.has(loose(value)))
    .toSorted(([, one], [, other]) => other - one)
    .map(([value]) => value)
}

/** On how many records the value of a row was seen; rows are found without regard to case and outer spaces. */
export function seenOf(from: Scalar, seen: ReadonlyMap<string, number> | undefined): number {
  const wanted = loose(textOf(from))
  let count = 0
  for (const [value, times] of seen ?? []) if (loose(value) === wanted) count += times
  return count
}
