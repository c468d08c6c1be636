import { expect, test } from 'vitest'
import { allRows } from '../rows.ts'
import { spreadOf } from './spread.ts'

const rows = allRows(
  [{ path: 'A.PaTp', label: 'Method', type: 'string', length: 2 }],
  [
    { to: 'A.PaTp', expression: 'x' },
    { to: 'A.Own', expression: 'y' },
  ],
)

test('fits, empties and problems are counted over all records', () => {
  const spread = spreadOf(rows, [
    [
      { to: 'A.PaTp', value: 'ID' },
      { to: 'A.Own', value: null },
    ],
    [
      { to: 'A.PaTp', value: 'LONG' },
      { to: 'A.Own', value: 1 },
    ],
    [{ to: 'A.PaTp', problem: { code: 'valuemap.missing', message: 'klarna has no pair' } }],
  ])
  expect(spread.get('A.PaTp')).toEqual({ fit: 1, empty: 0, wrong: 2, message: 'klarna has no pair' })
  expect(spread.get('A.Own')).toEqual({ fit: 1, empty: 1, wrong: 0, message: undefined })
})
