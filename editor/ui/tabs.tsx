import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { formatCount } from './format.tsx'

export interface Tab {
  readonly id: string
  readonly label: string
  readonly count?: number
  /** Shows the count as something to look at. */
  readonly warn?: boolean
}

export interface TabsProps {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly value: string
  readonly onChange: (id: string) => void
}

/** Tabs with the usual keys: arrows move, Home and End jump. The panel is `<TabPanel>`. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  const list = useRef<HTMLDivElement>(null)
  const press = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === value)
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (target === undefined) return
    event.preventDefault()
    const next = tabs[(target + tabs.length) % tabs.length]
    if (next === undefined) return
    onChange(next.id)
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus()
  }
  return (
    <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={press}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          id={`tab-${tab.id}`}
          type="button"
          role="tab"
          aria-selected={tab.id === value}
          aria-controls={`panel-${tab.id}`}
          tabIndex={tab.id === value ? 0 : -1}
          onClick={() => onChange(tab.id)}
        >
          {tab.label}
          {tab.count === undefined ? null : (
            <em className={tab.warn && tab.count > 0 ? 'warn' : ''}>{formatCount(tab.count)}</em>
          )}
        </button>
      ))}
    </div>
  )
}

export function TabPanel({ id, children, className = '' }: { id: string; children: ReactNode; className?: string }) {
  return (
    <div id={`panel-${id}`} role="tabpanel" aria-labelledby={`tab-${id}`} className={`tab-panel ${className}`}>
      {children}
    </div>
  )
}
