import type { Batch } from '../../../sdk/outcome.ts'
import { chooseWriting } from '../../client/bulk/choose.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { MOST_BATCHES } from './look-ahead.ts'
import type { OwnCalls } from './own-calls.ts'

/**
 * Makes one batch of several where a bulk operation pays: a page of the source alone is too little for it. Batches are kept
 * back while, if all that may be kept back were like the one that came last, it would go in bulk; whether it does is decided
 * on what came of it. All others pass as they come.
 */
export async function* gathered(
  input: AsyncIterable<Batch>,
  client: Pick<ShopifyClient, 'rate'>,
  /** The calls that a batch needs for its articles one by one. */
  volumeOf: (batch: Batch) => Promise<OwnCalls>,
): AsyncGenerator<Batch> {
  let kept: Batch[] = []
  for await (const batch of input) {
    const { calls, points } = await volumeOf(batch)
    const many = { calls: calls * MOST_BATCHES, points: points * MOST_BATCHES }
    const worth = chooseWriting(client, many) === 'in bulk'
    if (worth) kept.push(batch)
    if (kept.length > 0 && (!worth || kept.length >= MOST_BATCHES)) {
      yield kept.flat()
      kept = []
    }
    if (!worth) yield batch
  }
  if (kept.length > 0) yield kept.flat()
}
