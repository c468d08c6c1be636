import { expect, test } from 'vitest'
import { onlyBeside } from './beside.ts'

const node = (id: string, type: string) => ({ id, type, version: 1, config: {} })
const inputs = (type: string) => (type === 'core.join' ? ['list'] : [])
const nodes = [
  node('orders', 'a.source'),
  node('weights', 'a.source'),
  node('join', 'core.join'),
  node('log', 'core.log'),
]
const edges = [
  { from: 'orders.out', to: 'join.in' },
  { from: 'weights.out', to: 'join.list' },
]

test('a source that leads to nothing but a list starts no runs', () => {
  const only = (flow = { nodes, edges }) => nodes.map(({ id }) => onlyBeside(flow, id, inputs))
  expect(only()).toEqual([false, true, false, false])
  expect(only({ nodes, edges: [...edges, { from: 'weights.out', to: 'log.in' }] })[1]).toBe(false)
  // Connected to nothing it is a source like any other.
  expect(only({ nodes, edges: [] })[1]).toBe(false)
})
