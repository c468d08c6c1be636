import { afas } from './afas/index.ts'
import { http } from './core/http/index.ts'
import { coreNodes } from './core/index.ts'
import type { Connector } from './sdk/connector.ts'
import type { NodeDefinition } from './sdk/node.ts'
import { shopify } from './shopify/index.ts'

/** The registration of a connector is its line here. */
export const connectors: readonly Connector[] = [shopify, afas, http]

const byType = new Map<string, NodeDefinition>(
  [...coreNodes, ...connectors.flatMap((connector) => connector.nodes())].map((node) => [node.type, node]),
)

/** Every node that this version has. */
export function allNodes(): readonly NodeDefinition[] {
  return [...byType.values()]
}

/** The node of this type; undefined for one from a newer version or a missing connector. */
export function nodeByType(type: string): NodeDefinition | undefined {
  return byType.get(type)
}

/** The connector of this type. */
export function connectorByType(type: string): Connector | undefined {
  return connectors.find((connector) => connector.type === type)
}
