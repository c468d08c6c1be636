import type { FlowEdge, FlowNode } from '../schema.ts'

/** What graph functions need of a flow; a whole flow document is one. */
export interface Wiring {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
}

export interface PortRef {
  readonly node: string
  readonly port: string
}

/** Reads an edge's end, `orders.out`. */
export function portRef(text: string): PortRef {
  const dot = text.indexOf('.')
  return dot < 0 ? { node: text, port: '' } : { node: text.slice(0, dot), port: text.slice(dot + 1) }
}

/** Edges that leave a node, or one of its outputs. */
export function edgesFrom(flow: Wiring, node: string, port?: string): readonly FlowEdge[] {
  return flow.edges.filter((edge) => matches(edge.from, node, port))
}

/** Edges that arrive at a node, or at one of its inputs. */
export function edgesInto(flow: Wiring, node: string, port?: string): readonly FlowEdge[] {
  return flow.edges.filter((edge) => matches(edge.to, node, port))
}

/** Nodes that no edge arrives at, in the order of the document. */
export function entries(flow: Wiring): readonly FlowNode[] {
  const fed = new Set(flow.edges.map((edge) => portRef(edge.to).node))
  return flow.nodes.filter((node) => !fed.has(node.id))
}

function matches(end: string, node: string, port: string | undefined): boolean {
  const ref = portRef(end)
  return ref.node === node && (port === undefined || ref.port === port)
}
