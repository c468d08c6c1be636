import { queryOptions } from '@tanstack/react-query'
import { edgesInto, portRef } from '../../flows/graph/wiring.ts'
import type { Flow } from '../../flows/schema.ts'
import { api, query, type Page } from '../api/client.ts'
import type { Sample } from '../api/shapes.ts'

/**
 * Real records as a node would get them: those that came to it, and for one that has not run yet what left the nodes
 * before it. So an expression in a node that was just drawn already has its preview.
 */
export function inputSamplesQuery(flow: Flow, node: string, limit = 20) {
  const upstream = before(flow, node)
  return queryOptions({
    queryKey: ['samples', flow.id, 'input', node, upstream, limit],
    staleTime: 15_000,
    queryFn: async ({ signal }): Promise<readonly Sample[]> => {
      const own = await samplesOf(flow.id, node, limit, signal)
      if (own.length > 0) return own
      for (const id of upstream) {
        const left = (await samplesOf(flow.id, id, limit, signal)).filter((sample) => sample.output !== undefined)
        if (left.length > 0) return left.map((sample) => ({ ...sample, input: sample.output }))
      }
      return []
    },
  })
}

async function samplesOf(flow: string, node: string, limit: number, signal: AbortSignal): Promise<readonly Sample[]> {
  const path = `/api/flows/${flow}/samples${query({ node, limit })}`
  return (await api.get<Page<Sample>>(path, { signal })).items
}

/** All nodes before one, the nearest first. */
export function before(flow: Flow, node: string): readonly string[] {
  const found: string[] = []
  for (let level = [node]; level.length > 0;) {
    level = level
      .flatMap((id) => edgesInto(flow, id).map((edge) => portRef(edge.from).node))
      .filter((id) => id !== node && !found.includes(id))
    level = [...new Set(level)]
    found.push(...level)
  }
  return found
}
