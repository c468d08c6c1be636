import { getBezierPath, getSmoothStepPath, type Position } from 'reactflow'

export interface Ends {
  readonly sourceX: number
  readonly sourceY: number
  readonly sourcePosition: Position
  readonly targetX: number
  readonly targetY: number
  readonly targetPosition: Position
}

export interface EdgePath {
  readonly path: string
  readonly labelX: number
  readonly labelY: number
}

/** Straight along a row, a curve between rows, right angles with 8 px corners where a row wraps back. */
export function edgePath(ends: Ends): EdgePath {
  const { sourceX, sourceY, targetX, targetY } = ends
  if (sourceX + 24 > targetX) {
    const [path, labelX, labelY] = getSmoothStepPath({ ...ends, borderRadius: 8, offset: 20 })
    return { path, labelX, labelY }
  }
  if (Math.abs(sourceY - targetY) < 2) {
    const path = `M${sourceX},${sourceY}L${targetX},${targetY}`
    return { path, labelX: (sourceX + targetX) / 2, labelY: sourceY }
  }
  const [path, labelX, labelY] = getBezierPath(ends)
  return { path, labelX, labelY }
}
