import type { Problem } from './problem.ts'
import type { Rec } from './record.ts'

/** What became of a record inside a node. */
export type Outcome<T = unknown> =
  | {
      readonly kind: 'record'
      readonly port: string
      readonly record: Rec<T>
      /** What the engine remembers under the record's identity once it has settled; see `ctx.recall`. */
      readonly remember?: string
    }
  | { readonly kind: 'skipped'; readonly recordId: string; readonly reason: string; readonly detail?: string }
  | {
      readonly kind: 'failed'
      readonly recordId: string
      readonly problem: Problem
      /** It fails as a part of this whole, together with these records that the node has: they are retried together. */
      readonly group?: { readonly name: string; readonly recordIds: readonly string[] }
    }

/** Between nodes records travel in batches; what enters is at most a source page. */
export type Batch = readonly Rec[]
export type Outcomes = readonly Outcome[]
