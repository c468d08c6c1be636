import { describe, expect, it } from 'vitest'
import type { Write } from '../../nodes/sdk/write.ts'
import { Guards } from './guards.ts'

/** Writes of the articles from `first` on, of which the first `zero` would be emptied. */
function writes(first: number, count: number, zero: number, sample?: number): Write[] {
  return Array.from({ length: count }, (_, at): Write => {
    const id = String(first + at)
    const record = { id, identity: id, key: id, keys: [], parents: [], data: {} }
    const guard = { does: 'set', to: 'to zero', alarming: at < zero, most: 0.5, ...(sample ? { sample } : {}) }
    const none = () => Promise.reject(new Error('not sent here'))
    const how = { kind: 'state', findWhen: 'when-ambiguous', onExisting: 'update' } as const
    return { record, operation: 'stock', ...how, payload: {}, guard, create: none }
  })
}

describe('guards', () => {
  it('count of all that the node keeps, however few a run brings', () => {
    const guards = new Guards(() => 1000)
    expect(() => guards.check(writes(0, 400, 400))).not.toThrow()
    expect(() => guards.check(writes(400, 101, 101))).toThrow('501 of 1000')
  })

  it('count an article once, foreseen and written', () => {
    const guards = new Guards(() => 100)
    for (let times = 0; times < 3; times += 1) guards.check(writes(0, 40, 40))
    expect(() => guards.check(writes(40, 11, 11))).toThrow('51 of 100')
  })

  it('take what was seen for all of it once it is a sample, so that a large shop is not half emptied first', () => {
    const guards = new Guards(() => 50_000)
    expect(() => guards.check(writes(0, 1999, 1999, 2000))).not.toThrow()
    expect(() => guards.check(writes(1999, 1, 1, 2000))).toThrow('2000 of 2000')
    const ordinary = new Guards(() => 50_000)
    expect(() => ordinary.check(writes(0, 2500, 1250, 2000))).not.toThrow()
  })

  it('are off while the node has written nothing yet', () => {
    expect(() => new Guards(() => 0).check(writes(0, 5000, 5000, 2000))).not.toThrow()
  })
})
