import { createContext, useContext, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

const Target = createContext<HTMLElement | null>(null)
export const CrumbTarget = Target.Provider

/** What a page says of itself in the top bar: its path, state chip and save state. */
export function Crumb({ children }: { children: ReactNode }) {
  const target = useContext(Target)
  return target === null ? null : createPortal(children, target)
}
