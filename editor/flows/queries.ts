import { queryOptions } from '@tanstack/react-query'
import type { Manifest } from '../../nodes/sdk/manifest.ts'
import { api, query, type Page } from '../api/client.ts'
import type { Connection, FlowItem, InstalledFlow, Run, Sample, Template } from '../api/shapes.ts'

/** What several rooms read of flows. A changed flow invalidates `['flows']` and `['flow', id]`. */

export const flowsQuery = queryOptions({
  queryKey: ['flows'],
  queryFn: () => api.get<Page<FlowItem>>(`/api/flows${query({ limit: 200 })}`),
})

export const flowQuery = (id: string) =>
  queryOptions({ queryKey: ['flow', id], queryFn: () => api.get<InstalledFlow>(`/api/flows/${id}`) })

/** Manifests by type; they change only with the program. */
export const manifestsQuery = queryOptions({
  queryKey: ['nodes'],
  staleTime: Infinity,
  queryFn: async (): Promise<ReadonlyMap<string, Manifest>> => {
    const { items } = await api.get<Page<Manifest>>('/api/nodes')
    return new Map(items.map((manifest) => [manifest.type, manifest]))
  },
})

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: () => api.get<Page<Connection>>('/api/connections'),
})

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: () => api.get<Page<Template>>('/api/templates'),
})

export const runQuery = (id: string) =>
  queryOptions({ queryKey: ['runs', id], queryFn: () => api.get<Run>(`/api/runs/${id}`) })

/** Real records as they entered a node in the last runs, newest first. */
export const samplesQuery = (flow: string, node: string, limit = 20) =>
  queryOptions({
    queryKey: ['samples', flow, node, limit],
    queryFn: () => api.get<Page<Sample>>(`/api/flows/${flow}/samples${query({ node, limit })}`),
  })
