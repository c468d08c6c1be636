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

export const lastRunQuery = (flow: string) =>
  queryOptions({
    queryKey: ['runs', 'last', flow],
    queryFn: async (): Promise<Run | null> => {
      const { items } = await api.get<Page<Run>>(`/api/runs${query({ flow, limit: 1 })}`)
      const last = items[0]
      return last === undefined ? null : api.get<Run>(`/api/runs/${last.id}`)
    },
  })

export const runQuery = (id: string) =>
  queryOptions({ queryKey: ['runs', id], queryFn: () => api.get<Run>(`/api/runs/${id}`) })

/** Real records as they entered a node in the last runs, newest first. */
export const samplesQuery = (flow: string, node: string, limit = 20) =>
  queryOptions({
    queryKey: ['samples', flow, node, limit],
    queryFn: () => api.get<Page<Sample>>(`/api/flows/${flow}/samples${query({ node, limit })}`),
  })
