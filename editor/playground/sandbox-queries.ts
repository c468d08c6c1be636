import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type Page } from '../api/client.ts'
import type { BothSides, ShopOrder } from './sandbox-shapes.ts'

export const ORDER_KINDS = ['guest', 'company', 'foreign', 'unknown-sku'] as const
export type OrderKind = (typeof ORDER_KINDS)[number]
export const FAULTS = ['lost-answers', '503', 'slow'] as const
export type Fault = (typeof FAULTS)[number]

export interface Proof {
  readonly lost: number
  readonly doubled: number
  readonly orders: number
  readonly documents: number
  /** Not in AFAS on purpose, visible with a reason. */
  readonly parked: number
  /** Not read or not settled yet. */
  readonly waiting: number
}

/** Both sandboxes counted against each other, every few seconds: the figure people trust this by. */
export function useProof() {
  return useQuery({
    queryKey: ['sandbox', 'proof'],
    queryFn: ({ signal }) => api.get<Proof>('/api/sandbox/proof', { signal }),
    refetchInterval: 5_000,
  })
}

export function useFault() {
  const client = useQueryClient()
  const answer = useQuery({
    queryKey: ['sandbox', 'faults'],
    queryFn: ({ signal }) => api.get<{ preset: Fault | 'off' }>('/api/sandbox/faults', { signal }),
  })
  const change = useMutation({
    mutationFn: (preset: Fault | 'off') => api.post<{ preset: Fault | 'off' }>('/api/sandbox/faults', { preset }),
    onSuccess: (now) => client.setQueryData(['sandbox', 'faults'], now),
  })
  return { preset: answer.data?.preset ?? 'off', change }
}

export const placeOrder = (kind: OrderKind) => api.post<{ name: string }>('/api/sandbox/orders', { kind })
export const killRunner = () => api.post<undefined>('/api/sandbox/kill-runner', {})

export interface FoundRecord {
  readonly id: string
  readonly flow: string
  readonly key: string
  readonly status: string
  readonly problem?: { readonly message: string }
}

/** Records by a key, newest first. */
export const findRecords = (key: string) =>
  api.get<Page<FoundRecord>>(`/api/records?key=${encodeURIComponent(key)}&limit=20`)

/** The last orders of the shop. */
export function useShopOrders() {
  return useQuery({
    queryKey: ['sandbox', 'orders'],
    queryFn: ({ signal }) => api.get<Page<ShopOrder>>('/api/sandbox/orders', { signal }),
    refetchInterval: 5_000,
  })
}

/** An order and what came of it; read again until there is a document. */
export function useBothSides(name: string) {
  return useQuery({
    queryKey: ['sandbox', 'order', name],
    queryFn: ({ signal }) => api.get<BothSides>(`/api/sandbox/orders/${encodeURIComponent(name)}`, { signal }),
    refetchInterval: ({ state }) => ((state.data?.documents.length ?? 0) === 0 ? 1_500 : 10_000),
  })
}

/** What became of an order: where it was written; else where it waits; else its newest record. A sweep that met it again says nothing. */
export function useOrderRecord(name: string) {
  return useQuery({
    queryKey: ['sandbox', 'record', name],
    queryFn: () => findRecords(name),
    refetchInterval: 3_000,
    select: (page) => tellingRecord(page.items.filter((record) => record.key === name)),
  })
}

export function tellingRecord(records: readonly FoundRecord[]): FoundRecord | undefined {
  const written = records.find((record) => record.status === 'created' || record.status === 'updated')
  return written ?? records.find((record) => record.status === 'parked') ?? records[0]
}
