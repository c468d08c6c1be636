import { ProblemError } from '../../../sdk/problem.ts'
import { pause } from '../../../sdk/retry.ts'
import type { ShopifyClient } from '../client.ts'
import { BULK_OPERATION, BULK_OPERATIONS, CANCEL_BULK, type RawBulk } from '../documents/bulk.ts'
import { refuseUserErrors, type UserError } from '../user-errors.ts'
import { busy, faultOf, stuck } from './problems.ts'

const FIRST_LOOK_MS = 200
const LONGEST_LOOK_MS = 10_000
/** For a place among the operations that may run at once. */
const PLACE_MS = 10 * 60_000
const STUCK_MINUTES = 30
/** What lay finished for longer is not taken up again: a state would be an old one. */
const FRESH_MS = 15 * 60_000

export interface BulkOptions {
  readonly signal: AbortSignal
  /** Completes the sentence "Shopify ... to ...": `read all variants`. */
  readonly doing: string
  /**
   * Letters, digits and underscores that only this piece of work has, the same after a crash: an operation that was
   * started under it is taken up again instead of started a second time.
   */
  readonly mark?: string
  /** How long to wait for a place among the operations that may run at once. */
  readonly placeMs?: number
  /** Whoever waits is not who started it: when it is given up, it goes on. */
  readonly leave?: true
}

export const isOver = ({ status }: RawBulk): boolean => !['CREATED', 'RUNNING', 'CANCELING'].includes(status)

/** The operation that a run before us left: still going, or just completed. */
export async function leftBehind(
  client: ShopifyClient,
  mark: string,
  signal: AbortSignal,
): Promise<RawBulk | undefined> {
  const { bulkOperations } = await client.run(BULK_OPERATIONS, { q: '' }, signal)
  return bulkOperations.nodes.find(
    (one) =>
      one.query.includes(mark) &&
      (one.status === 'CREATED' ||
        one.status === 'RUNNING' ||
        (one.status === 'COMPLETED' && client.shopNow - Date.parse(one.createdAt) < FRESH_MS)),
  )
}

/** Starts one, waiting for a place while Shopify runs as many as it allows. */
export async function started(
  start: () => Promise<{ bulkOperation: RawBulk | null; userErrors: readonly UserError[] }>,
  { signal, doing, placeMs = PLACE_MS }: BulkOptions,
): Promise<RawBulk> {
  const until = performance.now() + placeMs
  for (let wait = 1000; ; wait = Math.min(wait * 2, 30_000)) {
    const { bulkOperation, userErrors } = await start()
    if (bulkOperation) return bulkOperation
    const full = userErrors.some(({ code }) => code === 'LIMIT_REACHED' || code === 'OPERATION_IN_PROGRESS')
    if (!full) refuseUserErrors(userErrors, doing)
    if (performance.now() + wait > until) throw new ProblemError(busy(doing))
    await pause(wait, signal)
  }
}

/** Waits until an operation is over and answers it when it gave its whole result; anything else is an error. */
export async function completed(client: ShopifyClient, operation: RawBulk, options: BulkOptions): Promise<RawBulk> {
  const bulk = await over(client, operation, options)
  const fault = faultOf(bulk, options.doing)
  if (fault) throw new ProblemError(fault)
  return bulk
}

/**
 * Waits until an operation is over, however it ended. Asked less and less often, through the rate budget. Given up, it
 * is cancelled in Shopify too.
 */
export async function over(client: ShopifyClient, operation: RawBulk, options: BulkOptions): Promise<RawBulk> {
  const { signal, doing } = options
  let bulk = operation
  let ended = isOver(bulk)
  try {
    let progressAt = performance.now()
    for (let wait = FIRST_LOOK_MS; !ended; wait = Math.min(wait * 1.5, LONGEST_LOOK_MS)) {
      await pause(wait, signal)
      const now = await client.run(BULK_OPERATION, { id: operation.id }, signal)
      if (now.bulkOperation && now.bulkOperation.objectCount !== bulk.objectCount) progressAt = performance.now()
      bulk = now.bulkOperation ?? { ...bulk, status: 'EXPIRED' }
      ended = isOver(bulk)
      if (!ended && performance.now() - progressAt > STUCK_MINUTES * 60_000) {
        throw new ProblemError(stuck(bulk, doing, STUCK_MINUTES))
      }
    }
  } finally {
    // Not waited for: a run that is told to stop stops.
    if (!ended && options.leave === undefined) void cancelled(client, operation.id)
  }
  return bulk
}

async function cancelled(client: ShopifyClient, id: string): Promise<void> {
  // When this fails too the operation goes on for nothing; the next run with its mark takes it up.
  await client.run(CANCEL_BULK, { id }, AbortSignal.timeout(10_000), 1).catch(() => undefined)
}
