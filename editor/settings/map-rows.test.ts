import { expect, it } from 'vitest'
import { comboChoice } from '../ui/combo-choices.ts'
import { firstRows, foundRows } from './map-rows.ts'

const rows: [string, string][] = [
  ['ideal', 'ID'],
  ['klarna', 'KL'],
  ['ideal', 'XX'],
]
const to = [comboChoice('KL', 'KL  Achteraf betalen')]

it('the first row of a value counts', () => {
  expect([...firstRows(rows)]).toEqual([0, 1])
})

it('finds rows by either value and by what the system calls it', () => {
  expect(foundRows(rows, '', [], to)).toEqual([0, 1, 2])
  expect(foundRows(rows, 'IDEAL', [], to)).toEqual([0, 2])
  expect(foundRows(rows, 'achteraf', [], to)).toEqual([1])
  expect(foundRows(rows, 'nothing', [], to)).toEqual([])
})
