import type { Logger } from '../../../sdk/context.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { BulkWrites } from '../../client/bulk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import type { StockPlan } from './plan.ts'

/** How the shop is spoken to in one sending. */
export interface Sending {
  readonly client: ShopifyClient
  /** For what would take too much of the rate budget one by one. */
  readonly bulk: BulkWrites
  readonly log: Logger
  readonly signal: AbortSignal
  readonly compare: boolean
  /** Where the change comes from, for the inventory history of the shop. */
  readonly document: string
  /** From the ledger; every call of this sending has a key of its own that follows from it. */
  readonly key: string
}

/** The shop has another quantity by now than the one that was read: nothing was set. */
export const STALE = 'shopify.stock-moved'

export function moved({ wanted }: StockPlan): ProblemError {
  return new ProblemError({
    code: STALE,
    message: `The stock of ${wanted.sku} in Shopify changed again and again while it was being set.`,
    advice: 'Nothing to do: it is read and set again by itself.',
    retry: 'later',
    scope: 'record',
    retryAfterMs: 30_000,
    effect: 'none',
  })
}
