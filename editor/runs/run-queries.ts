import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, query, type Page } from '../api/client.ts'
import type { FlowItem, Run } from '../api/shapes.ts'
import type { RecordItem } from './run-shapes.ts'

const going = (run: Run | undefined) => run?.status === 'running' || run?.status === 'queued'

export function useRun(id: string) {
  return useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => api.get<Run>(`/api/runs/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (going(state.data) ? 1_000 : false),
  })
}

export function useRuns(filter: { flow: string | undefined; status: string | undefined }) {
  return useInfiniteQuery({
    queryKey: ['runs', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Run>>(`/api/runs${query({ ...filter, limit: 50, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.items.some(going) === true ? 1_500 : 15_000),
  })
}

export interface RecordFilter {
  run: string
  status: string | undefined
  key: string | undefined
}

/** Records of a run in pages of 200; while the run goes on, what is shown is read again. */
export function useRunRecords(filter: RecordFilter, live: boolean) {
  return useInfiniteQuery({
    queryKey: ['run-records', filter],
    queryFn: ({ pageParam, signal }) => {
      const { run, ...rest } = filter
      return api.get<Page<RecordItem>>(
        `/api/runs/${encodeURIComponent(run)}/records${query({ ...rest, limit: 200, cursor: pageParam })}`,
        { signal },
      )
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) => (live && (state.data?.pages.length ?? 0) <= 2 ? 2_000 : false),
  })
}

/** Flows by id: lists name a flow as people do, and nodes by their names. */
export function useFlowIndex(): ReadonlyMap<string, FlowItem> {
  const answer = useQuery({
    queryKey: ['flow-index'],
    queryFn: ({ signal }) => api.get<Page<FlowItem>>('/api/flows?limit=200', { signal }),
    staleTime: 30_000,
    select: (page) => new Map(page.items.map((flow) => [flow.id, flow])),
  })
  return answer.data ?? NO_FLOWS
}

const NO_FLOWS: ReadonlyMap<string, FlowItem> = new Map()
