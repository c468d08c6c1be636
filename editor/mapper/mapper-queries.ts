import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import type { Field } from '../../nodes/sdk/connector.ts'
import { api, query, type Page } from '../api/client.ts'
import type { Sample } from '../api/shapes.ts'
import { evaluateRows, type EvaluationInput, type Row, type RowAnswer } from './evaluate.ts'

const NO_FIELDS: readonly Field[] = []

/** What the target of this node takes; empty where the server cannot tell. */
export function useFields(flow: string, node: string) {
  const answer = useQuery({
    queryKey: ['fields', flow, node],
    queryFn: ({ signal }) => api.get<Page<Field>>(`/api/flows/${flow}/fields${query({ node })}`, { signal }),
    staleTime: 60_000,
  })
  return { fields: answer.data?.items ?? NO_FIELDS, loading: answer.isPending, error: answer.error }
}

/** What nodes before this one add to a record, known before anything has run; empty where the server cannot tell. */
export function useAddedFields(flow: string, node: string | undefined): readonly Field[] {
  const answer = useQuery({
    queryKey: ['added-fields', flow, node],
    queryFn: ({ signal }) => api.get<Page<Field>>(`/api/flows/${flow}/added-fields${query({ node })}`, { signal }),
    enabled: node !== undefined,
    staleTime: 60_000,
  })
  return answer.data?.items ?? NO_FIELDS
}

/** Real records as they came into a node in the last runs, newest first. */
export function useSamples(flow: string, node: string, limit = 20) {
  return useQuery({
    queryKey: ['samples', flow, node, limit],
    queryFn: ({ signal }) => api.get<Page<Sample>>(`/api/flows/${flow}/samples${query({ node, limit })}`, { signal }),
    staleTime: 15_000,
  })
}

/** The value of every row on the sample, asked in one call shortly after the last change; the last answer stays meanwhile. */
export function useRowValues(rows: readonly Row[], on: EvaluationInput | undefined): ReadonlyMap<string, RowAnswer> {
  const asked = useMemo(() => rows.map(({ to, expression }) => ({ to, expression })), [rows])
  const [calm] = useDebouncedValue(asked, 250)
  const answer = useQuery({
    queryKey: ['row-values', calm, on],
    queryFn: ({ signal }) => (on === undefined ? [] : evaluateRows(calm, on, signal)),
    enabled: on !== undefined && calm.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  })
  return useMemo(() => new Map((answer.data ?? []).map((row) => [row.to, row])), [answer.data])
}
