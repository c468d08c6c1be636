import type { Run } from '../api/shapes.ts'

export interface Verdict {
  kind: 'none' | 'running' | 'failed' | 'parked' | 'fine'
  count: number
}

/** Is all well? The worst that the newest runs tell; what goes on now comes first, since its end is not known. */
export function verdictOf(runs: readonly Pick<Run, 'status'>[]): Verdict {
  if (runs.length === 0) return { kind: 'none', count: 0 }
  const count = (...statuses: readonly string[]) => runs.filter((run) => statuses.includes(run.status)).length
  const running = count('running', 'queued')
  if (running > 0) return { kind: 'running', count: running }
  const failed = count('failed')
  if (failed > 0) return { kind: 'failed', count: failed }
  const parked = count('partial')
  return parked > 0 ? { kind: 'parked', count: parked } : { kind: 'fine', count: runs.length }
}
