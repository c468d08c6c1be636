import { describe, expect, it } from 'vitest'
import { ProblemError, type Problem } from './problem.ts'
import { withRetries } from './retry.ts'

const busy: Problem = { code: 'shopify.unavailable', message: 'busy', retry: 'later' }
const signal = new AbortController().signal

/** A call that fails with the given problem some times, then answers how often it was asked. */
function failing(times: number, problem: Problem) {
  let calls = 0
  return Object.assign(
    async () => {
      calls += 1
      if (calls <= times) throw new ProblemError(problem)
      return calls
    },
    { calls: () => calls },
  )
}

describe('withRetries', () => {
  it('repeats a transient failure and answers what came of it', async () => {
    expect(await withRetries(failing(3, busy), { signal, baseMs: 1 })).toBe(4)
  })

  it('stops after the attempts and throws the last error', async () => {
    const call = failing(9, busy)
    await expect(withRetries(call, { signal, attempts: 3, baseMs: 1 })).rejects.toMatchObject({
      problem: busy,
    })
    expect(call.calls()).toBe(3)
  })

  it.each<Partial<Problem>>([{ retry: 'after-fix' }, { retry: 'never' }, { effect: 'unknown' }])(
    'does not repeat %o',
    async (change) => {
      const call = failing(1, { ...busy, ...change })
      await expect(withRetries(call, { signal, baseMs: 1 })).rejects.toBeInstanceOf(ProblemError)
      expect(call.calls()).toBe(1)
    },
  )

  it('waits at least as long as it was asked to, and doubles its own part', async () => {
    const waits: number[] = []
    await withRetries(failing(3, { ...busy, retryAfterMs: 5 }), {
      signal,
      baseMs: 10,
      random: () => 0.5,
      onRetry: (_problem, _attempt, wait) => waits.push(wait),
    })
    expect(waits).toEqual([10, 15, 25])
  })

  it('does not begin a pause that its budget does not cover', async () => {
    const call = failing(1, { ...busy, retryAfterMs: 10_000 })
    const start = performance.now()
    await expect(withRetries(call, { signal, budgetMs: 1_000 })).rejects.toMatchObject({
      problem: { code: busy.code },
    })
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('ends a pause when the run is cancelled', async () => {
    const cancel = new AbortController()
    const call = failing(1, { ...busy, retryAfterMs: 10_000 })
    setTimeout(() => cancel.abort(new Error('cancelled')), 20)
    await expect(withRetries(call, { signal: cancel.signal })).rejects.toThrow('cancelled')
    expect(call.calls()).toBe(1)
  })
})
