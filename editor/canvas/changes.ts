import type { Flow, FlowNode } from '../../flows/schema.ts'

/** What differs between two versions of a flow, for the publish dialog. Places on the canvas do not count. */
export type Change =
  | { readonly kind: 'nodeAdded' | 'nodeRemoved'; readonly node: FlowNode }
  | { readonly kind: 'nodeChanged'; readonly node: FlowNode; readonly what: readonly string[] }
  | { readonly kind: 'settings'; readonly what: readonly string[] }
  | { readonly kind: 'valueMap'; readonly name: string }
  | { readonly kind: 'edges' | 'name' }

export function changesBetween(before: Flow, now: Flow): readonly Change[] {
  const changes: Change[] = []
  if (before.name !== now.name || before.description !== now.description) changes.push({ kind: 'name' })
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  for (const node of now.nodes) {
    const was = old.get(node.id)
    old.delete(node.id)
    if (was === undefined) changes.push({ kind: 'nodeAdded', node })
    else if (!same(was, node)) changes.push({ kind: 'nodeChanged', node, what: changedIn(was, node) })
  }
  for (const node of old.values()) changes.push({ kind: 'nodeRemoved', node })
  const edges = (flow: Flow) => flow.edges.map((edge) => `${edge.from}>${edge.to}`).toSorted()
  if (!same(edges(before), edges(now))) changes.push({ kind: 'edges' })
  const settings = changedKeys(before.settings?.values ?? {}, now.settings?.values ?? {})
  if (settings.length > 0) changes.push({ kind: 'settings', what: settings })
  for (const name of changedKeys(before.valueMaps ?? {}, now.valueMaps ?? {})) changes.push({ kind: 'valueMap', name })
  return changes
}

/** Mapping rows by their target, else the names of what changed. */
function changedIn(before: FlowNode, now: FlowNode): readonly string[] {
  const rows = (node: FlowNode): Record<string, unknown> => {
    const { fields } = node.config
    if (!Array.isArray(fields)) return {}
    return Object.fromEntries(fields.map((row: { to: string; expression: string }) => [row.to, row.expression]))
  }
  const fields = changedKeys(rows(before), rows(now)).map((path) => path.slice(path.lastIndexOf('.') + 1))
  const config = changedKeys(before.config, now.config).filter((name) => name !== 'fields' || fields.length === 0)
  const own = changedKeys({ ...before, config: null }, { ...now, config: null })
  return [...own, ...config, ...fields]
}

function changedKeys(before: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...keys].filter((key) => !same(before[key], now[key]))
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const one = Object.entries(a)
  return (
    one.length === Object.keys(b).length &&
    one.every(([key, value]) => same(value, (b as Record<string, unknown>)[key]))
  )
}
