import type { Flow } from './schema.ts'

const WIDTH = 120
const FLOW_KEYS = ['format', 'id', 'name', 'description', 'settings', 'valueMaps', 'nodes', 'edges', 'layout']
const NODE_KEYS = ['id', 'type', 'version', 'name', 'description', 'connection', 'disabled', 'config']
const MAP_KEYS = ['title', 'description', 'from', 'to', 'fromPick', 'toPick', 'rows', 'otherwise']

/**
 * A flow document as text for files and for git: one key order whoever saved it, what belongs together on one line,
 * the layout last, so that a difference shows what changed and nothing else. Order that means something stays: nodes,
 * rows, a settings form's fields.
 */
export function stringifyFlow(flow: Flow): string {
  return `${print(canonical(flow), '')}\n`
}

function canonical(flow: Flow): unknown {
  const maps = flow.valueMaps && Object.entries(flow.valueMaps).map(([name, map]) => [name, ordered(map, MAP_KEYS)])
  return ordered(
    {
      ...flow,
      ...(maps ? { valueMaps: Object.fromEntries(maps) as unknown } : {}),
      nodes: flow.nodes.map((node) => ordered({ ...node, config: sorted(node.config) }, NODE_KEYS)),
      edges: flow.edges.map((edge) => ordered(edge, ['from', 'to'])),
    },
    FLOW_KEYS,
  )
}

/** Keys in the order given; a key that the order does not know comes after them. */
function ordered(object: object, keys: readonly string[]): Record<string, unknown> {
  const rank = (key: string): number => (keys.includes(key) ? keys.indexOf(key) : keys.length)
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => rank(a) - rank(b)))
}

/** A node's config in one order of keys: what names a thing first, then the alphabet. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const first = ['type', 'to']
  const rank = (key: string): number => (first.includes(key) ? first.indexOf(key) : first.length)
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]))
}

function print(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const flat = flatText(value)
  if (flat !== undefined && indent.length + flat.length <= WIDTH && indent !== '') return flat
  const deeper = `${indent}  `
  const list = Array.isArray(value)
  const parts = list
    ? value.map((one) => deeper + print(one, deeper))
    : present(value).map(([key, one]) => `${deeper}${JSON.stringify(key)}: ${print(one, deeper)}`)
  if (parts.length === 0) return list ? '[]' : '{}'
  return list ? `[\n${parts.join(',\n')}\n${indent}]` : `{\n${parts.join(',\n')}\n${indent}}`
}

/** The value on one line, when nothing is nested in it. */
function flatText(value: object): string | undefined {
  const parts: string[] = []
  for (const [key, one] of present(value)) {
    if (typeof one === 'object' && one !== null) return undefined
    parts.push(Array.isArray(value) ? JSON.stringify(one) : `${JSON.stringify(key)}: ${JSON.stringify(one)}`)
  }
  if (Array.isArray(value)) return `[${parts.join(', ')}]`
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

function present(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, one]) => one !== undefined)
}
