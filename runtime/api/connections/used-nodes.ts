import { resolveSettings } from '../../../flows/resolve-settings.ts'
import type { Flow } from '../../../flows/schema.ts'
import { readyConfig } from '../../../nodes/sdk/config.ts'
import type { UsedNode } from '../../../nodes/sdk/used-node.ts'
import type { Services } from '../services.ts'

/** The nodes of all flows that speak through this connection, as their drafts have them; what is switched off needs nothing. */
export function usedNodes({ store, registry }: Services, connection: string): readonly UsedNode[] {
  return store.flows.list().flatMap((row) => {
    if (!Object.values(row.connections).includes(connection)) return []
    const flow = JSON.parse(row.document) as Flow
    return flow.nodes.flatMap((node): UsedNode[] => {
      const definition = registry.nodeByType(node.type)
      const bound = node.connection !== undefined && row.connections[node.connection] === connection
      if (!definition || !bound || node.disabled === true) return []
      const { config } = resolveSettings(node.config, flow.settings)
      const ready = readyConfig(definition, { version: node.version, config })
      return [{ flow: flow.name, node: definition, config: ready.ok ? ready.config : config }]
    })
  })
}
