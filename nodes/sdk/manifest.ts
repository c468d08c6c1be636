import type { NodeDefinition } from './node.ts'

/** What the editor knows of a node, as `GET /api/nodes` gives it: the palette, ports and form are made of this alone. */
export interface Manifest {
  readonly type: string
  readonly version: number
  readonly kind: 'source' | 'transform' | 'target'
  readonly title: string
  readonly description: string
  readonly icon: string
  /** The family it belongs to: the part of the type before the dot. */
  readonly system: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Inputs that take a whole list to look in, straight from a source. */
  readonly beside?: readonly string[]
  readonly ports: Readonly<Record<string, { readonly title: string; readonly skipReason?: string }>>
  /** JSON Schema of the node's settings. */
  readonly config: Readonly<Record<string, unknown>>
  /** Type of the connection that it needs. */
  readonly connection?: string
  readonly triggers?: readonly string[]
  readonly topics?: readonly string[]
  readonly records?: 'event' | 'state'
  readonly operations?: readonly string[]
}

/** The manifest of a node: its definition without what runs. */
export function manifestOf(node: NodeDefinition): Manifest {
  return {
    type: node.type,
    version: node.version,
    kind: node.kind,
    title: node.title,
    description: node.description,
    icon: node.icon,
    system: node.type.slice(0, node.type.indexOf('.')),
    inputs: node.kind === 'source' ? [] : [...node.inputs],
    outputs: Object.keys(node.outputs),
    ports: node.outputs,
    config: JSON.parse(JSON.stringify(node.config)) as Record<string, unknown>,
    ...(node.connects ? { connection: node.connects.type } : {}),
    ...extras(node),
  }
}

function extras(node: NodeDefinition): Partial<Manifest> {
  if (node.kind !== 'source') {
    return {
      ...(node.beside ? { beside: node.beside } : {}),
      ...(node.operations ? { operations: node.operations } : {}),
    }
  }
  return {
    triggers: node.triggers,
    records: node.records,
    ...(node.topics ? { topics: node.topics } : {}),
  }
}
