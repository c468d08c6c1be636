import { createContext, useContext } from 'react'

/** What nodes and edges may ask of the canvas that holds them. */
export interface CanvasActions {
  /** `from` is `source orders.out` or `target map.in`: where a drag began. */
  readonly canEnd: (from: string, node: string) => boolean
  readonly openParked: (node: string) => void
  readonly insertOnEdge: (edge: { from: string; to: string }, at: { x: number; y: number }) => void
  readonly nextRunAt: string | null
}

const Context = createContext<CanvasActions>({
  canEnd: () => false,
  openParked: () => undefined,
  insertOnEdge: () => undefined,
  nextRunAt: null,
})
export const CanvasActionsProvider = Context.Provider
export const useCanvasActions = (): CanvasActions => useContext(Context)

/** Where a connection that is being dragged began, as `canEnd` takes it. Changes twice a drag, unlike the canvas itself. */
const Dragged = createContext<string | undefined>(undefined)
export const DraggedProvider = Dragged.Provider
export const useDragged = (): string | undefined => useContext(Dragged)
