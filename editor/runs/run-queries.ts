import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, query, type Page } from '../api/client.ts'
import type { FlowItem, Run } from '../api/shapes.ts'
import { flowsQuery } from '../flows/queries.ts'
import type { RecordItem } from './run-shapes.ts'
import { useOnceMore } from './use-once-more.ts'

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
export function useRunRecords({ run, ...filter }: RecordFilter, live: boolean) {
  useOnceMore('run-records', run, live)
  return useInfiniteQuery({
    queryKey: ['run-records', run, filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<RecordItem>>(
        `/api/runs/${encodeURIComponent(run)}/records${query({ ...filter, limit: 200, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) => (live && (state.data?.pages.length ?? 0) <= 2 ? 2_000 : false),
  })
}

/** Flows by id: lists name a flow as people do, and nodes by their names. */
export function useFlowIndex(): ReadonlyMap<string, FlowItem> {
  return useQuery({ ...flowsQuery, staleTime: 30_000, select: byId }).data ?? NO_FLOWS
}

const byId = ({ items }: Page<FlowItem>): ReadonlyMap<string, FlowItem> => new Map(items.map((flow) => [flow.id, flow]))

const NO_FLOWS: ReadonlyMap<string, FlowItem> = new Map()
