import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, query, type Page } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { FlowItem } from '../api/shapes.ts'
import { flowsQuery } from '../flows/queries.ts'
import type { ConnectionView, ConnectorView } from './connection-shapes.ts'

export const connectionViewsQuery = queryOptions({
  queryKey: ['connections', 'whole'],
  queryFn: () => api.get<Page<ConnectionView>>(`/api/connections${query({ limit: 200 })}`),
})

export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'one', id],
    queryFn: () => api.get<ConnectionView>(`/api/connections/${id}`),
    // A form must not change under the hands of whoever fills it in.
    staleTime: Infinity,
  })

/** The systems that can be connected; they change only with the program. */
export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  staleTime: Infinity,
  queryFn: () => api.get<Page<ConnectorView>>('/api/connectors'),
})

/** Every list and pick list of connections is read again. */
export async function connectionsChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['connections'] })
}

/** The flows that have this connection in one of their slots; undefined while that is not known yet. */
export function useFlowsOf(connection: string): readonly FlowItem[] | undefined {
  const flows = useQuery(flowsQuery).data?.items
  return flows?.filter((flow) => Object.values(flow.connections).includes(connection))
}
