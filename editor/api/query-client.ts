import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './client.ts'

/** Only what may pass by itself is asked again: a refusal stays a refusal. */
function worthAnotherTry(count: number, error: Error): boolean {
  return count < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500)
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: worthAnotherTry, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
