import type { Context, Fields } from '../graphql/context.ts'
import { gid, time, timeOrNull } from '../graphql/gid.ts'
import type { BulkRow } from './operation.ts'

/** Results are kept this long. */
const keptMs = 7 * 86_400_000

export const isExpired = (row: BulkRow): boolean => row.completed !== null && row.completed + keptMs < Date.now()

export const resultPath = (row: BulkRow): string => `/storage/bulk/${row.id}-${row.secret}.jsonl`

const addressOf = (row: BulkRow, { shop }: Context): string | null =>
  row.bytes === 0 || isExpired(row) ? null : `${shop.origin}${resultPath(row)}`

export const bulkFields: Fields<BulkRow> = {
  id: (row) => gid('BulkOperation', row.id),
  type: (row) => row.type,
  status: (row) => (row.status === 'COMPLETED' && isExpired(row) ? 'EXPIRED' : row.status),
  errorCode: (row) => row.error,
  query: (row) => row.document,
  objectCount: (row) => String(row.objects),
  rootObjectCount: (row) => String(row.roots),
  fileSize: (row) => (row.status === 'COMPLETED' && row.bytes > 0 ? String(row.bytes) : null),
  createdAt: (row) => time(row.created),
  completedAt: (row) => timeOrNull(row.completed),
  url: (row, _, context) => (row.status === 'COMPLETED' ? addressOf(row, context) : null),
  partialDataUrl: (row, _, context) => (row.status === 'FAILED' ? addressOf(row, context) : null),
}
