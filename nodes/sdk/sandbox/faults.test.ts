import { expect, test } from 'vitest'
import { Faults, FaultRulesInvalid, readFaultRules } from './faults.ts'

const call = { method: 'POST', operation: 'FbSales' }
const faultsOf = (...rules: object[]): Faults => {
  const faults = new Faults()
  faults.set(readFaultRules({ rules }))
  return faults
}

test('a rule without a match hits everything, at a rate of one', () => {
  expect(faultsOf({ kind: 'drop' }).next([call])).toEqual({ kind: 'drop', status: 503, ms: 0 })
  expect(faultsOf({ match: {}, kind: 'drop' }).next([])).toBeUndefined()
})

test.each([
  [{ operation: 'fbsales' }, true],
  [{ method: 'post' }, true],
  [{ operation: 'FbSales', method: 'GET' }, false],
  [{ operation: 'FbSalesLines' }, false],
])('match %j', (match, hit) => {
  expect(faultsOf({ match, kind: 'drop' }).next([call]) !== undefined).toBe(hit)
})

test('one of the calls of a request is enough', () => {
  const faults = faultsOf({ match: { operation: 'tagsAdd' }, kind: 'status' })
  const other = { method: 'mutation', operation: 'orderUpdate' }
  expect(faults.next([other])).toBeUndefined()
  expect(faults.next([other, { method: 'mutation', operation: 'tagsAdd' }])).toMatchObject({ kind: 'status' })
})

test('times run out, and then the next rule has its turn', () => {
  const faults = faultsOf({ kind: 'status', status: 429, times: 2 }, { kind: 'delay', ms: 5 })
  expect([1, 2, 3].map(() => faults.next([call])?.kind)).toEqual(['status', 'status', 'delay'])
  expect(faults.list()[0]).toMatchObject({ times: 2, left: 0 })
})

test('a rate hits about that share, and the same calls each time the rules are set', () => {
  const draw = (): boolean[] => {
    const faults = faultsOf({ kind: 'drop', rate: 0.3 })
    return Array.from({ length: 1000 }, () => faults.next([call]) !== undefined)
  }
  const hits = draw()
  expect(hits.filter(Boolean).length).toBeGreaterThan(250)
  expect(hits.filter(Boolean).length).toBeLessThan(350)
  expect(draw()).toEqual(hits)
  expect(faultsOf({ kind: 'drop', rate: 0 }).next([call])).toBeUndefined()
})

test.each([
  {},
  { rules: {} },
  { rules: ['drop'] },
  { rules: [{ kind: 'explode' }] },
  { rules: [{ kind: 'drop', rate: 2 }] },
  { rules: [{ kind: 'status', status: 200 }] },
  { rules: [{ kind: 'drop', match: { connector: 'x' } }] },
  { rules: [{ kind: 'drop', times: -1 }] },
  { rules: [{ kind: 'drop', when: 'now' }] },
])('refused: %j', (body) => {
  expect(() => readFaultRules(body)).toThrow(FaultRulesInvalid)
})
