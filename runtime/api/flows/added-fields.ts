import { edgesInto, portRef } from '../../../flows/graph/wiring.ts'
import { resolveSettings } from '../../../flows/resolve-settings.ts'
import type { Flow, FlowNode } from '../../../flows/schema.ts'
import { readyConfig } from '../../../nodes/sdk/config.ts'
import type { Field } from '../../../nodes/sdk/connector.ts'
import type { StepNode } from '../../../nodes/sdk/node.ts'
import type { FlowRow } from '../../store/control/flows.ts'
import type { Services } from '../services.ts'

const PATIENCE = 20_000

/** What the nodes before one add to a record, as the live systems describe it; known before anything has run. */
export async function addedFields(services: Services, row: FlowRow, nodeId: string): Promise<readonly Field[]> {
  const flow = JSON.parse(row.document) as Flow
  const found: Field[] = []
  for (const node of stepsBefore(flow, nodeId, services)) {
    const added = await addedBy(services, row, flow, node)
    found.push(...added.filter((field) => !found.some((one) => one.path === field.path)))
  }
  return found
}

/** The nearest first, as far back as records stay the same ones. */
function stepsBefore(flow: Flow, nodeId: string, { registry }: Services): readonly FlowNode[] {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]))
  const seen = new Set<string>()
  const before: FlowNode[] = []
  for (let level = [nodeId]; level.length > 0;) {
    const ids = level.flatMap((id) => edgesInto(flow, id).map((edge) => portRef(edge.from).node))
    const fresh = [...new Set(ids)].filter((id) => !seen.has(id) && id !== nodeId)
    const nodes = fresh.flatMap((id) => byId.get(id) ?? [])
    for (const { id } of nodes) seen.add(id)
    before.push(...nodes)
    level = nodes.filter(({ type }) => remakes(type, registry) !== true).map(({ id }) => id)
  }
  return before
}

function remakes(type: string, registry: Services['registry']): boolean {
  const definition = registry.nodeByType(type)
  return definition === undefined || definition.kind === 'source' || definition.remakes === true
}

async function addedBy(services: Services, row: FlowRow, flow: Flow, node: FlowNode): Promise<readonly Field[]> {
  const definition = services.registry.nodeByType(node.type)
  if (!definition || definition.kind === 'source' || !definition.adds) return []
  const { config } = resolveSettings(node.config, flow.settings)
  const ready = readyConfig(definition, { version: node.version, config })
  const connection = node.connection === undefined ? undefined : row.connections[node.connection]
  // A node that is not set up yet has nothing to say.
  if (!ready.ok || (definition.connects && connection === undefined)) return []
  const client = connection === undefined ? undefined : (await services.clients.open(connection)).client
  const adds: StepNode['adds'] = definition.adds
  return adds ? adds(ready.config, client, AbortSignal.timeout(PATIENCE)) : []
}
