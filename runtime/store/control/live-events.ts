import { and, asc, desc, eq, gt, lte, max, min } from 'drizzle-orm'
import type { SqliteFile } from '../sqlite.ts'
import { liveEvents } from '../tables/control.ts'

export interface StoredEvent {
  readonly seq: number
  readonly at: number
  readonly type: string
  readonly run: string | null
  readonly flow: string | null
  /** JSON of the event without seq and at. */
  readonly body: string
}

export interface EventFilter {
  readonly run?: string
  readonly flow?: string
}

export function createLiveEventStore({ db, raw }: SqliteFile) {
  const insert = raw.prepare(
    `insert into live_events (seq, workspace, at, type, run, flow, body)
     values (@seq, 'default', @at, @type, @run, @flow, @body)`,
  )
  const insertAll = raw.transaction((events: readonly StoredEvent[]) => {
    for (const event of events) insert.run(event)
  })
  return {
    add(events: readonly StoredEvent[]): void {
      insertAll.immediate(events)
    },
    lastSeq(): number {
      return (
        db
          .select({ seq: max(liveEvents.seq) })
          .from(liveEvents)
          .get()?.seq ?? 0
      )
    },
    firstSeq(): number {
      return (
        db
          .select({ seq: min(liveEvents.seq) })
          .from(liveEvents)
          .get()?.seq ?? 0
      )
    },
    after(seq: number, filter: EventFilter, limit: number): StoredEvent[] {
      const where = and(gt(liveEvents.seq, seq), ...conditions(filter))
      return db.select().from(liveEvents).where(where).orderBy(asc(liveEvents.seq)).limit(limit).all()
    },
    /** The last ones, in their order. */
    newest(filter: EventFilter, limit: number): StoredEvent[] {
      const where = and(...conditions(filter))
      const rows = db.select().from(liveEvents).where(where).orderBy(desc(liveEvents.seq)).limit(limit).all()
      return rows.toReversed()
    },
    /** Forgets all up to `seq`. */
    prune(seq: number): void {
      db.delete(liveEvents).where(lte(liveEvents.seq, seq)).run()
    },
  }
}

function conditions({ run, flow }: EventFilter) {
  return [
    run === undefined ? undefined : eq(liveEvents.run, run),
    flow === undefined ? undefined : eq(liveEvents.flow, flow),
  ]
}
export type LiveEventStore = ReturnType<typeof createLiveEventStore>
