import type { Problem } from '../../../nodes/sdk/problem.ts'
import { isObject } from '../../mapper/sample-fields.ts'

/** Which rows of a mapping went wrong, by target path: a parked mapping tells them in its details. */
export function rowProblems(problem: Problem | undefined): ReadonlyMap<string, string> {
  const details = problem?.details
  const rows = isObject(details) ? details['rows'] : undefined
  if (!Array.isArray(rows)) return new Map()
  return new Map(
    rows.flatMap((row: unknown) => {
      if (!isObject(row) || typeof row['to'] !== 'string' || !isObject(row['problem'])) return []
      const message = row['problem']['message']
      return typeof message === 'string' ? [[row['to'], message] as const] : []
    }),
  )
}
