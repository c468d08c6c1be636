import type { Key } from '../../nodes/sdk/record.ts'
import type { Problem } from '../../nodes/sdk/problem.ts'

export type RecordStatus = 'created' | 'updated' | 'skipped' | 'parked' | 'pending'

/** A source record in a list: of a run, or found by a key. */
export interface RecordItem {
  readonly id: string
  readonly run: string
  readonly flow: string
  readonly flowName?: string
  readonly key: string
  readonly keys: readonly Key[]
  readonly identity?: string
  readonly status: RecordStatus
  readonly reason?: string
  readonly problem?: Problem
  readonly node?: string
  readonly at: string
}

export const RECORD_STATUSES = ['created', 'updated', 'skipped', 'parked', 'pending'] as const
export const RUN_STATUSES = ['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled'] as const
