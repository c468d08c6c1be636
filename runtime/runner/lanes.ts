import type { RunRow } from '../store/work/runs.ts'

/**
 * Which runs may not go at the same time. Runs that read on from a watermark exclude each other per source; webhook
 * runs of a source follow each other and go alongside; retries, dry runs and tests stand in nobody's way, since
 * records of one identity are let in one after the other anyway.
 */
export function excludes(running: RunRow, next: RunRow): boolean {
  if (running.flow !== next.flow) return false
  const a = laneOf(running)
  const b = laneOf(next)
  if (a.kind === 'free' || b.kind === 'free' || a.kind !== b.kind) return false
  return a.source === b.source || a.source === undefined || b.source === undefined
}

function laneOf(run: RunRow): { kind: 'free' | 'hook' | 'sweep'; source?: string | undefined } {
  const { selection } = run
  if (run.mode !== 'live' || selection.retry || selection.records) return { kind: 'free' }
  return { kind: selection.deliveries ? 'hook' : 'sweep', source: selection.source }
}
