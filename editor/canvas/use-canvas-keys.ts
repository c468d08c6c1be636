import type { KeyboardEvent } from 'react'
import type { Flow } from '../../flows/schema.ts'
import { portRef } from '../../flows/graph/wiring.ts'

export interface CanvasCommands {
  readonly remove: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly copy: () => void
  readonly paste: () => void
  readonly duplicate: () => void
  readonly add: () => void
  readonly fit: () => void
  readonly clear: () => void
  readonly selectAll: () => void
  readonly open: (node: string) => void
  readonly nudge: (node: string, by: readonly [number, number]) => void
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Whether keys belong to what is typed in. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

/** The keys of the canvas. Answers true when the key was one of them. */
export function handleCanvasKey(event: KeyboardEvent, flow: Flow, commands: CanvasCommands): boolean {
  if (isTyping(event.target)) return false
  const command = event.ctrlKey || event.metaKey ? withControl(event, commands) : plain(event, commands)
  if (command !== undefined) {
    event.preventDefault()
    command()
    return true
  }
  return onNode(event, flow, commands)
}

function withControl(event: KeyboardEvent, commands: CanvasCommands): (() => void) | undefined {
  const key = event.key.toLowerCase()
  if (key === 'z') return event.shiftKey ? commands.redo : commands.undo
  return { y: commands.redo, c: commands.copy, v: commands.paste, d: commands.duplicate, a: commands.selectAll }[key]
}

function plain(event: KeyboardEvent, commands: CanvasCommands): (() => void) | undefined {
  if (event.altKey || event.shiftKey) return undefined
  return {
    Delete: commands.remove,
    Backspace: commands.remove,
    Escape: commands.clear,
    n: commands.add,
    f: commands.fit,
  }[event.key]
}

/** Keys on a focused node: Enter opens it, arrows follow the edges, with Alt they move it. */
function onNode(event: KeyboardEvent, flow: Flow, commands: CanvasCommands): boolean {
  const id = focusedNode(event.target)
  if (id === undefined) return false
  const arrow = ARROWS[event.key]
  if (event.key === 'Enter' || event.key === ' ') commands.open(id)
  else if (arrow !== undefined && event.altKey) commands.nudge(id, [arrow[0] * 8, arrow[1] * 8])
  else if (arrow !== undefined) focusNode(neighbour(flow, id, arrow))
  else return false
  event.preventDefault()
  return true
}

function focusedNode(target: EventTarget): string | undefined {
  if (!(target instanceof HTMLElement) || !target.classList.contains('react-flow__node')) return undefined
  return target.dataset['id']
}

function focusNode(id: string | undefined): void {
  if (id === undefined) return
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus()
}

/** Right and left follow edges; up and down go to the node nearest in that direction. */
export function neighbour(flow: Flow, id: string, [x, y]: readonly [number, number]): string | undefined {
  if (x !== 0) {
    const edge = flow.edges.find((one) => portRef(x > 0 ? one.from : one.to).node === id)
    if (edge !== undefined) return portRef(x > 0 ? edge.to : edge.from).node
  }
  const here = flow.layout?.[id] ?? [0, 0]
  let best: { id: string; distance: number } | undefined
  for (const [other, at] of Object.entries(flow.layout ?? {})) {
    const dx = at[0] - here[0]
    const dy = at[1] - here[1]
    const ahead = dx * x + dy * y
    if (other === id || ahead <= 0) continue
    const distance = ahead + 2 * Math.abs(dx * y + dy * x)
    if (best === undefined || distance < best.distance) best = { id: other, distance }
  }
  return best?.id
}
