import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, query, type Page } from '../api/client.ts'
import type { Flow } from '../../flows/schema.ts'
import type { Parked } from '../api/shapes.ts'
import type { RecordItem } from '../runs/run-shapes.ts'
import type { Trace } from './trace/trace-shapes.ts'

export function useFoundRecords(key: string) {
  return useInfiniteQuery({
    queryKey: ['records', key],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<RecordItem>>(`/api/records${query({ key, limit: 50, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    enabled: key !== '',
  })
}

/** A trace; while its record is on the way, it is read again until it has settled. */
export function useTrace(id: string) {
  return useQuery({
    queryKey: ['trace', id],
    queryFn: ({ signal }) => api.get<Trace>(`/api/records/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? 1_000 : false),
  })
}

/** The flow a trace went through: names of value maps and mapping rows are read from it. */
export function useTracedFlow(flow: string | undefined) {
  return useQuery({
    queryKey: ['traced-flow', flow],
    queryFn: ({ signal }) => api.get<Flow>(`/api/flows/${flow ?? ''}`, { signal }),
    enabled: flow !== undefined,
    staleTime: 30_000,
  }).data
}

export type RetryRequest = { ids: readonly string[]; update?: true } | { run: string; status: string }

export function useRetry() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: RetryRequest) => api.post<{ run: string }>('/api/records/retry', body),
    onSuccess: () => {
      for (const name of ['runs', 'parked', 'records', 'trace']) void client.invalidateQueries({ queryKey: [name] })
    },
  })
}

export function useParked(flow: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['parked', flow],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Parked>>(`/api/parked${query({ flow, limit: 200, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: 10_000,
  })
}
