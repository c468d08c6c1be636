import type { RowAnswer } from './evaluate.ts'
import type { Mapping } from './rows.ts'

/** `A.Lines[].Fields.ItCd` -> `A.Lines[]`: the list a row's value goes into; undefined for a field of the document itself. */
export function listPathOf(to: string): string | undefined {
  const below = /^(.*\[\])\./.exec(to)
  return below?.[1]
}

/** The row that gives the items of the list this row is in. Without one the list has one item: the record itself. */
export function listRowOf(to: string, mappings: readonly Mapping[]): Mapping | undefined {
  const list = listPathOf(to)
  return list === undefined ? undefined : mappings.find((mapping) => mapping.to === list)
}

/** What a row's expression runs on: the record, or within a list its first item. */
export function inputOf(
  to: string,
  mappings: readonly Mapping[],
  answers: ReadonlyMap<string, RowAnswer>,
  sample: unknown,
): unknown {
  const row = listRowOf(to, mappings)
  if (row === undefined) return sample
  const given = answers.get(row.to)?.value
  return Array.isArray(given) ? given[0] : given
}
