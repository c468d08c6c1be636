import { expect, test } from 'vitest'
import type { Parked } from '../api/shapes.ts'
import { groupParked, oldestOf } from './parked-groups.ts'

const parked = (key: string, message: string, more: Partial<Parked> = {}): Parked => ({
  id: key,
  flow: 'orders-to-afas',
  record: `r.${key}`,
  run: 'r',
  node: 'articles',
  key,
  problem: { code: 'afas.unknown-article', message, retry: 'after-fix' },
  state: 'open',
  attempts: 1,
  parkedAt: `2026-11-24T10:00:0${key.slice(-1)}Z`,
  ...more,
})

test('the same cause is one group, also when the sentence names the record', () => {
  const groups = groupParked([
    parked('#1001', 'Order #1001: article X is not in AFAS'),
    parked('#1002', 'Order #1002: article X is not in AFAS'),
    parked('#1003', 'Order #1003: article Y is not in AFAS'),
  ])
  expect(groups.map((group) => group.items.map((item) => item.key))).toEqual([['#1001', '#1002'], ['#1003']])
})

test('what retries by itself stands apart and last, with its next moment', () => {
  const groups = groupParked([
    parked('#1', 'AFAS did not answer', { retryAt: '2026-11-24T15:45:00Z' }),
    parked('#2', 'AFAS did not answer', { retryAt: '2026-11-24T15:40:00Z' }),
    parked('#3', 'AFAS did not answer'),
  ])
  expect(groups.map((group) => [group.byItself, group.items.length, group.nextAt])).toEqual([
    [false, 1, undefined],
    [true, 2, '2026-11-24T15:40:00Z'],
  ])
})

test('the oldest moment', () => {
  expect(oldestOf([parked('#5', 'a'), parked('#2', 'b')])).toBe('2026-11-24T10:00:02Z')
  expect(oldestOf([])).toBeUndefined()
})
