import { useReactFlow } from 'reactflow'
import { useEffect } from 'react'

const MARGIN = 24
/** The toolbar and the overview lie over the lower edge. */
const BELOW = 64

/** Moves the view just so far that the selected node shows: the inspector takes room when it opens. */
export function useKeepInView(selected: string | null): void {
  const { getViewport, setViewport } = useReactFlow()
  useEffect(() => {
    if (selected === null) return undefined
    const timer = setTimeout(() => {
      const canvas = document.querySelector('.canvas')?.getBoundingClientRect()
      const node = document
        .querySelector(`.react-flow__node[data-id="${CSS.escape(selected)}"]`)
        ?.getBoundingClientRect()
      if (canvas === undefined || node === undefined) return
      const dx = shift(node.left, node.right, canvas.left + MARGIN, canvas.right - MARGIN)
      const dy = shift(node.top, node.bottom, canvas.top + MARGIN, canvas.bottom - BELOW)
      if (dx === 0 && dy === 0) return
      const { x, y, zoom } = getViewport()
      void setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 180 })
    }, 60)
    return () => clearTimeout(timer)
  }, [selected, getViewport, setViewport])
}

function shift(start: number, end: number, min: number, max: number): number {
  if (start < min) return min - start
  return end > max ? Math.max(max - end, min - start) : 0
}
