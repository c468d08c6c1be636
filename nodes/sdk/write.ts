import type { Problem } from './problem.ts'
import type { Rec } from './record.ts'

/** What a target gave back for a written object: its number there, and what people can click. */
export interface Reference {
  /** The number or id in the target: AFAS OrNu, a Shopify gid. */
  readonly id: string
  readonly label?: string
  readonly url?: string
  /** More of the answer that later nodes need; plain JSON. */
  readonly data?: unknown
}

export interface Found {
  readonly reference: Reference
  /** The object as it stands, in the shape of `payload`, so that a difference can be shown. */
  readonly current?: unknown
}

/**
 * One effect on a target. The engine keeps it once per (target environment, operation, identity).
 *
 * - `find` only reads: it looks the object up by a natural key in the target itself.
 * - `create` and `update` send. They throw `ProblemError`; `effect: 'unknown'` when the target may have done it.
 */
export interface Write {
  readonly record: Rec
  /** The business act: `order`, `debtor`, `mark`, ...; not the connector. */
  readonly operation: string
  /** Default: the record's identity. A debtor's is its e-mail in lower case. */
  readonly identity?: string
  /** `event`: happens once, later versions are skipped. `state`: the newest wins. */
  readonly kind: 'event' | 'state'
  /**
   * Something that the record needs and is not itself, such as the collection of a product. Whichever record needs it first makes
   * it, and counts as updated by that, not as created.
   */
  readonly besides?: true
  /** Exactly what will be sent: hashed, kept in the trace, compared. */
  readonly payload: unknown
  /**
   * Of a state: which of two is newer, as text that sorts (an ISO time of the record). An older one than was written
   * is skipped: retrying last month's order must not bring back last month's address.
   */
  readonly version?: string
  /**
   * What `find` needs after a lost answer and cannot read in the target any more, such as how it looked before: plain
   * JSON, no personal data. Kept with the intent, forgotten once it is done; see `Context.effects`.
   */
  readonly note?: unknown
  readonly find?: (() => Promise<Found | undefined>) | undefined
  /**
   * `first`: before the first write. `always`: also when we wrote the very same before, for a state that others change too
   * (stock in a shop), which is then put right. `when-ambiguous`: only after a lost answer.
   */
  readonly findWhen: 'first' | 'always' | 'when-ambiguous'
  readonly onExisting: 'skip' | 'update' | 'park'
  readonly create: (idempotencyKey: string) => Promise<Reference>
  readonly update?: ((existing: Found, idempotencyKey: string) => Promise<Reference>) | undefined
  /** What must not happen to many objects in one run without a person's yes. */
  readonly guard?: Guard | undefined
  /** One sentence for the live log: "Sales order 60012466 written, € 84.90". */
  readonly sentence?: ((reference: Reference, action: 'create' | 'update') => string) | undefined
}

/**
 * Stops a run (`engine.guard`) before it does something to more objects than the setting allows: empty shelves, wild
 * prices. The share is of the objects that this node keeps, so it is off on a flow's first run in an environment.
 */
export interface Guard {
  /** As it goes on after "This run would": `set the stock of 31 of 60 to zero` is `{ does: 'set the stock of', to: 'to zero' }`. */
  readonly does: string
  readonly to: string
  /** Whether this write does it. */
  readonly alarming: boolean
  /** The largest share of objects that it may happen to, 0 to 1. */
  readonly most: number
  /**
   * So many objects of a run speak for all of them: from then on the share is also of what was seen, so that in a large
   * shop not half of everything is done before half of everything has been counted. Left out: they never do.
   */
  readonly sample?: number
}

export interface Difference {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

export type WriteResult =
  /** Go on with the record: written now, or by us before (`skip`: `exists`, `unchanged`), or it would be (dry run). */
  | {
      readonly kind: 'written'
      readonly action: 'create' | 'update' | 'skip'
      readonly reason?: string
      /** Absent only in a dry run of a create. */
      readonly reference?: Reference
      readonly diff?: readonly Difference[]
    }
  /** The record ends here: it exists in the target and is not ours, or another flow owns it. */
  | { readonly kind: 'skipped'; readonly reason: string; readonly detail?: string; readonly reference?: Reference }
  | { readonly kind: 'failed'; readonly problem: Problem }
