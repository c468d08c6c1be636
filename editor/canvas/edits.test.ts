import { describe, expect, it } from 'vitest'
import { fragmentOf, withEdge, withFragment, withNode, withNodeChange, withNodeOnEdge, without } from './edits.ts'
import { manifests, ordersFlow } from './testing.ts'

const manifestOf = (type: string) => {
  const found = manifests.get(type)
  if (found === undefined) throw new Error(type)
  return found
}

describe('withNode', () => {
  it('gives a free id, the defaults of the schema and a place on the grid', () => {
    const { flow, id } = withNode(ordersFlow, manifestOf('core.filter'), [101, 203])
    expect(id).toBe('filter')
    expect(flow.nodes.at(-1)).toEqual({ id: 'filter', type: 'core.filter', version: 1, config: { expression: 'true' } })
    expect(flow.layout?.['filter']).toEqual([104, 200])
    expect(withNode(flow, manifestOf('core.filter'), [0, 0]).id).toBe('filter-2')
  })

  it('uses the slot that other nodes of the system have', () => {
    expect(withNode(ordersFlow, manifestOf('shopify.orders'), [0, 0]).flow.nodes.at(-1)?.connection).toBe('shop')
  })

  it('leaves the flow it was given as it was', () => {
    const before = structuredClone(ordersFlow)
    withNode(ordersFlow, manifestOf('core.map'), [0, 0])
    expect(ordersFlow).toEqual(before)
  })
})

describe('withNodeOnEdge', () => {
  it('puts a node between two others', () => {
    const edge = { from: 'paid.out', to: 'map.in' }
    const { flow } = withNodeOnEdge(ordersFlow, edge, manifestOf('core.filter'), [0, 0])
    expect(flow.edges).not.toContainEqual(edge)
    expect(flow.edges).toContainEqual({ from: 'paid.out', to: 'filter.in' })
    expect(flow.edges).toContainEqual({ from: 'filter.out', to: 'map.in' })
  })

  it('only places a source, which nothing can lead to', () => {
    const { flow } = withNodeOnEdge(
      ordersFlow,
      { from: 'paid.out', to: 'map.in' },
      manifestOf('shopify.orders'),
      [0, 0],
    )
    expect(flow.edges).toEqual(ordersFlow.edges)
  })
})

describe('without', () => {
  it('takes a node with its edges and place', () => {
    const flow = without(ordersFlow, new Set(['paid']))
    expect(flow.nodes.map((node) => node.id)).toEqual(['orders', 'map', 'write'])
    expect(flow.edges).toEqual([{ from: 'map.out', to: 'write.in' }])
    expect(flow.layout).not.toHaveProperty('paid')
  })

  it('takes one edge and leaves its nodes', () => {
    const flow = without(ordersFlow, new Set(), new Set(['paid.out>map.in']))
    expect(flow.nodes).toHaveLength(4)
    expect(flow.edges).toHaveLength(2)
  })
})

describe('withNodeChange', () => {
  it('takes a property away where the change says undefined', () => {
    const flow = withNodeChange(ordersFlow, 'paid', { name: undefined, disabled: true })
    expect(flow.nodes[1]).toEqual({
      id: 'paid',
      type: 'core.filter',
      version: 1,
      config: { expression: 'paid' },
      disabled: true,
    })
    expect(flow.nodes[0]).toBe(ordersFlow.nodes[0])
  })
})

describe('copying', () => {
  it('pastes nodes with the edges between them under new ids', () => {
    const fragment = fragmentOf(ordersFlow, new Set(['paid', 'map']))
    const { flow, ids } = withFragment(ordersFlow, fragment, [32, 32])
    expect(ids).toEqual(['filter', 'map-2'])
    expect(flow.edges.at(-1)).toEqual({ from: 'filter.out', to: 'map-2.in' })
    expect(flow.layout?.['map-2']).toEqual([512, 32])
  })

  it('does not share configuration with what was copied', () => {
    const { flow, ids } = withFragment(ordersFlow, fragmentOf(ordersFlow, new Set(['map'])), [8, 8])
    const copy = flow.nodes.find((node) => node.id === ids[0])
    expect(copy?.config).toEqual(ordersFlow.nodes[2]?.config)
    expect(copy?.config).not.toBe(ordersFlow.nodes[2]?.config)
  })
})

it('withEdge writes ports as the file does', () => {
  const flow = withEdge(ordersFlow, { node: 'paid', port: 'rest' }, { node: 'write', port: 'in' })
  expect(flow.edges.at(-1)).toEqual({ from: 'paid.rest', to: 'write.in' })
})
