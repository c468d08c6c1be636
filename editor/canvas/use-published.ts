import { useQuery } from '@tanstack/react-query'
import type { Flow } from '../../flows/schema.ts'
import { api } from '../api/client.ts'
import type { InstalledFlow } from '../api/shapes.ts'

/** The document of the version that is live now; a published version never changes. */
export function usePublished(saved: InstalledFlow): Flow | undefined {
  const version = saved.publishedVersion
  return useQuery({
    queryKey: ['flow', saved.id, 'version', version],
    enabled: version !== null,
    staleTime: Infinity,
    queryFn: () => api.get<Flow>(`/api/flows/${saved.id}/versions/${version}`),
  }).data
}
