import { and, asc, desc, eq, getTableColumns, gt, inArray, isNotNull, lt, lte, ne } from 'drizzle-orm'
import type { RunSelection } from '../queue/contract.ts'
import type { SqliteFile } from '../store/sqlite.ts'
import { parked, recordKeys, records, runs } from '../store/tables/work.ts'
import { readRun, type RunRow } from '../store/work/runs.ts'
import { searchValue } from '../store/work/settlement.ts'

export type RecordRow = typeof records.$inferSelect
/** What is asked of a run under way, to tell whether another one is needed. */
export interface OpenRun {
  readonly id: string
  readonly status: string
  readonly mode: string
  readonly selection: RunSelection
}
export type ParkedRow = Omit<typeof parked.$inferSelect, 'payload'>

const { payload: _payload, ...parkedColumns } = getTableColumns(parked)
/** Lists do without the flow documents that their runs are pinned to. */
const { document: _document, ...listColumns } = getTableColumns(runs)

/** Reads of `work.db`: what the runner has done. */
export function createReads({ db, raw }: SqliteFile) {
  const hasRun = raw.prepare<[string], number>('select 1 from runs where id = ?').pluck()
  const isProcessed = raw.prepare<[number], number>('select 1 from processed_deliveries where delivery = ?').pluck()
  return {
    /** The runner has a row of its own for this run. */
    hasRun: (id: string) => hasRun.get(id) !== undefined,
    isProcessed: (delivery: number) => isProcessed.get(delivery) !== undefined,
    run(id: string): RunRow | undefined {
      const row = db.select().from(runs).where(eq(runs.id, id)).get()
      return row && readRun(row)
    },
    runs(filter: { flow?: string; status?: string; before?: string; limit: number }): RunRow[] {
      const rows = db
        .select(listColumns)
        .from(runs)
        .where(
          and(
            filter.flow === undefined ? undefined : eq(runs.flow, filter.flow),
            filter.status === undefined ? undefined : eq(runs.status, filter.status),
            filter.before === undefined ? undefined : lt(runs.id, filter.before),
          ),
        )
        .orderBy(desc(runs.id))
        .limit(filter.limit)
        .all()
      return rows.map((row) => readRun({ ...row, document: '' }))
    },
    /** Runs of a flow that have not finished, oldest first; without their documents and figures. */
    openRuns(flow: string): OpenRun[] {
      const rows = db
        .select({ id: runs.id, status: runs.status, mode: runs.mode, selection: runs.selection })
        .from(runs)
        .where(and(inArray(runs.status, ['queued', 'running']), eq(runs.flow, flow)))
        .orderBy(asc(runs.id))
        .all()
      return rows.map((row) => ({ ...row, selection: JSON.parse(row.selection) as RunSelection }))
    },
    record(id: string): RecordRow | undefined {
      return db.select().from(records).where(eq(records.id, id)).get()
    },
    records(
      run: string,
      filter: { status?: string; statuses?: readonly string[]; key?: string; after?: number; limit: number },
    ): RecordRow[] {
      const ids =
        filter.key === undefined
          ? undefined
          : db
              .selectDistinct({ record: recordKeys.record })
              .from(recordKeys)
              .where(eq(recordKeys.value, searchValue(filter.key)))
      return db
        .select()
        .from(records)
        .where(
          and(
            eq(records.run, run),
            filter.status === undefined ? undefined : eq(records.status, filter.status),
            filter.statuses === undefined ? undefined : inArray(records.status, [...filter.statuses]),
            filter.after === undefined ? undefined : gt(records.ordinal, filter.after),
            ids === undefined ? undefined : inArray(records.id, ids),
          ),
        )
        .orderBy(asc(records.ordinal))
        .limit(filter.limit)
        .all()
    },
    lastRecords(run: string, limit: number): RecordRow[] {
      return db.select().from(records).where(eq(records.run, run)).orderBy(desc(records.ordinal)).limit(limit).all()
    },
    /** Everywhere, by anything they are known by; newest run first. */
    find(key: string, before: string | undefined, limit: number): RecordRow[] {
      const ids = db
        .selectDistinct({ record: recordKeys.record })
        .from(recordKeys)
        .where(
          and(eq(recordKeys.value, searchValue(key)), before === undefined ? undefined : lt(recordKeys.record, before)),
        )
        .orderBy(desc(recordKeys.record))
        .limit(limit)
      return db.select().from(records).where(inArray(records.id, ids)).orderBy(desc(records.id)).all()
    },
    /** The same business object in a flow's runs, newest first. */
    history(flow: string, identity: string, limit: number): RecordRow[] {
      return db
        .select()
        .from(records)
        .where(and(eq(records.flow, flow), eq(records.identity, identity)))
        .orderBy(desc(records.id))
        .limit(limit)
        .all()
    },
    /** Which of these runs wrote nothing: dry runs and tests. */
    dryRuns(ids: readonly string[]): ReadonlySet<string> {
      const rows = db
        .select({ id: runs.id })
        .from(runs)
        .where(and(inArray(runs.id, [...ids]), ne(runs.mode, 'live')))
        .all()
      return new Set(rows.map((row) => row.id))
    },
    parked(filter: { flow?: string; before?: string; limit: number }): ParkedRow[] {
      return db
        .select(parkedColumns)
        .from(parked)
        .where(
          and(
            eq(parked.state, 'open'),
            filter.flow === undefined ? undefined : eq(parked.flow, filter.flow),
            filter.before === undefined ? undefined : lt(parked.id, filter.before),
          ),
        )
        .orderBy(desc(parked.id))
        .limit(filter.limit)
        .all()
    },
    parkedCounts(): Map<string, number> {
      const rows = raw
        .prepare<[], { flow: string; open: number }>(
          `select flow, count(*) as open from parked where state = 'open' group by flow`,
        )
        .all()
      return new Map(rows.map((row) => [row.flow, row.open]))
    },
    /** Parked records that are to be tried again by themselves. */
    parkedDue(now: number, limit: number): ParkedRow[] {
      return db
        .select(parkedColumns)
        .from(parked)
        .where(and(eq(parked.state, 'open'), isNotNull(parked.retryAt), lte(parked.retryAt, now)))
        .orderBy(asc(parked.retryAt))
        .limit(limit)
        .all()
    },
  }
}
export type Reads = ReturnType<typeof createReads>
