import { useQuery } from '@tanstack/react-query'
import { api, type Page } from '../api/client.ts'
import type { LibraryFunction } from './language/completion.ts'

const NONE: readonly LibraryFunction[] = []

/** The expression library, once a session: completion and help are made from it. */
export function useFunctions(): readonly LibraryFunction[] {
  const answer = useQuery({
    queryKey: ['functions'],
    queryFn: () => api.get<Page<LibraryFunction>>('/api/functions'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return answer.data?.items ?? NONE
}
