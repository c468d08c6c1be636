import type { Flow } from '../../flows/schema.ts'
import { snapped, type Position } from './edits.ts'
import { NODE_HEIGHT, NODE_WIDTH } from './to-canvas.ts'
import { portRef } from '../../flows/graph/wiring.ts'

/** Places for all nodes, left to right. Dagre comes in its own chunk, since few use it on every visit. */
export async function autoLayout(flow: Flow): Promise<Record<string, Position>> {
  const { graphlib, layout } = await import('@dagrejs/dagre')
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 48, ranksep: 72, marginx: 24, marginy: 24 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of flow.nodes) graph.setNode(node.id, { width: NODE_WIDTH, height: NODE_HEIGHT })
  for (const edge of flow.edges) graph.setEdge(portRef(edge.from).node, portRef(edge.to).node)
  layout(graph)
  const places: Record<string, Position> = {}
  for (const { id } of flow.nodes) {
    const at = graph.node(id) as { x: number; y: number }
    places[id] = snapped([at.x - NODE_WIDTH / 2, at.y - NODE_HEIGHT / 2])
  }
  return places
}
