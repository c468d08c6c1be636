import type { Connection } from 'reactflow'
import type { Position } from './edits.ts'
import type { CanvasNode } from './to-canvas.ts'
import type { Port } from './wiring.ts'

/** The two ports a drag on the canvas joined; undefined while one end is missing. */
export function fromConnection(connection: Connection | CanvasEdgeLike): { from: Port; to: Port } | undefined {
  const { source, sourceHandle, target, targetHandle } = connection
  if (!source || !target || !sourceHandle || !targetHandle) return undefined
  return { from: { node: source, port: sourceHandle }, to: { node: target, port: targetHandle } }
}

interface CanvasEdgeLike {
  readonly source: string
  readonly target: string
  readonly sourceHandle?: string | null | undefined
  readonly targetHandle?: string | null | undefined
}

/** Where nodes stand now, as the flow document keeps it. */
export function fromPositions(nodes: readonly CanvasNode[]): Record<string, Position> {
  return Object.fromEntries(nodes.map((node) => [node.id, [Math.round(node.position.x), Math.round(node.position.y)]]))
}
