import type { Batch } from '../../../sdk/outcome.ts'

/** So many articles speak for all of a shop. */
export const SAMPLE = 2000
/** Of the pages that the engine keeps open at once, with room for what else is under way. */
const MOST_BATCHES = 14

/**
 * Keeps the first batches back until there are enough of them to judge by, or no more, shows them to `look` together and
 * then lets them through one by one. What comes after them goes straight through. What `look` throws ends the stream.
 */
export async function* lookedAhead(
  input: AsyncIterable<Batch>,
  look: (batches: readonly Batch[]) => Promise<void>,
): AsyncGenerator<Batch> {
  let kept: Batch[] = []
  let records = 0
  let judged = false
  for await (const batch of input) {
    if (judged) {
      yield batch
      continue
    }
    kept.push(batch)
    records += batch.length
    if (records < SAMPLE && kept.length < MOST_BATCHES) continue
    judged = true
    await look(kept)
    yield* kept
    kept = []
  }
  if (kept.length > 0) await look(kept)
  yield* kept
}
