import { describe, expect, it } from 'vitest'
import { manifests, ordersFlow } from './testing.ts'
import { graphOrder, refusalOf } from './wiring.ts'

const port = (text: string) => ({ node: text.split('.')[0] ?? '', port: text.split('.')[1] ?? '' })

describe('refusalOf', () => {
  it.each([
    ['map.out', 'map.in', 'itself'],
    ['orders.out', 'paid.in', 'exists'],
    ['map.out', 'orders.in', 'no-input'],
    ['map.nowhere', 'write.in', 'no-output'],
    ['map.out', 'paid.in', 'cycle'],
    ['write.written', 'orders.in', 'no-input'],
  ])('%s -> %s is refused as %s', (from, to, refusal) => {
    expect(refusalOf(ordersFlow, manifests, port(from), port(to))).toBe(refusal)
  })

  it('lets two free ports be joined', () => {
    expect(refusalOf(ordersFlow, manifests, port('paid.rest'), port('write.in'))).toBeUndefined()
  })

  it('lets only a source lead to where a whole list is wanted', () => {
    const join = { ...manifests.get('core.map')!, type: 'core.join', inputs: ['in', 'list'], beside: ['list'] }
    const known = new Map([...manifests, ['core.join', join]])
    const flow = {
      ...ordersFlow,
      nodes: [...ordersFlow.nodes, { id: 'join', type: 'core.join', version: 1, config: {} }],
    }
    expect(refusalOf(flow, known, port('map.out'), port('join.list'))).toBe('not-a-list')
    expect(refusalOf(flow, known, port('orders.out'), port('join.list'))).toBeUndefined()
    expect(refusalOf(flow, known, port('map.out'), port('join.in'))).toBeUndefined()
  })

  it('knows nothing of the ports of a missing connector, and lets them be', () => {
    const flow = {
      ...ordersFlow,
      nodes: [...ordersFlow.nodes, { id: 'x', type: 'exact.journal', version: 1, config: {} }],
    }
    expect(refusalOf(flow, manifests, port('write.written'), port('x.anything'))).toBeUndefined()
  })
})

describe('graphOrder', () => {
  it('goes from the source to the target, whatever the order in the file', () => {
    const flow = { ...ordersFlow, nodes: ordersFlow.nodes.toReversed() }
    expect(graphOrder(flow)).toEqual(['orders', 'paid', 'map', 'write'])
  })

  it('still lists nodes of a round', () => {
    const flow = { ...ordersFlow, edges: [...ordersFlow.edges, { from: 'write.written', to: 'paid.in' }] }
    expect(graphOrder(flow).toSorted()).toEqual(['map', 'orders', 'paid', 'write'])
  })
})
