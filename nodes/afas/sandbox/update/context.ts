import type { SandboxDatabase } from '../database.ts'
import type { Scalar } from './scalar.ts'

/** What the work of one write may use; `now` is the same for everything in it. */
export interface WriteContext {
  readonly db: SandboxDatabase
  readonly now: string
}

/** What Profit tells of a new row, by field; empty for the connectors that tell nothing. */
export type Made = Readonly<Record<string, Scalar>>
