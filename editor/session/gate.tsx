import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState, Skeleton } from '../ui/states.tsx'
import { SessionContext } from './session-context.ts'
import { sessionQuery, setupQuery } from './session.ts'
import { SetupPage } from './setup-page.tsx'
import { SignInPage } from './sign-in-page.tsx'

/** Shows the editor to whoever is signed in; else the form that is needed. The address stays for after it. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery)
  const setup = useQuery({ ...setupQuery, enabled: session.data === null })
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />
  if (session.data === undefined) return <Skeleton />
  if (session.data !== null) return <SessionContext value={session.data}>{children}</SessionContext>
  if (setup.isPending) return <Skeleton />
  return setup.data?.needed === true || new URLSearchParams(location.search).has('token') ? (
    <SetupPage />
  ) : (
    <SignInPage />
  )
}
