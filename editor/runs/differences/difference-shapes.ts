import type { Key } from '../../../nodes/sdk/record.ts'
import type { Problem } from '../../../nodes/sdk/problem.ts'
import type { Reference } from '../../../nodes/sdk/write.ts'

export type Action = 'create' | 'update' | 'skip' | 'park' | 'pending'

export interface FieldDifference {
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

export interface EffectDifference {
  readonly node: string
  readonly operation: string
  readonly identity: string
  readonly action: Action
  readonly reason?: string
  readonly problem?: Problem
  readonly target?: Reference
  readonly diff: readonly FieldDifference[]
}

/** What a run does, or would do, because of one record. */
export interface RecordDifference {
  readonly id: string
  readonly key: string
  readonly keys: readonly Key[]
  readonly action: Action
  readonly reason?: string
  readonly problem?: Problem
  readonly node?: string
  readonly at: string
  readonly kept: boolean
  readonly effects: readonly EffectDifference[]
}

/** The same actions as the counts of a run name them. */
export const STATUS_OF = {
  create: 'created',
  update: 'updated',
  skip: 'skipped',
  park: 'parked',
  pending: 'pending',
} as const satisfies Record<Action, string>
