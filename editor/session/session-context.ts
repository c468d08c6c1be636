import { createContext, useContext } from 'react'
import type { Session } from '../api/shapes.ts'

export const SessionContext = createContext<Session | null>(null)

/** The signed-in person; only for what stands inside the gate. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession outside of SessionGate')
  return session
}
