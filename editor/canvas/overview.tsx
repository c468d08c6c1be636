import { useReactFlow, useStore, type ReactFlowState } from 'reactflow'
import { useMemo, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from './draft-store.ts'
import { NODE_HEIGHT, NODE_WIDTH, type CanvasNode } from './to-canvas.ts'
import type { Manifests } from './wiring.ts'

const WIDTH = 136
const HEIGHT = 78
const PADDING = 5

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const viewOf = ({ transform: [x, y, zoom], width, height }: ReactFlowState): string =>
  [-x / zoom, -y / zoom, width / zoom, height / zoom].join(' ')

/**
 * The whole flow in small, with the part in view. It follows the document and not the nodes of the canvas, so that a
 * thousand nodes cost nothing while one of them is dragged.
 */
export function Overview({ manifests, selected }: { manifests: Manifests; selected: string | null }) {
  const { t } = useTranslation('canvas')
  const { setCenter, getZoom } = useReactFlow<CanvasNode>()
  const flow = useDraft((state) => state.flow)
  const [x = 0, y = 0, width = 0, height = 0] = useStore(viewOf).split(' ').map(Number)
  const all = useMemo(() => boxOf(flow.layout ?? {}), [flow.layout])
  const box = around(all, { x, y, width, height })
  const scale = Math.min((WIDTH - 2 * PADDING) / box.width, (HEIGHT - 2 * PADDING) / box.height)
  const left = (WIDTH - box.width * scale) / 2 - box.x * scale
  const top = (HEIGHT - box.height * scale) / 2 - box.y * scale
  const nodes = useMemo(
    () =>
      flow.nodes.map((node) => {
        const [nodeX, nodeY] = flow.layout?.[node.id] ?? [0, 0]
        const kind = manifests.get(node.type)?.kind ?? 'transform'
        const className = node.id === selected ? `overview-${kind} is-selected` : `overview-${kind}`
        const place = { x: nodeX, y: nodeY, width: NODE_WIDTH, height: NODE_HEIGHT }
        return <rect key={node.id} className={className} rx={8} {...place} />
      }),
    [flow.nodes, flow.layout, manifests, selected],
  )
  const go = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons === 0) return
    const frame = event.currentTarget.getBoundingClientRect()
    const toX = (event.clientX - frame.left - left) / scale
    const toY = (event.clientY - frame.top - top) / scale
    void setCenter(toX, toY, { zoom: getZoom() })
  }
  return (
    <svg
      className="overview"
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={t('minimap')}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={go}
    >
      <g transform={`translate(${left} ${top}) scale(${scale})`}>
        {nodes}
        <rect className="overview-view" x={x} y={y} width={width} height={height} strokeWidth={2 / scale} />
      </g>
    </svg>
  )
}

/** The smallest box around all nodes. */
function boxOf(layout: Readonly<Record<string, readonly [number, number]>>): Box {
  const places = Object.values(layout)
  if (places.length === 0) return { x: 0, y: 0, width: NODE_WIDTH, height: NODE_HEIGHT }
  const minX = Math.min(...places.map((place) => place[0]))
  const minY = Math.min(...places.map((place) => place[1]))
  const maxX = Math.max(...places.map((place) => place[0])) + NODE_WIDTH
  const maxY = Math.max(...places.map((place) => place[1])) + NODE_HEIGHT
  return { x: minX, y: minY, width: maxX - minX, height: maxY - minY }
}

/** The box around both: what is in view may reach beyond the nodes. */
function around(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}
