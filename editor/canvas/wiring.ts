import { orderOf } from '../../flows/graph/order.ts'
import { reachable } from '../../flows/graph/reach.ts'
import type { PortRef } from '../../flows/graph/wiring.ts'
import type { Flow, FlowEdge } from '../../flows/schema.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'

/** Which nodes there are, by type; a type that is missing is from a newer version or an absent connector. */
export type Manifests = ReadonlyMap<string, Manifest>

export type Port = PortRef

export const edgeId = (edge: FlowEdge): string => `${edge.from}>${edge.to}`

/** Why two ports cannot be joined; undefined when they can. */
export type Refusal = 'itself' | 'exists' | 'no-input' | 'no-output' | 'not-a-list' | 'cycle'

export function refusalOf(flow: Flow, manifests: Manifests, from: Port, to: Port): Refusal | undefined {
  if (from.node === to.node) return 'itself'
  const source = manifestOf(flow, manifests, from.node)
  const target = manifestOf(flow, manifests, to.node)
  if (source !== undefined && !source.outputs.includes(from.port)) return 'no-output'
  if (target !== undefined && !target.inputs.includes(to.port)) return 'no-input'
  if (target?.beside?.includes(to.port) && source !== undefined && source.kind !== 'source') return 'not-a-list'
  const wanted = { from: `${from.node}.${from.port}`, to: `${to.node}.${to.port}` }
  if (flow.edges.some((edge) => edge.from === wanted.from && edge.to === wanted.to)) return 'exists'
  return reachable(flow, [to.node]).has(from.node) ? 'cycle' : undefined
}

export function manifestOf(flow: Flow, manifests: Manifests, id: string): Manifest | undefined {
  const node = flow.nodes.find((one) => one.id === id)
  return node === undefined ? undefined : manifests.get(node.type)
}

/** Nodes from sources to targets: the order of the outline. Rounds, which a draft may have, come last. */
export function graphOrder(flow: Flow): readonly string[] {
  const { order, cyclic } = orderOf(flow)
  return [...order, ...cyclic]
}
