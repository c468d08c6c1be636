import { expect, test } from 'vitest'
import { CallLog } from './call-log.ts'

test('every call comes back as it was, over the borders of its pieces', () => {
  const log = new CallLog()
  const count = 40_000
  for (let n = 0; n < count; n++) {
    log.add(
      { method: n % 2 === 0 ? 'GET' : 'POST', operation: `op${n % 7}` },
      n % 5 === 0 ? 'drop' : 'ok',
      n % 3 === 0 ? n : undefined,
    )
  }
  const listed = JSON.parse([...log.json()].join('')) as object[]
  expect(listed).toHaveLength(count)
  expect(listed[30_000]).toEqual({
    at: expect.any(String),
    method: 'GET',
    operation: 'op5',
    outcome: 'drop',
    cost: 30_000,
  })
  expect(listed[30_001]).toEqual({ at: expect.any(String), method: 'POST', operation: 'op6', outcome: 'ok' })
  log.clear()
  expect([...log.json()].join('')).toBe('[]')
})
