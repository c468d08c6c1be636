import type { Services } from '../api/services.ts'
import type { ParkedRow } from '../api/reads.ts'

/** Parked records looked at a turn; more come in the next. */
const A_TURN = 500
const FIRST_PAUSE = 30_000
const LONGEST_PAUSE = 15 * 60_000

/**
 * Parked records that are to be tried again by themselves get a run a flow. One that is under way is not asked for
 * twice, and one whose run ended without touching it (the target is down) waits longer each time.
 */
export function createRetries({ store, reads, runs, clock }: Services) {
  const asked = new Map<string, { run: string; times: number; at: number }>()

  function isFree(entry: ParkedRow, now: number): boolean {
    const last = asked.get(entry.id)
    if (!last) return true
    if (isOpen(last.run)) return false
    return now - last.at >= Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (last.times - 1))
  }

  function isOpen(run: string): boolean {
    const row = reads.run(run)
    return row ? row.status === 'queued' || row.status === 'running' : true
  }

  /** What another run is about to work on, also one that was asked for before a restart. */
  function underWay(flow: string): Set<string> {
    const open = [...runs.queued().filter((one) => one.flow === flow), ...reads.openRuns(flow)]
    return new Set(open.flatMap((one) => one.selection.retry ?? []))
  }

  function askFor(flow: string, version: number, entries: readonly ParkedRow[], now: number): void {
    const busy = underWay(flow)
    const due = entries.filter((entry) => !busy.has(entry.record) && isFree(entry, now))
    if (due.length === 0) return
    const selection = { retry: due.map((entry) => entry.record) }
    const run = runs.request({ flow, mode: 'live', trigger: 'retry', version, selection, by: 'schedule' })
    for (const { id } of due) asked.set(id, { run, times: (asked.get(id)?.times ?? 0) + 1, at: now })
  }

  return {
    tick(): void {
      const now = clock()
      const due = reads.parkedDue(now, A_TURN)
      // What is no longer due has moved on: parked anew with a time of its own, or done.
      for (const id of asked.keys()) if (!due.some((entry) => entry.id === id)) asked.delete(id)
      for (const flow of new Set(due.map((entry) => entry.flow))) {
        const row = store.flows.get(flow)
        if (!row?.enabled || row.publishedVersion === null) continue
        askFor(
          flow,
          row.publishedVersion,
          due.filter((entry) => entry.flow === flow),
          now,
        )
      }
    },
  }
}
