import { asc, eq, inArray, isNull } from 'drizzle-orm'
import type { RunSelection } from '../../queue/contract.ts'
import type { SqliteFile } from '../sqlite.ts'
import { runOrders, runRequests } from '../tables/control.ts'

export interface RunRequest {
  readonly id: string
  readonly flow: string
  readonly mode: 'live' | 'dry-run' | 'test'
  readonly trigger: 'manual' | 'schedule' | 'webhook' | 'retry' | 'api'
  readonly version: number | null
  readonly selection: RunSelection
  readonly by: string
  readonly at: number
}

export function readRunRequest(row: typeof runRequests.$inferSelect): RunRequest {
  return {
    ...row,
    mode: row.mode as RunRequest['mode'],
    trigger: row.trigger as RunRequest['trigger'],
    selection: JSON.parse(row.selection) as RunSelection,
  }
}

/** What the server asks of the runner. */
export function createRunRequestStore({ db }: SqliteFile) {
  return {
    add(request: RunRequest): void {
      db.insert(runRequests)
        .values({ ...request, selection: JSON.stringify(request.selection) })
        .run()
    },
    get(id: string): RunRequest | undefined {
      const row = db.select().from(runRequests).where(eq(runRequests.id, id)).get()
      return row && readRunRequest(row)
    },
    /** Not known to be taken by the runner; oldest first. */
    untaken(): RunRequest[] {
      const open = db.select().from(runRequests).where(isNull(runRequests.takenAt)).orderBy(asc(runRequests.id)).all()
      return open.map(readRunRequest)
    },
    markTaken(ids: readonly string[], at: number): void {
      if (ids.length === 0) return
      db.update(runRequests)
        .set({ takenAt: at })
        .where(inArray(runRequests.id, [...ids]))
        .run()
    },
    order(run: string, kind: 'cancel' | 'continue', by: string, at: number): void {
      db.insert(runOrders).values({ run, kind, by, at }).run()
    },
  }
}
export type RunRequestStore = ReturnType<typeof createRunRequestStore>
