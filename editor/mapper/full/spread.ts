import { checkValue } from '../check-value.ts'
import type { RowAnswer } from '../evaluate.ts'
import type { MappingRow } from '../rows.ts'

/** Of all samples: on how many a row fits, gives nothing, or goes wrong. */
export interface RowSpread {
  fit: number
  empty: number
  wrong: number
  /** Why, of the first that went wrong; undefined when it was the check. */
  message: string | undefined
}

export function spreadOf(
  rows: readonly MappingRow[],
  answers: readonly (readonly RowAnswer[])[],
): Map<string, RowSpread> {
  const spread = new Map<string, RowSpread>()
  for (const row of rows)
    if (row.mapping !== undefined) spread.set(row.to, { fit: 0, empty: 0, wrong: 0, message: undefined })
  const byPath = new Map(rows.map((row) => [row.to, row]))
  for (const answer of answers) {
    for (const { to, value, problem } of answer) {
      const mine = spread.get(to)
      const row = byPath.get(to)
      if (mine === undefined || row === undefined) continue
      const fits = row.field === undefined || checkValue(row.field, value).fits
      if (problem !== undefined || !fits) {
        mine.wrong += 1
        mine.message ??= problem?.message
      } else if (value === undefined || value === null || value === '') mine.empty += 1
      else mine.fit += 1
    }
  }
  return spread
}
