import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare, leaves } from './compare.ts'

test('changed, added and removed leaves, each with both values', () => {
  const changes = compare({ a: 1, b: { c: 'x' }, list: [1, 2] }, { a: 1, b: { c: 'y', d: true }, list: [1] })
  expect(changes).toEqual([
    { path: 'a', kind: 'same', before: 1, after: 1 },
    { path: 'b.c', kind: 'changed', before: 'x', after: 'y' },
    { path: 'list[0]', kind: 'same', before: 1, after: 1 },
    { path: 'list[1]', kind: 'removed', before: 2, after: undefined },
    { path: 'b.d', kind: 'added', before: undefined, after: true },
  ])
})

test('empty lists and objects are leaves, so that losing one shows', () => {
  expect([...leaves({ tags: [], extra: {} })]).toEqual([
    ['tags', []],
    ['extra', {}],
  ])
})

test('a record compared with itself never changed', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => compare(value, value).every((change) => change.kind === 'same')))
})
