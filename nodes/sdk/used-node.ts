import type { NodeDefinition } from './node.ts'

/** A node of a flow that uses a connection, with its settings and defaults in place. */
export interface UsedNode {
  /** The flow's name, as people know it. */
  readonly flow: string
  readonly node: NodeDefinition
  readonly config: Readonly<Record<string, unknown>>
}

/** What a node's settings name out of a list of the live system (`x-pick`): the get-connectors that it reads. */
export function pickedBy({ node, config }: Pick<UsedNode, 'node' | 'config'>, pick: string): readonly string[] {
  return [...new Set(valuesIn(node.config, config, pick))]
}

function valuesIn(schema: unknown, value: unknown, pick: string): string[] {
  const {
    'x-pick': own,
    properties = {},
    items,
  } = schema as { 'x-pick'?: string; properties?: object; items?: unknown }
  if (own === pick) return [value].flat().filter((one): one is string => typeof one === 'string' && one !== '')
  if (Array.isArray(value)) return items === undefined ? [] : value.flatMap((one) => valuesIn(items, one, pick))
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return Object.entries(properties).flatMap(([name, inner]) => valuesIn(inner, fields[name], pick))
}
