import { describe, expect, it } from 'vitest'
import { bucketBooks, type PaidCall } from './bucket-books.ts'

const BUCKET = { size: 100, restore: 10 }

/** A call of 10 points at each of these seconds. */
function callsAt(...seconds: readonly number[]): PaidCall[] {
  return seconds.map((at) => {
    const moment = new Date(1_700_000_000_000 + at * 1000).toISOString()
    return { at: moment, method: 'mutation', operation: 'inventorySetQuantities', outcome: 'ok', cost: 10 }
  })
}
const every = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from + at)
const burst = Array.from({ length: 10 }, () => 0)

describe('the books of a rate bucket', () => {
  it('show all of it used by one who calls as soon as there is enough', () => {
    const books = bucketBooks(callsAt(...burst, ...every(1, 60)), BUCKET)
    expect(books).toMatchObject({ calls: 70, throttled: 0, used: 700, limitedSeconds: 60 })
    expect(books.share).toBeCloseTo(1, 5)
    expect(books.shareOfRun).toBeCloseTo(1, 5)
  })

  it('show what ran over while nobody called', () => {
    // Twenty seconds of silence, of which the bucket could keep ten.
    const books = bucketBooks(callsAt(...burst, ...every(1, 20), ...burst.map(() => 41), ...every(42, 20)), BUCKET)
    expect(books.share).toBeLessThan(0.9)
  })

  it('say nothing of one who never emptied it', () => {
    expect(bucketBooks(callsAt(0, 10, 20), BUCKET)).toMatchObject({ limitedSeconds: 0, share: 0 })
  })

  it('count the calls that were turned down', () => {
    const [first] = callsAt(0)
    const refused: PaidCall = { ...(first as PaidCall), outcome: 'throttle' }
    expect(bucketBooks([refused, ...callsAt(1)], BUCKET).throttled).toBe(1)
  })
})
