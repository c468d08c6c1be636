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
      return db
        .select()
        .from(liveEvents)
        .where(
          and(
            gt(liveEvents.seq, seq),
            filter.run === undefined ? undefined : eq(liveEvents.run, filter.run),
            filter.flow === undefined ? undefined : eq(liveEvents.flow, filter.flow),
          ),
        )
        .orderBy(asc(liveEvents.seq))
        .limit(limit)
        .all()
    },
    /** The newest ones, oldest of them first: what a log shows when it is opened. */
    newest(filter: EventFilter, limit: number): StoredEvent[] {
      return db
        .select()
        .from(liveEvents)
        .where(
          and(
            filter.run === undefined ? undefined : eq(liveEvents.run, filter.run),
            filter.flow === undefined ? undefined : eq(liveEvents.flow, filter.flow),
          ),
        )
        .orderBy(desc(liveEvents.seq))
        .limit(limit)
        .all()
        .reverse()
    },
    /** Forgets all up to `seq`. */
    prune(seq: number): void {
      db.delete(liveEvents).where(lte(liveEvents.seq, seq)).run()
    },
  }
}
export type LiveEventStore = ReturnType<typeof createLiveEventStore>
