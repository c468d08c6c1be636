import type { Outcome } from './outcome.ts'
import type { Problem } from './problem.ts'
import type { Rec } from './record.ts'
import type { WriteResult } from './write.ts'

/** The record goes on by `port`. */
export function passed(record: Rec, port = 'out'): Outcome {
  return { kind: 'record', port, record }
}

/** The record ends here, on purpose: `reason` is one word (`filtered`, `exists`), `detail` a sentence. */
export function skipped(record: Rec, reason: string, detail?: string): Outcome {
  return { kind: 'skipped', recordId: record.id, reason, ...(detail === undefined ? {} : { detail }) }
}

/** The record is parked with this problem. */
export function failed(record: Rec, problem: Problem): Outcome {
  return { kind: 'failed', recordId: record.id, problem }
}

/** What a write's result means for its record: written goes on by `port` (as `next`), anything else ends here. */
export function settledBy(result: WriteResult, record: Rec, port = 'out', next: Rec = record): Outcome {
  if (result.kind === 'written') return passed(next, port)
  if (result.kind === 'skipped') return skipped(record, result.reason, result.detail)
  return failed(record, result.problem)
}
