import { portRef, type Wiring } from './wiring.ts'

export interface Order {
  /** Ids so that every node stands behind the nodes that feed it; among equals the document's order. */
  readonly order: readonly string[]
  /** Ids of nodes on a cycle, or only reached through one; empty for a flow that can run. */
  readonly cyclic: readonly string[]
}

/** Puts the nodes in the order in which records pass them. */
export function orderOf(flow: Wiring): Order {
  const next = adjacency(flow, 'forward')
  const waiting = new Map(flow.nodes.map((node) => [node.id, 0]))
  for (const targets of next.values()) for (const id of targets) waiting.set(id, (waiting.get(id) ?? 0) + 1)
  const order: string[] = []
  let free = [...waiting].filter(([, count]) => count === 0).map(([id]) => id)
  while (free.length > 0) {
    const freed: string[] = []
    for (const id of free) {
      order.push(id)
      for (const target of next.get(id) ?? []) {
        const left = (waiting.get(target) ?? 0) - 1
        waiting.set(target, left)
        if (left === 0) freed.push(target)
      }
    }
    free = freed
  }
  const done = new Set(order)
  return { order, cyclic: [...waiting.keys()].filter((id) => !done.has(id)) }
}

/** A cycle as the list of its node ids (`a -> b -> a` without the repeat); undefined when there is none. */
export function cycleOf(flow: Wiring): readonly string[] | undefined {
  const { cyclic } = orderOf(flow)
  const start = cyclic[0]
  if (start === undefined) return undefined
  // Walking backwards inside what is left must come to a node twice: every node there is fed from there.
  const among = new Set(cyclic)
  const feeds = adjacency(flow, 'backward')
  const path: string[] = []
  for (let at = start; !path.includes(at);) {
    path.push(at)
    const before = [...(feeds.get(at) ?? [])].find((id) => among.has(id))
    if (before === undefined) return path
    const seen = path.indexOf(before)
    if (seen >= 0) return path.slice(seen).reverse()
    at = before
  }
  return path
}

/** Which nodes lie next to each node, once each. */
export function adjacency(flow: Wiring, direction: 'forward' | 'backward'): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map(flow.nodes.map((node) => [node.id, new Set<string>()]))
  for (const edge of flow.edges) {
    const from = portRef(edge.from).node
    const to = portRef(edge.to).node
    if (!known.has(from) || !known.has(to)) continue
    known.get(direction === 'forward' ? from : to)?.add(direction === 'forward' ? to : from)
  }
  return known
}
