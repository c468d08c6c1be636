import { EdgeLabelRenderer, type EdgeProps } from 'reactflow'
import { memo, useEffect, useState } from 'react'
import { formatCount } from '../ui/format.tsx'
import { useCanvasActions } from './canvas-actions.ts'
import { EdgePeek } from './edge-peek.tsx'
import { edgePath } from './edge-path.ts'
import { useShownRun, useStep } from './run-context.ts'
import { isActive } from './run-view.ts'
import type { CanvasEdge } from './to-canvas.ts'

const PEEK_AFTER_MS = 300
const LIVELY_MS = 2_000
const MAX_DOTS = 6

/** The way from one node to the next, with how many records went over it. */
export const FlowEdgeView = memo(function FlowEdgeView(props: EdgeProps<CanvasEdge>) {
  const { id, source, sourceHandleId, target, selected = false, data } = props
  const { path, labelX, labelY } = edgePath(props)
  const { insertOnEdge } = useCanvasActions()
  const run = useShownRun()
  const left = useStep(source)?.counts.ports[sourceHandleId ?? '']
  // The run may be of an earlier version, in which this node was not there yet.
  const passed = useStep(target) === undefined ? undefined : left
  const dots = useDots(source, target)
  const hover = useHover()
  const dry = run?.mode === 'dry-run'
  const state = selected || hover.on ? 'is-hot' : dots > 0 ? 'is-live' : dry && passed !== undefined ? 'is-dry' : ''
  return (
    <g className={`flow-edge ${state}`} onPointerEnter={hover.enter} onPointerLeave={hover.leave}>
      <path className="edge-line" d={path} />
      {dots > 0 ? <path className="edge-dashes" d={path} /> : null}
      {Array.from({ length: dots }, (_, index) => (
        <circle key={index} className="edge-dot" r={4} style={dotStyle(path, index, dots)} />
      ))}
      <path className="edge-hit react-flow__edge-interaction" d={path} />
      {passed === undefined && !hover.peek ? null : (
        <EdgeLabelRenderer>
          {passed === undefined ? null : (
            <button
              type="button"
              tabIndex={-1}
              className={`edge-pill nodrag nopan ${state}`}
              style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
              onPointerEnter={hover.enter}
              onPointerLeave={hover.leave}
              onClick={hover.pin}
              onDoubleClick={() => data === undefined || insertOnEdge(data, { x: labelX, y: labelY })}
            >
              {formatCount(passed)}
            </button>
          )}
          {hover.peek ? (
            <EdgePeek
              id={id}
              source={source}
              port={sourceHandleId ?? ''}
              target={target}
              at={[labelX, labelY]}
              onClose={hover.close}
            />
          ) : null}
        </EdgeLabelRenderer>
      )}
    </g>
  )
})

function dotStyle(path: string, index: number, count: number) {
  return { offsetPath: `path('${path}')`, animationDelay: `${((-index / count) * 2.4).toFixed(2)}s` }
}

/** One dot a record that is on its way, at most six: those at work behind the edge while its figures move. */
function useDots(source: string, target: string): number {
  const run = useShownRun()
  const from = useStep(source)
  const to = useStep(target)
  const [, beat] = useState(0)
  const active = isActive(run)
  const recent = from !== undefined && Date.now() - from.changedAt < LIVELY_MS
  useEffect(() => {
    if (!active || !recent) return undefined
    const timer = setTimeout(() => beat((count) => count + 1), LIVELY_MS)
    return () => clearTimeout(timer)
  }, [active, recent, from])
  if (!active) return 0
  const atWork = to?.counts.atWork ?? 0
  return Math.min(MAX_DOTS, atWork > 0 ? atWork : recent ? 1 : 0)
}

/** Hover shows the peek after a moment; a click pins it. */
function useHover() {
  const [on, setOn] = useState(false)
  const [shown, setShown] = useState(false)
  const [pinned, setPinned] = useState(false)
  useEffect(() => {
    if (on === shown) return undefined
    const timer = setTimeout(() => setShown(on), on ? PEEK_AFTER_MS : 120)
    return () => clearTimeout(timer)
  }, [on, shown])
  return {
    on,
    peek: shown || pinned,
    enter: () => setOn(true),
    leave: () => setOn(false),
    pin: () => setPinned(true),
    close: () => {
      setPinned(false)
      setOn(false)
      setShown(false)
    },
  }
}
