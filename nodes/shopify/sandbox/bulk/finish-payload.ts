import { gid, time, timeOrNull } from '../graphql/gid.ts'
import type { BulkRow } from './operation.ts'

/** What listeners of BULK_OPERATIONS_FINISH are told; the result itself is asked for. */
export function finishPayload(row: BulkRow) {
  return {
    admin_graphql_api_id: gid('BulkOperation', row.id),
    completed_at: timeOrNull(row.completed),
    created_at: time(row.created),
    error_code: row.error?.toLowerCase() ?? null,
    status: row.status.toLowerCase(),
    type: row.type.toLowerCase(),
  }
}
