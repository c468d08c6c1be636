import type { Key } from '../../../nodes/sdk/record.ts'
import type { Problem } from '../../../nodes/sdk/problem.ts'
import type { RecordStatus } from '../../runs/run-shapes.ts'

/** The answer of `GET /api/records/:id`: what a record was at each step, and what was written because of it. */
export interface TraceStep {
  readonly node: string
  readonly name: string
  readonly type: string
  readonly at: string
  readonly ms: number
  readonly port?: string
  readonly outcome: 'passed' | 'skipped' | 'parked'
  readonly reason?: string
  readonly problem?: Problem
  readonly input?: unknown
  readonly output?: unknown
  readonly parts?: readonly { readonly key?: string; readonly output?: unknown; readonly outcome?: string }[]
}

export interface TraceTarget {
  readonly id: string
  readonly label?: string
  readonly url?: string
}

export interface TraceDifference {
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

export interface TraceEffect {
  readonly node: string
  readonly operation: string
  readonly action: 'create' | 'update' | 'skip'
  readonly target?: TraceTarget
  readonly sent?: unknown
  readonly diff?: readonly TraceDifference[]
  readonly at: string
  readonly askedAt?: string
  readonly intentAt?: string
  readonly sentAt?: string
  readonly answeredAt?: string
  readonly dryRun?: boolean
  readonly reason?: string
}

export interface TraceVisit {
  readonly run: string
  readonly record: string
  readonly flow: string
  readonly flowName?: string
  readonly status: RecordStatus
  readonly at: string
  /** Only worked out, nothing was written. */
  readonly dryRun?: boolean
}

export interface Trace {
  readonly id: string
  readonly run: string
  readonly flow: string
  readonly flowName: string
  readonly version: number | null
  readonly source: string
  readonly key: string
  readonly keys: readonly Key[]
  readonly identity: string
  readonly status: RecordStatus
  readonly reason?: string
  readonly problem?: Problem
  readonly node?: string
  readonly at: string
  readonly mode?: string
  /** The source record as it was read; payloads are kept for some days only. */
  readonly data?: unknown
  readonly kept?: boolean
  readonly steps: readonly TraceStep[]
  readonly effects: readonly TraceEffect[]
  readonly history: readonly TraceVisit[]
}
