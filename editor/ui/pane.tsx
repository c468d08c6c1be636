import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface PaneProps {
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}

/** A region with a heading, reachable with F6. */
export function Pane({ title, actions, children, className = '' }: PaneProps) {
  return (
    <section className={`pane ${className}`} aria-label={title} data-pane tabIndex={-1}>
      <header className="pane-head">
        <h2 className="pane-title">{title}</h2>
        <span className="spacer" />
        {actions}
      </header>
      <div className="pane-body">{children}</div>
    </section>
  )
}

export interface SplitPaneProps {
  /** Name under which the size is remembered in this browser. */
  readonly id: string
  /** Which side has the fixed size. */
  readonly side: 'right' | 'bottom'
  readonly size: number
  readonly min: number
  readonly max: number
  readonly main: ReactNode
  /** Without it the main part has all the room. */
  readonly aside: ReactNode | null
}

/** A main part and a side that can be resized by dragging its edge or with the arrow keys. */
export function SplitPane({ id, side, size: initial, min, max, main, aside }: SplitPaneProps) {
  const [size, setSize] = useSize(id, initial, min, max)
  const axis = side === 'right' ? 'split-right' : 'split-bottom'
  const style = side === 'right' ? { width: size } : { height: size }
  return (
    <div className={`split ${axis}`}>
      <div className="split-main">{main}</div>
      {aside === null ? null : (
        <div className="split-aside" style={style}>
          <Divider side={side} size={size} min={min} max={max} onSize={setSize} />
          {aside}
        </div>
      )}
    </div>
  )
}

function useSize(id: string, initial: number, min: number, max: number): [number, (size: number) => void] {
  const key = `koppel.split.${id}`
  const [size, setSize] = useState(() => clamp(Number(localStorage.getItem(key)) || initial, min, max))
  return [
    size,
    (next) => {
      const kept = clamp(next, min, max)
      setSize(kept)
      localStorage.setItem(key, String(kept))
    },
  ]
}

const clamp = (value: number, min: number, max: number) => Math.round(Math.min(max, Math.max(min, value)))

interface DividerProps {
  readonly side: 'right' | 'bottom'
  readonly size: number
  readonly min: number
  readonly max: number
  readonly onSize: (size: number) => void
}

function Divider({ side, size, min, max, onSize }: DividerProps) {
  const { t } = useTranslation('ui')
  const start = useRef<{ at: number; size: number } | undefined>(undefined)
  const position = (event: PointerEvent) => (side === 'right' ? event.clientX : event.clientY)
  const move = (event: PointerEvent) => {
    if (start.current !== undefined) onSize(start.current.size + start.current.at - position(event))
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: 16, ArrowUp: 16, ArrowRight: -16, ArrowDown: -16 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onSize(size + step)
  }
  return (
    <div
      className="split-divider"
      role="separator"
      tabIndex={0}
      aria-label={t('resize')}
      aria-orientation={side === 'right' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={press}
      onPointerDown={(event) => {
        start.current = { at: position(event), size }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={move}
      onPointerUp={() => (start.current = undefined)}
    />
  )
}
