import { setMaxListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { RateBudget, type Clock, type ThrottleStatus } from './rate-budget.ts'

const signal = new AbortController().signal
setMaxListeners(100_000, signal)

/** Time that passes only when everybody waits. */
class Simulated implements Clock {
  #at = 0
  readonly #timers: { at: number; wake: () => void }[] = []
  now = () => this.#at
  sleep = (ms: number) => new Promise<void>((wake) => void this.#timers.push({ at: this.#at + ms, wake }))

  async runUntil(done: Promise<unknown>): Promise<void> {
    let running = true
    void done.finally(() => (running = false))
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      if (!running) return
      this.#timers.sort((a, b) => a.at - b.at)
      const next = this.#timers.shift()
      if (!next) throw new Error('everybody waits for nothing')
      this.#at = next.at
      next.wake()
    }
  }
}

/** Shopify's side: charges what was asked, gives back what was not used, refuses what is not there. */
class Bucket {
  throttled = 0
  used = 0
  #available: number
  #at = 0
  readonly size: number
  readonly restore: number
  readonly clock: Clock
  constructor(size: number, restore: number, clock: Clock) {
    this.size = size
    this.restore = restore
    this.clock = clock
    this.#available = size
  }

  charge(requested: number, actual: number): ThrottleStatus | undefined {
    this.#fill()
    if (requested > this.#available) this.throttled += 1
    else {
      this.#available -= actual
      this.used += actual
    }
    return this.status()
  }

  status(): ThrottleStatus {
    this.#fill()
    return { maximumAvailable: this.size, currentlyAvailable: Math.round(this.#available), restoreRate: this.restore }
  }

  #fill(): void {
    const now = this.clock.now()
    this.#available = Math.min(this.size, this.#available + ((now - this.#at) / 1000) * this.restore)
    this.#at = now
  }
}

/** A sequence that looks random and is the same each time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

async function callers(
  count: number,
  calls: number,
  seed: number,
  others?: (bucket: Bucket, at: number) => void,
  restore = 50,
) {
  const clock = new Simulated()
  const bucket = new Bucket(200, restore, clock)
  const budget = new RateBudget(clock)
  const random = numbers(seed)
  let left = calls
  let most = 0
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const cost = 10 + Math.floor(random() * 80)
      const ticket = await budget.acquire(cost, signal)
      await clock.sleep(random() * 150)
      most = Math.max(most, bucket.throttled)
      others?.(bucket, clock.now())
      const before = bucket.throttled
      const actual = Math.ceil(cost * (0.4 + random() * 0.6))
      const reported = bucket.charge(cost, actual)
      await clock.sleep(random() * 150)
      const refused = bucket.throttled > before
      budget.settle(ticket, refused ? 0 : actual, reported)
      if (refused) left += 1
    }
  }
  await clock.runUntil(Promise.all(Array.from({ length: count }, one)))
  const share = bucket.used / (bucket.size + (bucket.restore * clock.now()) / 1000)
  return { bucket, share }
}

describe('the rate budget', () => {
  it.each([1, 3, 8, 20])('lets %i callers use it up and none be throttled', async (count) => {
    for (const seed of [11, 222, 3333]) {
      const { bucket, share } = await callers(count, 500, seed)
      expect(bucket.throttled).toBe(0)
      expect(share).toBeGreaterThan(0.95)
      expect(share).toBeLessThanOrEqual(1)
    }
  })

  it('counts on nothing that a full bucket could not take in', async () => {
    for (const restore of [500, 1000, 4000]) {
      for (const count of [1, 2, 4, 12]) {
        const { bucket } = await callers(count, 300, 5, undefined, restore)
        expect([restore, count, bucket.throttled]).toEqual([restore, count, 0])
      }
    }
  })

  it('counts on nothing that the bucket lost while a call was on its way to it', async () => {
    const clock = new Simulated()
    const bucket = new Bucket(200, 500, clock)
    const budget = new RateBudget(clock)
    budget.settle(await budget.acquire(1, signal), 1, bucket.charge(1, 1))
    await clock.runUntil(clock.sleep(1000))
    const slow = await budget.acquire(150, signal)
    // Full all the while that the call was held up, so that nothing was restored in its place.
    await clock.runUntil(clock.sleep(1000))
    budget.settle(slow, 150, bucket.charge(150, 150))
    const next = budget.acquire(150, signal)
    await clock.runUntil(next)
    bucket.charge(150, 150)
    expect(bucket.throttled).toBe(0)
  })

  it('gives way to another app on the same bucket and finds back', async () => {
    let taken = 0
    const { bucket, share } = await callers(4, 400, 77, (one, at) => {
      if (at > 20_000 && taken < 10) {
        one.charge(0, Math.min(150, one.status().currentlyAvailable))
        taken += 1
      }
    })
    // What the other took between two of our answers cannot be known before.
    expect(bucket.throttled).toBeLessThanOrEqual(20)
    expect(share).toBeGreaterThan(0.95)
  })

  it('is not fooled by answers that arrive out of order', async () => {
    const clock = new Simulated()
    const budget = new RateBudget(clock)
    budget.settle(await budget.acquire(1, signal), 1, status(200))
    const first = await budget.acquire(100, signal)
    const second = await budget.acquire(90, signal)
    // Shopify did the first first, but its answer is the last to arrive.
    budget.settle(second, 90, status(10))
    budget.settle(first, 100, status(100))
    const third = budget.acquire(90, signal)
    await clock.runUntil(third)
    expect(clock.now()).toBeGreaterThanOrEqual(1600)
  })

  it('lets calls go one by one while nothing is known of the bucket', async () => {
    const clock = new Simulated()
    const budget = new RateBudget(clock)
    const first = await budget.acquire(10, signal)
    let second = false
    void budget.acquire(10, signal).then(() => (second = true))
    await clock.runUntil(clock.sleep(1000))
    expect(second).toBe(false)
    budget.settle(first, 10, status(190))
    await clock.runUntil(clock.sleep(10))
    expect(second).toBe(true)
  })

  it('lets a call that is given up go at once, and keeps nothing for it', async () => {
    const budget = new RateBudget()
    budget.settle(await budget.acquire(1, signal), 1, status(0))
    const cancel = new AbortController()
    const waiting = budget.acquire(100, cancel.signal)
    cancel.abort(new Error('cancelled'))
    await expect(waiting).rejects.toThrow('cancelled')
    const next = await budget.acquire(0, signal)
    expect(next.overlap).toBe(0)
  })
})

function status(currentlyAvailable: number): ThrottleStatus {
  return { maximumAvailable: 200, currentlyAvailable, restoreRate: 50 }
}
