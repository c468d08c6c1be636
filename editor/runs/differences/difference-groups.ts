import type { RecordDifference } from './difference-shapes.ts'

/** Records that become the same objects in the target, such as the sizes of one product: shown once. */
export interface DifferenceGroup {
  readonly first: RecordDifference
  readonly others: readonly RecordDifference[]
}

/** Neighbours with the very same effects belong together; a record without effects stands alone. */
export function groupDifferences(records: readonly RecordDifference[]): readonly DifferenceGroup[] {
  const groups: { first: RecordDifference; others: RecordDifference[] }[] = []
  for (const record of records) {
    const last = groups.at(-1)
    if (last !== undefined && sameEffects(last.first, record)) last.others.push(record)
    else groups.push({ first: record, others: [] })
  }
  return groups
}

function sameEffects(one: RecordDifference, other: RecordDifference): boolean {
  const names = (record: RecordDifference) =>
    record.effects
      .map((effect) => `${effect.node}\n${effect.operation}\n${effect.identity}\n${effect.action}`)
      .join('\n')
  return one.action === other.action && one.effects.length > 0 && names(one) === names(other)
}
