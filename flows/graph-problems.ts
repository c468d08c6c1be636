import { cycleOf } from './graph/order.ts'
import { portRef } from './graph/wiring.ts'
import { jsonPath, type FlowProblem } from './problem.ts'
import type { FlowEdge, FlowNode } from './schema.ts'
import { RESERVED } from './walk.ts'

/** What the checks need to know of a node type; a manifest is one. */
export interface NodeShape {
  readonly version: number
  readonly kind: 'source' | 'transform' | 'target'
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Inputs that take a whole list to look in: only sources lead there. */
  readonly beside?: readonly string[]
}

/** Answers what is known of a node type; undefined for one that this installation does not have. */
export type NodeTypes = (type: string) => NodeShape | undefined

interface Found {
  readonly node: FlowNode
  readonly index: number
}

/** The nodes and edges of a document as far as they can be read: faults in the rest are the schema's to tell. */
interface Readable {
  readonly nodes: readonly Found[]
  readonly edges: readonly { edge: FlowEdge; index: number }[]
}

/** Faults in how nodes and edges hang together. `types` is left out where only the wiring itself is of interest. */
export function graphProblems(document: unknown, types?: NodeTypes): FlowProblem[] {
  const readable = readableOf(document)
  const byId = new Map<string, Found>()
  const problems: FlowProblem[] = []
  for (const found of readable.nodes) {
    const { id } = found.node
    if (RESERVED.has(id)) {
      const message = `"${id}" is a reserved name.`
      problems.push({ path: jsonPath(['nodes', found.index, 'id']), code: 'flow.reserved-key', message, node: id })
    }
    if (byId.has(id)) {
      const message = `Another node has the id "${id}" too.`
      problems.push({ path: jsonPath(['nodes', found.index, 'id']), code: 'flow.duplicate-id', message, node: id })
    } else byId.set(id, found)
  }
  const seen = new Set<string>()
  for (const { edge, index } of readable.edges) {
    problems.push(...edgeProblems(edge, index, byId, types))
    const key = `${edge.from} ${edge.to}`
    if (seen.has(key)) {
      const message = `${edge.from} and ${edge.to} are connected already.`
      problems.push({ path: jsonPath(['edges', index]), code: 'flow.duplicate-edge', message })
    }
    seen.add(key)
  }
  return [...problems, ...cycleProblems(readable)]
}

/** Nodes that are kept but cannot run here: their type or version is not known. */
export function missingNodes(document: unknown, types: NodeTypes): FlowProblem[] {
  return readableOf(document).nodes.flatMap(({ node, index }): FlowProblem[] => {
    const shape = types(node.type)
    if (!shape) {
      const message = `The node type "${node.type}" is not known here: a newer Koppel or another connector has it.`
      return [{ path: jsonPath(['nodes', index, 'type']), code: 'flow.missing-node', message, node: node.id }]
    }
    if (node.version <= shape.version) return []
    const message = `The node is of version ${node.version} of "${node.type}"; this Koppel has version ${shape.version}.`
    return [{ path: jsonPath(['nodes', index, 'version']), code: 'flow.newer-node', message, node: node.id }]
  })
}

function edgeProblems(
  edge: FlowEdge,
  index: number,
  byId: ReadonlyMap<string, Found>,
  types: NodeTypes | undefined,
): FlowProblem[] {
  const end = (side: 'from' | 'to'): FlowProblem[] => {
    const { node: id, port } = portRef(edge[side])
    const path = jsonPath(['edges', index, side])
    const node = byId.get(id)?.node
    if (!node) return [{ path, code: 'flow.dangling-edge', message: `There is no node "${id}".` }]
    const shape = types?.(node.type)
    if (!shape) return []
    if (side === 'to' && shape.kind === 'source') {
      return [{ path, code: 'flow.edge-into-source', message: `"${id}" is a source: nothing flows into it.`, node: id }]
    }
    const ports = side === 'from' ? shape.outputs : shape.inputs
    if (ports.includes(port)) return []
    const kind = side === 'from' ? 'output' : 'input'
    const known = ports.length > 0 ? `it has ${ports.map((one) => `"${one}"`).join(', ')}` : 'it has none'
    return [{ path, code: 'flow.unknown-port', message: `"${id}" has no ${kind} "${port}": ${known}.`, node: id }]
  }
  return [...end('from'), ...end('to'), ...besideProblem(edge, index, byId, types)]
}

/** A list to look in is read whole in every run, which only a source can give. */
function besideProblem(
  edge: FlowEdge,
  index: number,
  byId: ReadonlyMap<string, Found>,
  types: NodeTypes | undefined,
): FlowProblem[] {
  const to = portRef(edge.to)
  const target = byId.get(to.node)?.node
  const source = byId.get(portRef(edge.from).node)?.node
  if (!target || !source || types?.(target.type)?.beside?.includes(to.port) !== true) return []
  const kind = types(source.type)?.kind
  if (kind === undefined || kind === 'source') return []
  const message = `"${to.node}.${to.port}" takes a whole list, which only a source gives: connect one straight to it.`
  return [{ path: jsonPath(['edges', index, 'from']), code: 'flow.not-a-list', message, node: source.id }]
}

function cycleProblems(readable: Readable): FlowProblem[] {
  const nodes = readable.nodes.map((found) => found.node)
  const cycle = cycleOf({ nodes, edges: readable.edges.map((one) => one.edge) })
  const [first] = cycle ?? []
  if (!cycle || first === undefined) return []
  const on = new Set(cycle)
  const closing = readable.edges.find(({ edge }) => on.has(portRef(edge.from).node) && portRef(edge.to).node === first)
  const message = `Records would go round: ${[...cycle, first].join(' -> ')}.`
  return [{ path: jsonPath(['edges', closing?.index ?? 0]), code: 'flow.cycle', message, node: first }]
}

function readableOf(document: unknown): Readable {
  const { nodes, edges } = (typeof document === 'object' && document !== null ? document : {}) as Record<
    string,
    unknown
  >
  return {
    nodes: listOf(nodes).flatMap((node, index) => {
      const fits = hasTexts(node, ['id', 'type']) && Number.isInteger((node as FlowNode).version)
      return fits ? [{ node: node as FlowNode, index }] : []
    }),
    edges: listOf(edges).flatMap((edge, index) =>
      hasTexts(edge, ['from', 'to']) ? [{ edge: edge as FlowEdge, index }] : [],
    ),
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : []
}

function hasTexts(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false
  return names.every((name) => typeof (value as Record<string, unknown>)[name] === 'string')
}
