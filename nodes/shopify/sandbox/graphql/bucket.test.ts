import { describe, expect, it } from 'vitest'
import { Bucket } from './bucket.ts'

describe('the bucket', () => {
  it('takes what is asked, gives back what was not used and fills with time', () => {
    const bucket = new Bucket(2000, 100, 0)
    expect(bucket.take(1900, 0)).toBe(true)
    expect(bucket.take(200, 0)).toBe(false)
    expect(bucket.status(0).currentlyAvailable).toBe(100)
    bucket.giveBack(50)
    expect(bucket.take(200, 500)).toBe(true)
    expect(bucket.status(500)).toEqual({ maximumAvailable: 2000, currentlyAvailable: 0, restoreRate: 100 })
  })

  it('never holds more than its size and never loses to a clock that goes back', () => {
    const bucket = new Bucket(100, 50, 1000)
    bucket.giveBack(500)
    expect(bucket.status(500).currentlyAvailable).toBe(100)
    expect(bucket.status(90_000).currentlyAvailable).toBe(100)
  })
})
