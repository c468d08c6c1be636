import { applyEdgeChanges, applyNodeChanges, type EdgeChange, type NodeChange } from 'reactflow'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Flow } from '../../flows/schema.ts'
import { nodeName } from './node-words.ts'
import { toCanvas, type CanvasEdge, type CanvasNode } from './to-canvas.ts'
import type { Manifests } from './wiring.ts'

/**
 * The canvas' own copy of the graph: it holds what the document does not (selection, measured sizes, places during
 * a drag) and follows the document in everything else.
 */
export function useCanvasNodes(flow: Flow, manifests: Manifests, selectedAtStart: string | null) {
  const { t } = useTranslation()
  const drawn = useMemo(() => toCanvas(flow, manifests), [flow, manifests])
  const [nodes, setNodes] = useState<CanvasNode[]>(() =>
    drawn.nodes.map((node) => (node.id === selectedAtStart ? { ...node, selected: true } : node)),
  )
  const [edges, setEdges] = useState<CanvasEdge[]>(drawn.edges)
  useEffect(() => {
    const label = (node: CanvasNode) => {
      const name = nodeName(node.data.node, node.data.manifest)
      return t('canvas:node.labelIdle', { name, kind: t(`ui:kind.${node.data.manifest?.kind ?? 'transform'}`) })
    }
    setNodes((before) => followed(before, drawn.nodes).map((node) => labelled(node, label(node))))
    setEdges((before) => followedEdges(before, drawn.edges))
  }, [drawn, t])
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => setNodes((before) => applyNodeChanges(changes, before)),
    [],
  )
  const onEdgesChange = useCallback(
    (changes: EdgeChange<CanvasEdge>[]) => setEdges((before) => applyEdgeChanges(changes, before)),
    [],
  )
  const select = useCallback((ids: ReadonlySet<string>) => {
    setNodes((before) => before.map((node) => withSelected(node, ids.has(node.id))))
    setEdges((before) => before.map((edge) => (edge.selected ? { ...edge, selected: false } : edge)))
  }, [])
  return { nodes, edges, onNodesChange, onEdgesChange, select }
}

function withSelected(node: CanvasNode, selected: boolean): CanvasNode {
  return (node.selected ?? false) === selected ? node : { ...node, selected }
}

function labelled(node: CanvasNode, ariaLabel: string): CanvasNode {
  return node.ariaLabel === ariaLabel ? node : { ...node, ariaLabel }
}

/** Nodes as the document says; an unchanged one stays the same object, so that it is not drawn again. */
function followed(before: readonly CanvasNode[], now: readonly CanvasNode[]): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  return now.map((node) => {
    const old = known.get(node.id)
    if (old === undefined) return node
    const samePlace = old.position.x === node.position.x && old.position.y === node.position.y
    const sameData =
      old.data.node === node.data.node &&
      old.data.manifest === node.data.manifest &&
      old.data.connected.join() === node.data.connected.join()
    if (samePlace && sameData) return old
    return { ...old, position: samePlace ? old.position : node.position, data: sameData ? old.data : node.data }
  })
}

function followedEdges(before: readonly CanvasEdge[], now: readonly CanvasEdge[]): CanvasEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  return now.map((edge) => known.get(edge.id) ?? edge)
}
