import { useReactFlow } from 'reactflow'
import { useCallback, useState } from 'react'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { editFlow, useDraftStore } from './draft-store.ts'
import { withEdge, withNode, withNodeOnEdge, type Position } from './edits.ts'
import { joinOf, type Dragged } from './palette-list.ts'
import { NODE_HEIGHT, NODE_WIDTH, type CanvasNode } from './to-canvas.ts'
import type { Manifests } from './wiring.ts'

interface OpenPalette {
  readonly screen?: { readonly x: number; readonly y: number } | undefined
  readonly dragged?: Dragged | undefined
  readonly edge?: { readonly from: string; readonly to: string }
  /** Where the node goes; else beside the selected one, else in the middle of the view. */
  readonly at?: Position
}

/** Adding nodes: the palette, where the new node goes and what it is joined to. */
export function useAdding(manifests: Manifests, select: (ids: ReadonlySet<string>) => void) {
  const store = useDraftStore()
  const { getNodes, screenToFlowPosition, flowToScreenPosition } = useReactFlow<CanvasNode>()
  const [palette, setPalette] = useState<OpenPalette>()

  const finish = (id: string) => {
    setPalette(undefined)
    requestAnimationFrame(() => {
      select(new Set([id]))
      document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus()
    })
  }

  const place = (manifest: Manifest, at: Position, join?: Dragged) => {
    let id = ''
    editFlow(store, (flow) => {
      const added = withNode(flow, manifest, at)
      id = added.id
      const ends = join === undefined ? undefined : joinOf(added.flow, manifests, join, added.id)
      return ends === undefined ? added.flow : withEdge(added.flow, ends.from, ends.to)
    })
    finish(id)
  }

  /** The one selected node with an output that leads nowhere yet: what is added follows it. */
  const following = (): { dragged: Dragged; at: Position } | undefined => {
    const chosen = getNodes().filter((node) => node.selected)
    const node = chosen.length === 1 ? chosen[0] : undefined
    const port = node?.data.outputs[0]
    if (node === undefined || port === undefined) return undefined
    const at: Position = [node.position.x + NODE_WIDTH + 60, node.position.y]
    return { dragged: { side: 'source', port: { node: node.id, port } }, at: freeSpot(at, getNodes()) }
  }

  const middle = (): Position => {
    const box = document.querySelector('.canvas')?.getBoundingClientRect()
    const at = screenToFlowPosition({
      x: (box?.left ?? 0) + (box?.width ?? 800) / 2,
      y: (box?.top ?? 0) + (box?.height ?? 600) / 2,
    })
    return freeSpot([at.x - NODE_WIDTH / 2, at.y - NODE_HEIGHT / 2], getNodes())
  }

  const choose = (manifest: Manifest) => {
    if (palette?.edge !== undefined && palette.at !== undefined) {
      const { edge, at } = palette
      let id = ''
      editFlow(store, (flow) => {
        const added = withNodeOnEdge(flow, edge, manifest, at)
        id = added.id
        return added.flow
      })
      return finish(id)
    }
    if (palette?.at !== undefined) return place(manifest, palette.at, palette.dragged)
    const after = manifest.inputs.length > 0 ? following() : undefined
    return after === undefined ? place(manifest, middle()) : place(manifest, after.at, after.dragged)
  }

  const openOnEdge = useCallback(
    (edge: { from: string; to: string }, at: { x: number; y: number }) =>
      setPalette({ edge, screen: flowToScreenPosition(at), at: [at.x - NODE_WIDTH / 2, at.y + 40] }),
    [flowToScreenPosition],
  )

  return {
    palette,
    place,
    choose,
    openOnEdge,
    open: () => setPalette({}),
    openAt: (screen: { x: number; y: number }, dragged: Dragged) => {
      const at = screenToFlowPosition(screen)
      const left = dragged.side === 'source' ? at.x : at.x - NODE_WIDTH
      setPalette({ screen, dragged, at: [left, at.y - NODE_HEIGHT / 2] })
    },
    close: () => setPalette(undefined),
  }
}

export type Adding = ReturnType<typeof useAdding>

/** The wanted place, or the next one below it that no node covers. */
export function freeSpot(at: Position, nodes: readonly { position: { x: number; y: number } }[]): Position {
  const x = at[0]
  let y = at[1]
  const covered = () =>
    nodes.some((node) => Math.abs(node.position.x - x) < NODE_WIDTH && Math.abs(node.position.y - y) < NODE_HEIGHT)
  while (covered()) y += NODE_HEIGHT + 35
  return [x, y]
}
