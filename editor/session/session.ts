import { queryOptions } from '@tanstack/react-query'
import { api, ApiError } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { Session } from '../api/shapes.ts'

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await api.get<Session>('/api/session')
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
})

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => api.get<{ needed: boolean }>('/api/setup'),
})

export async function signIn(email: string, password: string): Promise<void> {
  await api.post('/api/session', { email, password })
  await queryClient.invalidateQueries({ queryKey: ['session'] })
}

export async function signOut(): Promise<void> {
  await api.delete('/api/session')
  queryClient.clear()
  location.assign('/')
}

export interface FirstOwner {
  readonly token: string
  readonly name: string
  readonly email: string
  readonly password: string
}

export async function makeFirstOwner(owner: FirstOwner): Promise<void> {
  await api.post('/api/setup', owner)
  await queryClient.invalidateQueries()
}
