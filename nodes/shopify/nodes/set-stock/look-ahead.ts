import type { Batch } from '../../../sdk/outcome.ts'

/** So many articles that are in the shop speak for all of them. */
export const SAMPLE = 500
/** Of the pages that the engine keeps open at once, with room for what else is under way. */
export const MOST_BATCHES = 14

/**
 * Keeps the first batches back while `look` judges them one by one, until it has seen enough articles, or no more come; then
 * lets them through. What comes after them goes straight through. What `look` throws ends the stream; it answers how many
 * articles of a batch it could judge, since a catalogue may be much larger than its shop.
 */
export async function* lookedAhead(
  input: AsyncIterable<Batch>,
  look: (batch: Batch) => Promise<number>,
): AsyncGenerator<Batch> {
  let kept: Batch[] = []
  let seen = 0
  let judged = false
  for await (const batch of input) {
    if (judged) {
      yield batch
      continue
    }
    seen += await look(batch)
    kept.push(batch)
    if (seen < SAMPLE && kept.length < MOST_BATCHES) continue
    judged = true
    yield* kept
    kept = []
  }
  yield* kept
}
