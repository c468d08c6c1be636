import { isBeside, type BesideInputs } from '../../flows/graph/beside.ts'
import { portRef } from '../../flows/graph/wiring.ts'
import { resolveSettings, settingValues } from '../../flows/resolve-settings.ts'
import type { Flow, FlowNode } from '../../flows/schema.ts'
import { readyConfig } from '../../nodes/sdk/config.ts'
import { besideInputs, runSources } from '../../nodes/sdk/beside.ts'
import type { NodeDefinition } from '../../nodes/sdk/node.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { RunSelection } from '../queue/contract.ts'

interface Placed {
  readonly id: string
  readonly name: string
  readonly slot: string | undefined
  /** With settings in place of `$setting` references. */
  readonly config: Readonly<Record<string, unknown>>
}
// Config and client types are gone once a node is looked up by its type.
type AnySource = Extract<NodeDefinition, { kind: 'source' }>
type AnyStep = Exclude<NodeDefinition, { kind: 'source' }>

export interface PlannedSource extends Placed {
  readonly definition: AnySource
}
export interface PlannedStep extends Placed {
  readonly definition: AnyStep
  readonly disabled: boolean
}

/** What one run of a flow executes: the nodes its sources reach, up to `to`, with their outgoing edges. */
export interface Plan {
  readonly flow: Flow
  readonly settings: Readonly<Record<string, unknown>>
  readonly sources: readonly PlannedSource[]
  /** In an order in which every node stands after those that feed it. */
  readonly steps: readonly PlannedStep[]
  /** `node.port` -> ids of the nodes that an edge leads to. */
  readonly edges: ReadonlyMap<string, readonly string[]>
  /** `node.input` -> the sources whose whole list the node looks in. */
  readonly beside: ReadonlyMap<string, readonly PlannedSource[]>
  /** Records that pass this node end there (a test up to a node). */
  readonly to: string | undefined
}

export interface PlanDeps {
  readonly nodeByType: (type: string) => NodeDefinition | undefined
}

function invalid(message: string, advice: string): ProblemError {
  return new ProblemError({ code: 'flow.invalid', message, advice, retry: 'after-fix', scope: 'system' })
}

export function planRun(flow: Flow, selection: RunSelection, deps: PlanDeps): Plan {
  const settings = settingValues(flow.settings)
  const byId = new Map(flow.nodes.map((node) => [node.id, node]))
  const besides = besideInputs(deps.nodeByType)
  const edges = edgesOf(flow, besides)
  const sources = chooseSources(flow, selection, deps).map((node) => placeSource(node, flow, deps))
  const reached = reachable(
    sources.map((source) => source.id),
    edges,
    selection.to,
  )
  const steps = inOrder(reached, edges).flatMap((id) => {
    const node = byId.get(id)
    return node && !sources.some((source) => source.id === id) ? [placeStep(node, flow, deps)] : []
  })
  return { flow, settings, sources, steps, edges, beside: besideOf(flow, steps, besides, deps), to: selection.to }
}

/** Sources by the input at which their whole list is looked in, of steps that are reached. */
function besideOf(
  flow: Flow,
  steps: readonly PlannedStep[],
  besides: BesideInputs,
  deps: PlanDeps,
): Map<string, PlannedSource[]> {
  const beside = new Map<string, PlannedSource[]>()
  for (const edge of flow.edges) {
    const [from, to] = [portRef(edge.from), portRef(edge.to)]
    if (!isBeside(flow, edge, besides) || !steps.some(({ id }) => id === to.node)) continue
    const node = flow.nodes.find(({ id }) => id === from.node)
    if (!node || definitionOf(node, deps).kind !== 'source') {
      throw invalid(`The edge from "${edge.from}" leads to where a whole list is wanted.`, 'Connect a source to it.')
    }
    beside.set(edge.to, [...(beside.get(edge.to) ?? []), placeSource(node, flow, deps)])
  }
  return beside
}

function edgesOf(flow: Flow, besides: BesideInputs): Map<string, string[]> {
  const edges = new Map<string, string[]>()
  for (const edge of flow.edges) {
    if (isBeside(flow, edge, besides)) continue
    edges.set(edge.from, [...(edges.get(edge.from) ?? []), portRef(edge.to).node])
  }
  return edges
}

function definitionOf(node: FlowNode, deps: PlanDeps): NodeDefinition {
  const definition = deps.nodeByType(node.type)
  if (!definition) {
    const advice = 'Update Koppel or remove the node; until then this flow cannot run.'
    throw invalid(`The node "${node.name ?? node.id}" has the type ${node.type}, which is not here.`, advice)
  }
  return definition
}

function isWebhook(node: FlowNode): boolean {
  const trigger = node.config['trigger'] as { type?: string } | undefined
  return trigger?.type === 'webhook'
}

/** The named source, or every one that is not a webhook; given records and retries enter at the first source. */
function chooseSources(flow: Flow, selection: RunSelection, deps: PlanDeps): FlowNode[] {
  const all = runSources(flow, deps.nodeByType).map(({ node }) => node)
  if (selection.source !== undefined) {
    const named = all.find((node) => node.id === selection.source)
    if (!named) throw invalid(`The flow has no source "${selection.source}".`, 'Choose one of its source nodes.')
    return [named]
  }
  const read = all.filter((node) => !isWebhook(node))
  const chosen = read.length > 0 ? read : all
  if (chosen.length === 0) throw invalid('The flow has no source.', 'Add a source node and connect it.')
  const onePage = selection.records !== undefined || selection.retry !== undefined || selection.keys !== undefined
  return onePage ? chosen.slice(0, 1) : chosen
}

/** The node with its settings filled in, its defaults in place, and valid: what its `run` relies on. */
function place(node: FlowNode, flow: Flow, definition: NodeDefinition): Placed {
  const { config, problems } = resolveSettings(node.config, flow.settings)
  const name = node.name ?? node.id
  const [first] = problems
  if (first) throw invalid(`The node "${name}": ${first.message}`, 'Add the setting or give a value.')
  const ready = readyConfig(definition, { version: node.version, config })
  if (!ready.ok) {
    const faults = ready.problems.map(({ path, message }) => `${path} ${message}`).join('; ')
    throw invalid(`The node "${name}" is not set up right: ${faults}`, 'Correct its settings.')
  }
  return { id: node.id, name, slot: node.connection, config: ready.config }
}

function placeSource(node: FlowNode, flow: Flow, deps: PlanDeps): PlannedSource {
  const definition = definitionOf(node, deps) as AnySource
  return { ...place(node, flow, definition), definition }
}

function placeStep(node: FlowNode, flow: Flow, deps: PlanDeps): PlannedStep {
  const definition = definitionOf(node, deps)
  if (definition.kind === 'source') throw invalid(`An edge leads into the source "${node.id}".`, 'Remove that edge.')
  return { ...place(node, flow, definition), definition, disabled: node.disabled === true }
}

function reachable(from: readonly string[], edges: ReadonlyMap<string, readonly string[]>, to?: string): Set<string> {
  const seen = new Set<string>(from)
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) continue
    for (const [port, targets] of edges) {
      if (port.slice(0, port.indexOf('.')) !== id) continue
      for (const target of targets) {
        if (seen.has(target)) continue
        seen.add(target)
        open.push(target)
      }
    }
  }
  return seen
}

/** Kahn's order; a cycle (refused when a flow is saved) would leave nodes over and is refused here too. */
function inOrder(ids: ReadonlySet<string>, edges: ReadonlyMap<string, readonly string[]>): string[] {
  const waits = new Map([...ids].map((id) => [id, 0]))
  const next = new Map<string, string[]>()
  for (const [port, targets] of edges) {
    const from = port.slice(0, port.indexOf('.'))
    if (!ids.has(from)) continue
    for (const target of targets) {
      if (!ids.has(target)) continue
      waits.set(target, (waits.get(target) ?? 0) + 1)
      next.set(from, [...(next.get(from) ?? []), target])
    }
  }
  const ready = [...ids].filter((id) => waits.get(id) === 0)
  const order: string[] = []
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id)
    for (const target of next.get(id) ?? []) {
      const left = (waits.get(target) ?? 0) - 1
      waits.set(target, left)
      if (left === 0) ready.push(target)
    }
  }
  if (order.length < ids.size) throw invalid('The flow has a cycle.', 'Remove the edge that leads back.')
  return order
}
