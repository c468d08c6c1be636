import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Problem } from '../../../nodes/sdk/problem.ts'
import type { RunCounts, RunStatus, StepCounts } from '../../live/events.ts'
import type { RunSelection } from '../../queue/contract.ts'
import type { SqliteFile } from '../sqlite.ts'
import { runs } from '../tables/work.ts'

export type EffectCounts = Record<string, { created: number; updated: number; skipped: number }>

/** Where a source of an interrupted run goes on. */
export interface SourceProgress {
  cursor?: unknown
  /** Ordinal of the next source record. */
  ordinal: number
  done: boolean
  expected?: number
}

/** What a run has done so far, in whole pages. */
export interface Totals {
  readonly counts: RunCounts
  readonly effects: EffectCounts
  readonly steps: Readonly<Record<string, StepCounts>>
}

export interface RunRow {
  readonly id: string
  readonly flow: string
  readonly flowName: string
  readonly version: number | null
  readonly document: string
  readonly documentHash: string
  readonly connections: Readonly<Record<string, string>>
  readonly mode: 'live' | 'dry-run' | 'test'
  readonly trigger: 'manual' | 'schedule' | 'webhook' | 'retry' | 'api'
  readonly selection: RunSelection
  readonly by: string
  readonly status: RunStatus
  readonly requestedAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
  readonly counts: RunCounts
  readonly effects: EffectCounts
  readonly steps: Readonly<Record<string, StepCounts>>
  readonly problem: Problem | undefined
  readonly progress: Readonly<Record<string, SourceProgress>>
  readonly base: Totals | undefined
  readonly attempts: number
  readonly accepted: readonly string[]
}

export function readRun(row: typeof runs.$inferSelect): RunRow {
  const { read, created, updated, skipped, parked, pending, ...rest } = row
  return {
    ...rest,
    mode: row.mode as RunRow['mode'],
    trigger: row.trigger as RunRow['trigger'],
    status: row.status as RunStatus,
    connections: JSON.parse(row.connections) as Record<string, string>,
    selection: JSON.parse(row.selection) as RunSelection,
    counts: { read, created, updated, skipped, parked, pending },
    effects: JSON.parse(row.effects) as EffectCounts,
    steps: JSON.parse(row.steps) as Record<string, StepCounts>,
    problem: row.problem ? (JSON.parse(row.problem) as Problem) : undefined,
    progress: JSON.parse(row.progress) as Record<string, SourceProgress>,
    base: row.base ? (JSON.parse(row.base) as Totals) : undefined,
    accepted: JSON.parse(row.accepted) as string[],
  }
}

export interface NewRun {
  id: string
  flow: string
  flowName: string
  version: number | null
  document: string
  documentHash: string
  connections: Record<string, string>
  mode: string
  trigger: string
  selection: RunSelection
  by: string
  requestedAt: number
  status: RunStatus
  problem?: Problem
  finishedAt?: number
}

/** Writes of the runner on `runs`. */
export function createRunStore(store: SqliteFile) {
  const { db } = store
  return {
    insert(run: NewRun): void {
      db.insert(runs)
        .values({
          ...run,
          connections: JSON.stringify(run.connections),
          selection: JSON.stringify(run.selection),
          problem: run.problem ? JSON.stringify(run.problem) : null,
          finishedAt: run.finishedAt ?? null,
        })
        .onConflictDoNothing()
        .run()
    },
    get(id: string): RunRow | undefined {
      const row = db.select().from(runs).where(eq(runs.id, id)).get()
      return row && readRun(row)
    },
    /** Queued and running ones, oldest first. */
    open(): RunRow[] {
      const rows = db
        .select()
        .from(runs)
        .where(inArray(runs.status, ['queued', 'running']))
        .orderBy(asc(runs.id))
        .all()
      return rows.map(readRun)
    },
    start(id: string, at: number, attempts: number): void {
      db.update(runs)
        .set({ status: 'running', startedAt: at, finishedAt: null, problem: null, pending: 0, attempts })
        .where(eq(runs.id, id))
        .run()
    },
    finish(id: string, status: RunStatus, at: number, problem: Problem | undefined): void {
      db.update(runs)
        .set({ status, finishedAt: at, problem: problem ? JSON.stringify(problem) : null })
        .where(eq(runs.id, id))
        .run()
    },
    /** A failed run that a person lets go on; anything else stays as it is. */
    reopen(id: string, accepted: readonly string[]): boolean {
      const result = db
        .update(runs)
        .set({ status: 'queued', accepted: JSON.stringify(accepted) })
        .where(and(eq(runs.id, id), eq(runs.status, 'failed')))
        .run()
      return result.changes > 0
    },
  }
}
export type RunStore = ReturnType<typeof createRunStore>
