import type { Edge, Node } from 'reactflow'
import type { Flow, FlowNode } from '../../flows/schema.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { isIdle } from '../../flows/graph/beside.ts'
import { portRef } from '../../flows/graph/wiring.ts'
import { edgeId, type Manifests } from './wiring.ts'

export const NODE_WIDTH = 174
export const NODE_HEIGHT = 69

/** What the node component gets; counts come by another way, so that they do not redraw the graph. */
export type NodeData = {
  readonly node: FlowNode
  readonly manifest: Manifest | undefined
  /** Ports as edges name them where the manifest is missing. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Outputs that an edge leaves. */
  readonly connected: readonly string[]
  /** A source whose trigger starts nothing: it only gives a list to look in. */
  readonly idle: boolean
}

export type CanvasNode = Node<NodeData, 'step'>
export type CanvasEdge = Edge<{ from: string; to: string }, 'flow'>

/** The flow document as the canvas draws it. Nodes without a place get one below the rest. */
export function toCanvas(flow: Flow, manifests: Manifests): { nodes: CanvasNode[]; edges: CanvasEdge[] } {
  const left = new Map<string, string[]>()
  const entered = new Map<string, string[]>()
  for (const edge of flow.edges) {
    const from = portRef(edge.from)
    const to = portRef(edge.to)
    left.set(from.node, [...(left.get(from.node) ?? []), from.port])
    entered.set(to.node, [...(entered.get(to.node) ?? []), to.port])
  }
  const bottom = Math.max(0, ...Object.values(flow.layout ?? {}).map(([, y]) => y + NODE_HEIGHT + 40))
  let unplaced = 0
  const nodes = flow.nodes.map((node): CanvasNode => {
    const manifest = manifests.get(node.type)
    const place = flow.layout?.[node.id] ?? [(unplaced++ % 6) * 240, bottom + Math.floor((unplaced - 1) / 6) * 120]
    const connected = [...new Set(left.get(node.id) ?? [])]
    return {
      id: node.id,
      type: 'step',
      position: { x: place[0], y: place[1] },
      data: {
        node,
        manifest,
        inputs: manifest?.inputs ?? [...new Set(entered.get(node.id) ?? [])],
        outputs: manifest?.outputs ?? connected,
        connected,
        idle: manifest?.kind === 'source' && isIdle(flow, node, (type) => manifests.get(type)?.beside ?? []),
      },
    }
  })
  return { nodes, edges: flow.edges.map(toCanvasEdge) }
}

function toCanvasEdge(edge: Flow['edges'][number]): CanvasEdge {
  const from = portRef(edge.from)
  const to = portRef(edge.to)
  return {
    id: edgeId(edge),
    type: 'flow',
    source: from.node,
    sourceHandle: from.port,
    target: to.node,
    targetHandle: to.port,
    data: { from: edge.from, to: edge.to },
  }
}
