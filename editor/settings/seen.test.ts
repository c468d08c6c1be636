import { expect, test } from 'vitest'
import type { ValueMap } from '../../flows/schema.ts'
import { addSeen, gapsOf, seenOf } from './seen.ts'

const map: ValueMap = { title: 'M', from: 'a', to: 'b', rows: [['Ideal', 'ID']], otherwise: null }

test('what was seen without a row is a gap, the most frequent first; case says nothing', () => {
  const seen = new Map<string, Map<string, number>>()
  addSeen(seen, 'm', ['ideal', 'paypal'])
  addSeen(seen, 'm', ['klarna'])
  addSeen(seen, 'm', ['klarna', 'IDEAL'])
  expect(gapsOf(map, seen.get('m'))).toEqual(['klarna', 'paypal'])
  expect(seenOf('ideal', seen.get('m'))).toBe(2)
  expect(gapsOf(map, undefined)).toEqual([])
})
