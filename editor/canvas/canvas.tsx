import 'reactflow/dist/style.css'
import './canvas.css'
import {
  Background,
  BackgroundVariant,
  ReactFlow,
  SelectionMode,
  useKeyPress,
  useReactFlow,
  type Connection,
  type FinalConnectionState,
  type OnConnectStartParams,
} from 'reactflow'
import { useCallback, useEffect, useMemo, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { IconBinaryTree2 } from '@tabler/icons-react'
import type { Flow } from '../../flows/schema.ts'
import { i18n } from '../i18n/setup.ts'
import { EmptyState } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useStable } from '../ui/use-stable.ts'
import { autoLayout } from './auto-layout.ts'
import { CanvasActionsProvider, DraggedProvider, type CanvasActions } from './canvas-actions.ts'
import { editFlow, useDraft, useDraftStore } from './draft-store.ts'
import { withEdge, withPositions } from './edits.ts'
import { FlowEdgeView } from './flow-edge.tsx'
import { FlowNodeView } from './flow-node.tsx'
import { fromConnection, fromPositions } from './from-canvas.ts'
import { Legend } from './legend.tsx'
import { Outline } from './outline.tsx'
import { Overview } from './overview.tsx'
import { Palette, NODE_DRAG_TYPE } from './palette.tsx'
import { draggedFrom, joinOf } from './palette-list.ts'
import type { CanvasEdge, CanvasNode } from './to-canvas.ts'
import { Toolbar } from './toolbar.tsx'
import { useAdding } from './use-adding.ts'
import { handleCanvasKey } from './use-canvas-keys.ts'
import { useCanvasNodes } from './use-canvas-nodes.ts'
import { useCommands } from './use-commands.ts'
import { useKeepInView } from './use-keep-in-view.ts'
import { manifestOf, refusalOf, type Manifests } from './wiring.ts'

const nodeTypes = { step: FlowNodeView }
const edgeTypes = { flow: FlowEdgeView }
const PAN_BUTTONS = [1]
const PRO = { hideAttribution: true }
const SNAP_GRID: [number, number] = [8, 8]
/** Room for the toolbar and the overview below the graph. */
const FIT = { padding: { top: '32px', left: '28px', right: '28px', bottom: '104px' }, maxZoom: 1 } as const

export interface CanvasProps {
  readonly manifests: Manifests
  readonly selected: string | null
  readonly onSelect: (node: string | null) => void
  /** Enter and double click: the inspector takes the focus. */
  readonly onOpen: (node: string) => void
  readonly onOpenParked: (node: string) => void
  readonly onImport: (file: File) => void
  readonly nextRunAt: string | null
}

export function Canvas(props: CanvasProps) {
  const { manifests, selected, onSelect, onOpen, onOpenParked, onImport, nextRunAt } = props
  const { t } = useTranslation('canvas')
  const store = useDraftStore()
  const flow = useDraft((state) => state.flow)
  const { nodes, edges, onNodesChange, onEdgesChange, select } = useCanvasNodes(flow, manifests, selected)
  const adding = useAdding(manifests, select)
  const { openOnEdge } = adding
  const [outline, setOutline] = useState(false)
  const [dragged, setDragged] = useState<string>()
  const free = useKeyPress('Alt')
  const { fitView, screenToFlowPosition } = useReactFlow<CanvasNode, CanvasEdge>()
  const commands = useCommands({
    nodes,
    edges,
    select,
    adding,
    onOpen,
    fit: () => void fitView({ ...FIT, duration: 180 }),
  })
  const placed = (moved: CanvasNode[]) => editFlow(store, (current) => withPositions(current, fromPositions(moved)))
  const holder = useRef<HTMLDivElement>(null)
  useSelectionReport(nodes, onSelect)
  useSelectedFromOutside(selected, nodes, select)
  useKeepInView(selected)

  const actions = useMemo(
    (): CanvasActions => ({
      canEnd: (from, node) => joinOf(store.getState().flow, manifests, draggedFrom(from), node) !== undefined,
      openParked: onOpenParked,
      insertOnEdge: openOnEdge,
      nextRunAt,
    }),
    [store, manifests, onOpenParked, openOnEdge, nextRunAt],
  )

  // React Flow tells every node when one of its props changes, so these stay the same while a node is dragged.
  const onMoved = useStable((_: unknown, __: unknown, moved: CanvasNode[]) => placed(moved))
  const onSelectionMoved = useStable((_: unknown, moved: CanvasNode[]) => placed(moved))
  const onDoubleClick = useStable((_: unknown, node: CanvasNode) => onOpen(node.id))
  const onEdgeDoubleClick = useStable((event: PointerPlace, edge: CanvasEdge) => {
    const at = { x: event.clientX, y: event.clientY }
    if (edge.data !== undefined) openOnEdge(edge.data, screenToFlowPosition(at))
  })
  const onConnect = useStable((connection: Connection) => {
    const join = fromConnection(connection)
    if (join !== undefined) editFlow(store, (current) => withEdge(current, join.from, join.to))
  })
  const isValid = useStable((connection: Connection | CanvasEdge) => {
    const join = fromConnection(connection)
    return join !== undefined && refusalOf(flow, manifests, join.from, join.to) === undefined
  })
  const onConnectStart = useStable((_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) =>
    setDragged(`${handleType ?? ''} ${nodeId ?? ''}.${handleId ?? ''}`),
  )
  const onConnectEnd = useStable((event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    setDragged(undefined)
    if (state.isValid) return
    if (state.toNode !== null) sayWhyNot(flow, manifests, state)
    else if (state.fromHandle !== null && 'clientX' in event) {
      const { nodeId, id, type } = state.fromHandle
      adding.openAt({ x: event.clientX, y: event.clientY }, draggedFrom(`${type} ${nodeId}.${id ?? ''}`))
    }
  })

  const drop = (event: DragEvent) => {
    event.preventDefault()
    const file = event.dataTransfer.files[0]
    if (file !== undefined) return onImport(file)
    const manifest = manifests.get(event.dataTransfer.getData(NODE_DRAG_TYPE))
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY })
    if (manifest !== undefined) adding.place(manifest, [at.x - 87, at.y - 34])
    return undefined
  }

  const arrange = async () => {
    const places = await autoLayout(flow)
    editFlow(store, (current) => withPositions(current, places))
    requestAnimationFrame(() => void fitView({ ...FIT, duration: 180 }))
  }

  return (
    <CanvasActionsProvider value={actions}>
      <DraggedProvider value={dragged}>
        <div
          className="canvas"
          ref={holder}
          role="region"
          aria-label={t('graph')}
          data-pane
          tabIndex={-1}
          onKeyDown={(event) => handleCanvasKey(event, flow, commands)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop}
        >
          <ReactFlow<CanvasNode, CanvasEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onNodesChange={onNodesChange}
            onEdgesChange={onEdgesChange}
            onNodeDragStop={onMoved}
            onSelectionDragStop={onSelectionMoved}
            onNodeDoubleClick={onDoubleClick}
            onEdgeDoubleClick={onEdgeDoubleClick}
            onConnect={onConnect}
            isValidConnection={isValid}
            onConnectStart={onConnectStart}
            onConnectEnd={onConnectEnd}
            snapToGrid={!free}
            snapGrid={SNAP_GRID}
            selectionOnDrag
            selectionMode={SelectionMode.Partial}
            panOnDrag={PAN_BUTTONS}
            panOnScroll
            panActivationKeyCode="Space"
            deleteKeyCode={null}
            multiSelectionKeyCode="Shift"
            disableKeyboardA11y
            zoomOnDoubleClick={false}
            elevateNodesOnSelect={false}
            connectionRadius={24}
            minZoom={0.1}
            maxZoom={2}
            fitView
            fitViewOptions={FIT}
            attributionPosition="bottom-left"
            proOptions={PRO}
          >
            <Background
              variant={BackgroundVariant.Dots}
              gap={16}
              size={1.4}
              color="var(--dot)"
              bgColor="var(--canvas)"
            />
          </ReactFlow>
          {flow.nodes.length > 3 ? <Overview manifests={manifests} selected={selected} /> : null}
          {flow.nodes.length === 0 ? <EmptyCanvas onAdd={adding.open} /> : <Legend />}
          <Toolbar
            onAdd={adding.open}
            onArrange={() => void arrange()}
            onFit={commands.fit}
            outline={outline}
            onOutline={() => setOutline(!outline)}
          />
          {outline ? <Outline manifests={manifests} onOpen={onOpen} onClose={() => setOutline(false)} /> : null}
          {adding.palette === undefined ? null : (
            <div className="palette-place" style={placeIn(holder.current, adding.palette.screen)}>
              <Palette
                manifests={manifests}
                dragged={adding.palette.dragged}
                onChoose={adding.choose}
                onClose={adding.close}
              />
            </div>
          )}
        </div>
      </DraggedProvider>
    </CanvasActionsProvider>
  )
}

interface PointerPlace {
  readonly clientX: number
  readonly clientY: number
}

function EmptyCanvas({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation('canvas')
  const action = (
    <button type="button" className="btn btn-primary" onClick={onAdd}>
      {t('empty.action')}
    </button>
  )
  return (
    <div className="canvas-empty panel">
      <EmptyState icon={IconBinaryTree2} title={t('empty.title')} text={t('empty.text')} action={action} />
    </div>
  )
}

/** A connection that was refused says why, in words. */
function sayWhyNot(flow: Flow, manifests: Manifests, state: FinalConnectionState): void {
  const { fromHandle, toNode, toHandle } = state
  if (fromHandle === null || toNode === null) return
  const dragged = draggedFrom(`${fromHandle.type} ${fromHandle.nodeId}.${fromHandle.id ?? ''}`)
  const manifest = manifestOf(flow, manifests, toNode.id)
  const facing = dragged.side === 'source' ? manifest?.inputs : manifest?.outputs
  const other = { node: toNode.id, port: toHandle?.id ?? facing?.[0] ?? '' }
  const [from, to] = dragged.side === 'source' ? [dragged.port, other] : [other, dragged.port]
  const refusal = refusalOf(flow, manifests, from, to)
  if (refusal !== undefined) toast({ title: i18n.t(`refusal.${refusal}`, { ns: 'canvas' }) })
}

/** Keeps the palette inside the canvas; without a point it stands above the toolbar. */
function placeIn(holder: HTMLElement | null, point: { x: number; y: number } | undefined) {
  if (holder === null || point === undefined) return { left: '50%', bottom: 60, transform: 'translateX(-50%)' }
  const box = holder.getBoundingClientRect()
  const left = Math.min(point.x - box.left, box.width - 252)
  const top = Math.min(point.y - box.top, Math.max(8, box.height - 348))
  return { left: Math.max(8, left), top: Math.max(8, top) }
}

/** Tells the page which one node is selected; none when there are several. */
function useSelectionReport(nodes: readonly CanvasNode[], onSelect: (node: string | null) => void): void {
  const chosen = nodes.filter((node) => node.selected)
  const one = chosen.length === 1 ? (chosen[0]?.id ?? null) : null
  const first = useRef(true)
  useEffect(() => {
    if (first.current) first.current = false
    else onSelect(one)
  }, [one, onSelect])
}

/** A link or another pane may choose a node too. */
function useSelectedFromOutside(
  selected: string | null,
  nodes: readonly CanvasNode[],
  select: (ids: ReadonlySet<string>) => void,
): void {
  const last = useRef(selected)
  const current = useRef(nodes)
  current.current = nodes
  const check = useCallback(() => {
    if (last.current === selected) return
    last.current = selected
    const chosen = current.current.filter((node) => node.selected).map((node) => node.id)
    if (selected !== null && !(chosen.length === 1 && chosen[0] === selected)) select(new Set([selected]))
    if (selected === null && chosen.length === 1) select(new Set())
  }, [selected, select])
  useEffect(check, [check])
}
