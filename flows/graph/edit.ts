import type { FlowEdge, FlowNode } from '../schema.ts'
import { reachable } from './reach.ts'
import { portRef, type Wiring } from './wiring.ts'

type Layout = Readonly<Record<string, readonly [number, number]>>

interface Editable extends Wiring {
  readonly layout?: Layout | undefined
}

/** A node id that is free in this flow: `filter`, `filter-2`, `filter-3`, ... */
export function freeNodeId(flow: Wiring, wanted: string): string {
  const taken = new Set(flow.nodes.map((node) => node.id))
  if (!taken.has(wanted)) return wanted
  let number = 2
  while (taken.has(`${wanted}-${number}`)) number += 1
  return `${wanted}-${number}`
}

/** Whether an edge may be drawn: both ends exist, it is new, and it closes no circle. */
export function canConnect(flow: Wiring, edge: FlowEdge): boolean {
  const from = portRef(edge.from).node
  const to = portRef(edge.to).node
  const ids = new Set(flow.nodes.map((node) => node.id))
  if (!ids.has(from) || !ids.has(to)) return false
  if (flow.edges.some((one) => one.from === edge.from && one.to === edge.to)) return false
  return !reachable(flow, [to]).has(from)
}

/** Puts a node in the middle of an edge: what went from A to B goes from A through the node to B. */
export function insertNode<F extends Editable>(
  flow: F,
  edge: FlowEdge,
  node: FlowNode,
  ports: { input: string; output: string },
): F {
  const through = [
    { from: edge.from, to: `${node.id}.${ports.input}` },
    { from: `${node.id}.${ports.output}`, to: edge.to },
  ]
  const edges = flow.edges.flatMap((one) => (one.from === edge.from && one.to === edge.to ? through : [one]))
  return { ...flow, nodes: [...flow.nodes, node], edges }
}

/** Takes nodes out, with their edges and places. */
export function removeNodes<F extends Editable>(flow: F, ids: Iterable<string>): F {
  const gone = new Set(ids)
  const layout = flow.layout && Object.fromEntries(Object.entries(flow.layout).filter(([id]) => !gone.has(id)))
  return {
    ...flow,
    nodes: flow.nodes.filter((node) => !gone.has(node.id)),
    edges: flow.edges.filter((edge) => !gone.has(portRef(edge.from).node) && !gone.has(portRef(edge.to).node)),
    ...(layout ? { layout } : {}),
  }
}

/** Gives a node another id, wherever it is named. */
export function renameNode<F extends Editable>(flow: F, id: string, to: string): F {
  const renamed = (end: string): string => (portRef(end).node === id ? `${to}.${portRef(end).port}` : end)
  const layout =
    flow.layout && Object.fromEntries(Object.entries(flow.layout).map(([key, place]) => [key === id ? to : key, place]))
  return {
    ...flow,
    nodes: flow.nodes.map((node) => (node.id === id ? { ...node, id: to } : node)),
    edges: flow.edges.map((edge) => ({ from: renamed(edge.from), to: renamed(edge.to) })),
    ...(layout ? { layout } : {}),
  }
}
