import type { Flow } from '../../flows/schema.ts'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { portRef } from '../../flows/graph/wiring.ts'
import { refusalOf, type Manifests, type Port } from './wiring.ts'

/** Where a dragged connection began: it may look for something to feed, or something to be fed by. */
export interface Dragged {
  readonly side: 'source' | 'target'
  readonly port: Port
}

export function draggedFrom(text: string): Dragged {
  const [side, reference = ''] = text.split(' ')
  return { side: side === 'target' ? 'target' : 'source', port: portRef(reference) }
}

export interface PaletteGroup {
  readonly system: string
  readonly nodes: readonly Manifest[]
}

const KIND_ORDER = { source: 0, transform: 1, target: 2 }

/** Nodes that match every word and fit the dragged port, grouped by system; general ones first. */
export function paletteGroups(manifests: Manifests, search: string, dragged?: Dragged): readonly PaletteGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const groups = new Map<string, Manifest[]>()
  for (const manifest of manifests.values()) {
    const text = `${manifest.title} ${manifest.description} ${manifest.type}`.toLowerCase()
    if (!words.every((word) => text.includes(word)) || !fits(manifest, dragged)) continue
    groups.set(manifest.system, [...(groups.get(manifest.system) ?? []), manifest])
  }
  return [...groups]
    .map(([system, nodes]) => ({ system, nodes: nodes.toSorted(byKind) }))
    .toSorted((a, b) => Number(b.system === 'core') - Number(a.system === 'core') || a.system.localeCompare(b.system))
}

function byKind(a: Manifest, b: Manifest): number {
  return KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || a.title.localeCompare(b.title)
}

function fits(manifest: Manifest, dragged: Dragged | undefined): boolean {
  if (dragged === undefined) return true
  return dragged.side === 'source' ? manifest.inputs.length > 0 : manifest.outputs.length > 0
}

/** The connection between what was dragged and a node: its first free port on the facing side. */
export function joinOf(
  flow: Flow,
  manifests: Manifests,
  dragged: Dragged,
  node: string,
): { from: Port; to: Port } | undefined {
  const manifest = manifests.get(flow.nodes.find((one) => one.id === node)?.type ?? '')
  const ports = dragged.side === 'source' ? manifest?.inputs : manifest?.outputs
  for (const port of ports ?? []) {
    const other = { node, port }
    const join = dragged.side === 'source' ? { from: dragged.port, to: other } : { from: other, to: dragged.port }
    if (refusalOf(flow, manifests, join.from, join.to) === undefined) return join
  }
  return undefined
}
