import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import type { Field } from '../../../nodes/sdk/connector.ts'
import { api, query, type Page } from '../../api/client.ts'
import { useOnceMore } from '../use-once-more.ts'
import type { RecordDifference } from './difference-shapes.ts'

export interface DifferenceFilter {
  readonly run: string
  readonly action: string | undefined
  readonly key: string | undefined
}

const PAGE = 100

/** Pages by cursor; while the run goes on, what is shown is read again. */
export function useDifferences({ run, ...filter }: DifferenceFilter, going: boolean) {
  useOnceMore('run-differences', run, going)
  return useInfiniteQuery({
    queryKey: ['run-differences', run, filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<RecordDifference>>(
        `/api/runs/${encodeURIComponent(run)}/differences${query({ ...filter, limit: PAGE, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) => (going && (state.data?.pages.length ?? 0) <= 2 ? 2_000 : false),
  })
}

const asMap = (answers: readonly { readonly data?: Page<Field> | undefined }[]): ReadonlyMap<string, Field> =>
  new Map(answers.flatMap((answer) => answer.data?.items ?? []).map((field) => [field.path, field]))

/** The fields of the targets that were written to, by path, as their systems call them. Without an answer the path speaks. */
export function useDescribed(flow: string, nodes: readonly string[]): ReadonlyMap<string, Field> {
  return useQueries({
    queries: nodes.map((node) => ({
      queryKey: ['fields', flow, node],
      queryFn: () => api.get<Page<Field>>(`/api/flows/${flow}/fields${query({ node })}`),
      staleTime: 60_000,
      retry: false,
    })),
    combine: asMap,
  })
}
