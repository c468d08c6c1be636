import { expect, it } from 'vitest'
import { ordersFlow } from '../canvas/testing.ts'
import { before } from './input-samples.ts'
import { freeId } from './free-id.ts'
import { idFrom } from './new-flow-dialog.tsx'

it.each([
  ['Orders to AFAS', 'orders-to-afas'],
  ['  Refunds (Café) à la carte! ', 'refunds-cafe-a-la-carte'],
  ['___', ''],
  ['x'.repeat(99), 'x'.repeat(60)],
])('an id made of %o', (name, id) => {
  expect(idFrom(name)).toBe(id)
})

it('counts up where an id is taken', () => {
  expect(freeId('orders', new Set(['orders', 'orders-2']))).toBe('orders-3')
})

it('finds the nodes before one, the nearest first', () => {
  expect(before(ordersFlow, 'write')).toEqual(['map', 'paid', 'orders'])
})
