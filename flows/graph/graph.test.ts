import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleFlow } from '../testing.ts'
import { canConnect, freeNodeId, insertNode, removeNodes, renameNode } from './edit.ts'
import { cycleOf, orderOf } from './order.ts'
import { leadingTo, reachable, upTo } from './reach.ts'
import { edgesFrom, edgesInto, entries, portRef, type Wiring } from './wiring.ts'

const node = (id: string) => ({ id, type: 'core.map', version: 1, config: {} })
const edge = (from: string, to: string) => ({ from: `${from}.out`, to: `${to}.in` })

/** Any wiring at all: edges between numbered nodes, circles included. */
const wirings: fc.Arbitrary<Wiring> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 24 }))
  .map(([count, pairs]) => ({
    nodes: Array.from({ length: count }, (_, at) => node(`n${at}`)),
    edges: pairs.filter(([a, b]) => a < count && b < count).map(([a, b]) => edge(`n${a}`, `n${b}`)),
  }))

describe('order', () => {
  test('of the sample is the way records go', () => {
    expect(orderOf(sampleFlow())).toEqual({ order: ['orders', 'keep', 'map', 'write'], cyclic: [] })
  })

  test('whatever the wiring: every node once, behind what feeds it; a circle is named by real edges', () => {
    fc.assert(
      fc.property(wirings, (flow) => {
        const { order, cyclic } = orderOf(flow)
        expect([...order, ...cyclic].sort()).toEqual(flow.nodes.map((one) => one.id).sort())
        const at = new Map(order.map((id, index) => [id, index]))
        for (const one of flow.edges) {
          const to = at.get(portRef(one.to).node)
          if (to !== undefined) expect(at.get(portRef(one.from).node)).toBeLessThan(to)
        }
        const cycle = cycleOf(flow)
        expect(cycle === undefined).toBe(cyclic.length === 0)
        cycle?.forEach((id, index) => {
          const next = cycle[(index + 1) % cycle.length]
          expect(flow.edges).toContainEqual(edge(id, next ?? ''))
        })
      }),
    )
  })
})

describe('reach', () => {
  test('forward and backward agree', () => {
    fc.assert(
      fc.property(wirings, fc.nat(11), fc.nat(11), (flow, a, b) => {
        if (a >= flow.nodes.length || b >= flow.nodes.length) return
        expect(reachable(flow, [`n${a}`]).has(`n${b}`)).toBe(leadingTo(flow, `n${b}`).has(`n${a}`))
      }),
    )
  })

  test('up to a node keeps what leads there and nothing else', () => {
    const part = upTo(sampleFlow(), 'map')
    expect(part.nodes.map((one) => one.id)).toEqual(['orders', 'keep', 'map'])
    expect(part.edges).toHaveLength(2)
    expect(reachable(sampleFlow(), ['gone']).size).toBe(0)
  })
})

test('edges and entries', () => {
  const flow = sampleFlow()
  expect(edgesFrom(flow, 'keep', 'out')).toHaveLength(1)
  expect(edgesFrom(flow, 'keep', 'rest')).toHaveLength(0)
  expect(edgesInto(flow, 'write')).toEqual([{ from: 'map.out', to: 'write.in' }])
  expect(entries(flow).map((one) => one.id)).toEqual(['orders'])
})

describe('edits', () => {
  test('an inserted node stands in the middle of its edge', () => {
    const flow = sampleFlow()
    const cut = { from: 'keep.out', to: 'map.in' }
    const after = insertNode(flow, cut, node('log'), { input: 'in', output: 'out' })
    expect(after.edges).not.toContainEqual(cut)
    expect(orderOf(after).order).toEqual(['orders', 'keep', 'log', 'map', 'write'])
    expect(flow.edges).toContainEqual(cut)
  })

  test('a removed node takes its edges and its place along', () => {
    const after = removeNodes(sampleFlow(), ['keep'])
    expect(after.edges).toEqual([{ from: 'map.out', to: 'write.in' }])
    expect(Object.keys(after.layout ?? {})).toEqual(['orders', 'map', 'write'])
  })

  test('a renamed node is renamed wherever it is named', () => {
    const after = renameNode(sampleFlow(), 'keep', 'paid')
    expect(JSON.stringify(after)).not.toContain('keep')
    expect(orderOf(after).order).toEqual(['orders', 'paid', 'map', 'write'])
    expect(after.layout?.['paid']).toEqual([280, 0])
  })

  test('an edge that would close a circle cannot be drawn, nor one that is there', () => {
    const flow = sampleFlow()
    expect(canConnect(flow, { from: 'map.out', to: 'keep.in' })).toBe(false)
    expect(canConnect(flow, { from: 'orders.out', to: 'keep.in' })).toBe(false)
    expect(canConnect(flow, { from: 'keep.rest', to: 'write.in' })).toBe(true)
    expect(canConnect(flow, { from: 'keep.rest', to: 'gone.in' })).toBe(false)
  })

  test('a free id', () => {
    expect(freeNodeId(sampleFlow(), 'log')).toBe('log')
    expect(freeNodeId(sampleFlow(), 'map')).toBe('map-2')
  })
})
