import { freeNodeId, insertNode, removeNodes } from '../../flows/graph/edit.ts'
import { portRef } from '../../flows/graph/wiring.ts'
import type { Flow, FlowNode } from '../../flows/schema.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { defaultsOf } from '../inspector/form/defaults.ts'
import { edgeId, type Port } from './wiring.ts'

/** Changes of a flow document. Each takes a flow and gives a new one; nothing here knows the canvas. */

export type Position = readonly [number, number]

const SNAP = 8
export const snapped = ([x, y]: Position): [number, number] => [
  Math.round(x / SNAP) * SNAP,
  Math.round(y / SNAP) * SNAP,
]

/** A free id made of the type: `core.map` -> `map`, `map-2`, ... */
function freeId(flow: Flow, type: string): string {
  return freeNodeId(flow, type.slice(type.indexOf('.') + 1))
}

export function withNode(flow: Flow, manifest: Manifest, at: Position): { flow: Flow; id: string } {
  const node = freshNode(flow, manifest)
  return { id: node.id, flow: withPositions({ ...flow, nodes: [...flow.nodes, node] }, { [node.id]: snapped(at) }) }
}

function freshNode(flow: Flow, manifest: Manifest): FlowNode {
  return {
    id: freeId(flow, manifest.type),
    type: manifest.type,
    version: manifest.version,
    ...(manifest.connection === undefined ? {} : { connection: slotFor(flow, manifest) }),
    config: defaultsOf(manifest.config),
  }
}

/** The slot that nodes of this system already use in the flow, else the system's own name. */
function slotFor(flow: Flow, manifest: Manifest): string {
  const system = `${manifest.system}.`
  const used = flow.nodes.find((node) => node.type.startsWith(system) && node.connection !== undefined)
  return used?.connection ?? manifest.connection ?? manifest.system
}

export function withEdge(flow: Flow, from: Port, to: Port): Flow {
  return { ...flow, edges: [...flow.edges, { from: `${from.node}.${from.port}`, to: `${to.node}.${to.port}` }] }
}

/** A node put into an edge: the edge becomes two. A node without both sides is only placed. */
export function withNodeOnEdge(flow: Flow, edge: { from: string; to: string }, manifest: Manifest, at: Position) {
  const input = manifest.inputs[0]
  const output = manifest.outputs[0]
  if (input === undefined || output === undefined) return withNode(flow, manifest, at)
  const node = freshNode(flow, manifest)
  const grown = insertNode(flow, edge, node, { input, output })
  return { id: node.id, flow: withPositions(grown, { [node.id]: snapped(at) }) }
}

export function without(flow: Flow, nodes: ReadonlySet<string>, edges: ReadonlySet<string> = new Set()): Flow {
  const rest = removeNodes(flow, nodes)
  return { ...rest, edges: rest.edges.filter((edge) => !edges.has(edgeId(edge))) }
}

export function withPositions(flow: Flow, positions: Readonly<Record<string, Position>>): Flow {
  const moved = Object.fromEntries(
    Object.entries(positions).map(([id, at]) => [id, [at[0], at[1]] as [number, number]]),
  )
  return { ...flow, layout: { ...flow.layout, ...moved } }
}

/** What a node may change of itself; `undefined` takes a property away. */
export type NodeChange = { readonly [K in Exclude<keyof FlowNode, 'id' | 'type'>]?: FlowNode[K] | undefined }

export function withNodeChange(flow: Flow, id: string, change: NodeChange): Flow {
  const nodes = flow.nodes.map((node) => {
    if (node.id !== id) return node
    const merged = Object.entries({ ...node, ...change }).filter(([, value]) => value !== undefined)
    return Object.fromEntries(merged) as FlowNode
  })
  return { ...flow, nodes }
}

/** Nodes with the edges between them, as they lie on the clipboard. */
export interface Fragment {
  readonly nodes: readonly FlowNode[]
  readonly edges: Flow['edges']
  readonly layout: Readonly<Record<string, Position>>
}

export function fragmentOf(flow: Flow, ids: ReadonlySet<string>): Fragment {
  return {
    nodes: flow.nodes.filter((node) => ids.has(node.id)),
    edges: flow.edges.filter((edge) => ids.has(portRef(edge.from).node) && ids.has(portRef(edge.to).node)),
    layout: Object.fromEntries(Object.entries(flow.layout ?? {}).filter(([id]) => ids.has(id))),
  }
}

/** The fragment again, under new ids and a little aside; answers the new ids so that they can be selected. */
export function withFragment(flow: Flow, fragment: Fragment, offset: Position): { flow: Flow; ids: string[] } {
  let grown = flow
  const renamed = new Map<string, string>()
  for (const node of fragment.nodes) {
    const id = freeId(grown, node.type)
    renamed.set(node.id, id)
    const at = fragment.layout[node.id] ?? [0, 0]
    const layout = { ...grown.layout, [id]: snapped([at[0] + offset[0], at[1] + offset[1]]) }
    grown = { ...grown, nodes: [...grown.nodes, { ...structuredClone(node), id }], layout }
  }
  const rename = (reference: string) => {
    const { node, port } = portRef(reference)
    return `${renamed.get(node) ?? node}.${port}`
  }
  const edges = fragment.edges.map((edge) => ({ from: rename(edge.from), to: rename(edge.to) }))
  return { ids: [...renamed.values()], flow: { ...grown, edges: [...grown.edges, ...edges] } }
}
