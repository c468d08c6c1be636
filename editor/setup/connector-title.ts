import { useQuery } from '@tanstack/react-query'
import { connectorsQuery } from '../connections/connection-queries.ts'

/** What a system is called, by its type. */
export function useConnectorTitle(): (type: string) => string {
  const connectors = useQuery(connectorsQuery).data?.items
  return (type) => connectors?.find((one) => one.type === type)?.title ?? type
}
