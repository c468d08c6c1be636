import { reachable } from '../../../flows/graph/reach.ts'
import { orderOf } from '../../../flows/graph/order.ts'
import { resolveSettings } from '../../../flows/resolve-settings.ts'
import type { Flow, FlowNode } from '../../../flows/schema.ts'
import type { Field } from '../../../nodes/sdk/connector.ts'
import type { FlowRow } from '../../store/control/flows.ts'
import type { Services } from '../services.ts'

const PATIENCE = 20_000

/** The fields that a mapping can fill: those of the document that a target behind it takes; none when unknown. */
export async function targetFields(services: Services, row: FlowRow, nodeId: string): Promise<readonly Field[]> {
  const flow = JSON.parse(row.document) as Flow
  const target = targetBehind(flow, nodeId, services)
  const connection = target?.node.connection === undefined ? undefined : row.connections[target.node.connection]
  if (!target || connection === undefined) return []
  const { connector, client } = await services.clients.open(connection)
  return (await connector.fields?.(client, target.document, AbortSignal.timeout(PATIENCE))) ?? []
}

function targetBehind(
  flow: Flow,
  nodeId: string,
  { registry }: Services,
): { node: FlowNode; document: string } | undefined {
  const behind = reachable(flow, [nodeId])
  const byId = new Map(flow.nodes.map((node) => [node.id, node]))
  for (const id of orderOf(flow).order) {
    const node = byId.get(id)
    const definition = node && registry.nodeByType(node.type)
    if (!node || !behind.has(id) || definition === undefined || definition.kind === 'source') continue
    const document = definition.document?.(resolveSettings(node.config, flow.settings).config)
    if (document !== undefined) return { node, document }
  }
  return undefined
}
