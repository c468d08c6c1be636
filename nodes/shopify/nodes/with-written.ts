import { withData, type Rec } from '../../sdk/record.ts'
import type { WriteResult } from '../../sdk/write.ts'

/** What was written so far stands in `written` by operation; nodes behind find it there. */
export function withWritten(record: Rec, operation: string, result: WriteResult): Rec {
  const reference = result.kind === 'written' ? result.reference : undefined
  const { data } = record
  if (!reference || typeof data !== 'object' || data === null || Array.isArray(data)) return record
  const written: unknown = Reflect.get(data, 'written')
  return withData(record, { ...data, written: { ...(written as object | undefined), [operation]: reference } })
}
