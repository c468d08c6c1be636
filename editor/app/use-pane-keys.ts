import { useEffect } from 'react'

/** F6 goes to the next pane, Shift F6 to the one before; panes carry `data-pane`. */
export function usePaneKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'F6') return
      const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')]
      if (panes.length === 0) return
      event.preventDefault()
      const at = panes.findIndex((pane) => pane.contains(document.activeElement))
      const step = event.shiftKey ? -1 : 1
      panes[(at + step + panes.length) % panes.length]?.focus()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
