import type { Call } from './koppel.ts'

/** A call of Shopify's sandbox, with what it took from the bucket. */
export interface PaidCall extends Call {
  readonly cost?: number
}

export interface BucketBooks {
  readonly calls: number
  /** Calls that Shopify turned down because the bucket was too empty. */
  readonly throttled: number
  /** Points that the calls took. */
  readonly used: number
  /** Between the first and the last time that the bucket was as good as empty; 0 when it never was. */
  readonly limitedSeconds: number
  /** Of the points that came back in that time, the part that was used (0 to 1). */
  readonly share: number
  /** Of all that there was from the first call to the last, the full bucket at the start included (0 to 1). */
  readonly shareOfRun: number
}

/** Of its size: a bucket with less than this holds up whoever wants to go on. */
const EMPTY = 0.1

/**
 * What calls did with a rate bucket that was full when they began, reckoned from the sandbox's own list. Between two
 * moments at which the bucket was as good as empty all that came back must have been used; what ran over because nobody
 * asked for it in time is what the share is short of.
 */
export function bucketBooks(calls: readonly PaidCall[], bucket: { size: number; restore: number }): BucketBooks {
  let holds = bucket.size
  let used = 0
  let before = Number.NaN
  const empties: { at: number; used: number; holds: number }[] = []
  for (const call of calls) {
    const at = Date.parse(call.at)
    const came = Number.isNaN(before) ? 0 : ((at - before) / 1000) * bucket.restore
    const cost = call.cost ?? 0
    holds = Math.min(bucket.size, holds + came) - cost
    used += cost
    before = at
    if (holds < bucket.size * EMPTY) empties.push({ at, used, holds })
  }
  const [first, last] = [empties[0], empties.at(-1)]
  const limitedSeconds = first && last ? (last.at - first.at) / 1000 : 0
  const seconds = calls.length > 0 ? (before - Date.parse(calls[0]?.at ?? '')) / 1000 : 0
  return {
    calls: calls.length,
    throttled: calls.filter((call) => call.outcome === 'throttle').length,
    used,
    limitedSeconds,
    share:
      first && last && limitedSeconds > 0
        ? (last.used - first.used + last.holds - first.holds) / (limitedSeconds * bucket.restore)
        : 0,
    shareOfRun: used / (bucket.size + seconds * bucket.restore),
  }
}
