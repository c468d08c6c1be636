import { adjacency } from './order.ts'
import { portRef, type Wiring } from './wiring.ts'

/** The ids of all nodes that records from these nodes can come to, these included. */
export function reachable(flow: Wiring, from: Iterable<string>): ReadonlySet<string> {
  return spread(flow, from, 'forward')
}

/** The ids of all nodes that a record may pass on its way to this one, it included. */
export function leadingTo(flow: Wiring, node: string): ReadonlySet<string> {
  return spread(flow, [node], 'backward')
}

/** The part of a flow that a test up to this node runs. */
export function upTo<F extends Wiring>(flow: F, node: string): F {
  const kept = leadingTo(flow, node)
  return {
    ...flow,
    nodes: flow.nodes.filter((one) => kept.has(one.id)),
    edges: flow.edges.filter((edge) => kept.has(portRef(edge.from).node) && kept.has(portRef(edge.to).node)),
  }
}

function spread(flow: Wiring, from: Iterable<string>, direction: 'forward' | 'backward'): ReadonlySet<string> {
  const next = adjacency(flow, direction)
  const seen = new Set<string>()
  const left = [...from].filter((id) => next.has(id))
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    left.push(...(next.get(id) ?? []))
  }
  return seen
}
