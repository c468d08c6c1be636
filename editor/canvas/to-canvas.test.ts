import { describe, expect, it } from 'vitest'
import { fromConnection, fromPositions } from './from-canvas.ts'
import { manifests, ordersFlow } from './testing.ts'
import { toCanvas } from './to-canvas.ts'

describe('toCanvas', () => {
  it('draws every node at its place and every edge between its ports', () => {
    const { nodes, edges } = toCanvas(ordersFlow, manifests)
    expect(nodes.map((node) => [node.id, node.position.x])).toEqual([
      ['orders', 0],
      ['paid', 240],
      ['map', 480],
      ['write', 720],
    ])
    expect(edges[1]).toMatchObject({ source: 'paid', sourceHandle: 'out', target: 'map', targetHandle: 'in' })
  })

  it('keeps a node of a missing connector, with the ports that edges name', () => {
    const flow = {
      ...ordersFlow,
      nodes: [...ordersFlow.nodes, { id: 'x', type: 'exact.journal', version: 3, config: { a: 1 } }],
      edges: [...ordersFlow.edges, { from: 'write.written', to: 'x.entry' }, { from: 'x.booked', to: 'x.entry' }],
    }
    const node = toCanvas(flow, manifests).nodes.at(-1)
    expect(node?.data).toMatchObject({ manifest: undefined, inputs: ['entry'], outputs: ['booked'] })
  })

  it('marks a source whose schedule starts nothing', () => {
    const join = { ...manifests.get('core.map')!, type: 'core.join', inputs: ['in', 'list'], beside: ['list'] }
    const known = new Map([...manifests, ['core.join', join] as const])
    const trigger = { type: 'schedule', every: '1h' }
    const list = { ...ordersFlow.nodes[0]!, id: 'list', config: { trigger } }
    const nodes = [...ordersFlow.nodes, list, { id: 'join', type: 'core.join', version: 1, config: {} }]
    const edges = [...ordersFlow.edges, { from: 'list.out', to: 'join.list' }]
    const idle = (flow: typeof ordersFlow) =>
      toCanvas(flow, known)
        .nodes.filter(({ data }) => data.idle)
        .map(({ id }) => id)
    expect(idle({ ...ordersFlow, nodes, edges })).toEqual(['list'])
    expect(idle({ ...ordersFlow, nodes, edges: [...edges, { from: 'list.out', to: 'map.in' }] })).toEqual([])
  })

  it('finds room for nodes that have no place', () => {
    const { layout: _, ...flow } = ordersFlow
    const places = toCanvas(flow, manifests).nodes.map((node) => `${node.position.x} ${node.position.y}`)
    expect(new Set(places).size).toBe(4)
  })
})

describe('from the canvas', () => {
  it('gives back the places it drew', () => {
    expect(fromPositions(toCanvas(ordersFlow, manifests).nodes)).toEqual(ordersFlow.layout)
  })

  it('reads a finished connection, and nothing of an unfinished one', () => {
    const done = { source: 'paid', sourceHandle: 'rest', target: 'write', targetHandle: 'in' }
    expect(fromConnection(done)).toEqual({ from: { node: 'paid', port: 'rest' }, to: { node: 'write', port: 'in' } })
    expect(fromConnection({ ...done, targetHandle: null })).toBeUndefined()
  })

  it('gives back every edge it drew', () => {
    const drawn = toCanvas(ordersFlow, manifests).edges.map(fromConnection)
    expect(drawn.map((ends) => `${ends?.from.node}.${ends?.from.port}>${ends?.to.node}.${ends?.to.port}`)).toEqual(
      ordersFlow.edges.map((edge) => `${edge.from}>${edge.to}`),
    )
  })
})
