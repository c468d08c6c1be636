import { expect, test } from 'vitest'
import { choiceOf, choicesFor, comboChoice } from './combo-choices.ts'

const warehouses = [
  comboChoice('W1', 'W1  Centraal magazijn'),
  comboChoice('WINKEL', 'WINKEL  Winkel Utrecht'),
  comboChoice('R', 'R  Reserve bij W1'),
]

test('a label that begins with its code loses it, one that is the code has no name', () => {
  expect(warehouses[0]).toEqual({ value: 'W1', name: 'Centraal magazijn' })
  expect(comboChoice('Winkel Utrecht', 'Winkel Utrecht').name).toBe('')
})

test('what is typed is found in codes and names, codes first', () => {
  expect(choicesFor(warehouses, '').length).toBe(3)
  expect(choicesFor(warehouses, ' w1 ').map((one) => one.value)).toEqual(['W1', 'R'])
  expect(choicesFor(warehouses, 'utrecht').map((one) => one.value)).toEqual(['WINKEL'])
  expect(choicesFor(warehouses, 'nothing')).toEqual([])
})

test('the choice of a value is the first that has it', () => {
  expect(choiceOf(warehouses, 'R')).toBe(warehouses[2])
  expect(choiceOf(warehouses, 'r')).toBeUndefined()
  const twice = [comboChoice('A', 'first'), comboChoice('A', 'second')]
  expect(choiceOf(twice, 'A')?.name).toBe('first')
})
