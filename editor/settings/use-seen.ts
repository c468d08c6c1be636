import { useQuery } from '@tanstack/react-query'
import type { Flow, ValueMap } from '../../flows/schema.ts'
import type { Sample } from '../api/shapes.ts'
import { queryClient } from '../api/query-client.ts'
import { inputSamplesQuery } from '../flows/input-samples.ts'
import { evaluateRows } from '../mapper/evaluate.ts'
import { inputOn } from '../mapper/sample-bar.tsx'
import { settingsOf } from '../mapper/settings-of.ts'
import { addSeen, mapUsers, type MapUser, type Seen } from './seen.ts'

const SAMPLES = 20
/** Values of one record in one map, at most: an order of more lines than this tells enough. */
const ROUNDS = 6

export interface SeenValues {
  readonly seen: Seen
  readonly records: number
}

/**
 * Which values the last records looked up in each value map. Asked of the evaluator itself: with empty maps each look-up
 * is refused and names its value; with that value known, the next one does, until none is left.
 */
export function useSeen(flow: Flow): SeenValues | undefined {
  const users = mapUsers(flow)
  return useQuery({
    queryKey: ['values-seen', flow.id, users, flow.settings?.values],
    enabled: users.length > 0,
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const seen = new Map<string, Map<string, number>>()
      let records = 0
      for (const user of users) {
        const samples = await queryClient.fetchQuery(inputSamplesQuery(flow, user.node, SAMPLES))
        records = Math.max(records, samples.length)
        for (const sample of samples) {
          const found = await lookedUp(flow, user, sample, signal)
          for (const [map, values] of found) addSeen(seen, map, values)
        }
      }
      return { seen, records }
    },
  }).data
}

async function lookedUp(flow: Flow, user: MapUser, sample: Sample, signal: AbortSignal) {
  const found = new Map<string, Set<string>>()
  for (let round = 0; round < ROUNDS; round++) {
    const on = inputOn({ valueMaps: probes(flow, found) }, sample, settingsOf(flow))
    if (on === undefined) return found
    let fresh = 0
    for (const { problem } of await evaluateRows(user.rows, on, signal)) {
      const look = lookIn(problem)
      if (look === undefined) continue
      const values = found.get(look.map) ?? new Set()
      if (!values.has(look.value)) fresh += 1
      found.set(look.map, values.add(look.value))
    }
    if (fresh === 0) return found
  }
  return found
}

/** The flow's maps with nothing in them but what is known to have been looked up. */
function probes(flow: Flow, found: ReadonlyMap<string, ReadonlySet<string>>): Record<string, ValueMap> {
  return Object.fromEntries(
    Object.entries(flow.valueMaps ?? {}).map(([name, map]) => {
      const rows = [...(found.get(name) ?? [])].map((value): ValueMap['rows'][number] => [value, outcome(map, value)])
      return [name, { ...map, rows, otherwise: null }]
    }),
  )
}

/** What the value becomes in the real map, so that what follows in the expression goes the same way. */
function outcome(map: ValueMap, value: string): ValueMap['rows'][number][1] {
  const row = map.rows.find(([from]) => String(from).trim().toLowerCase() === value.trim().toLowerCase())
  return row?.[1] ?? map.otherwise ?? ''
}

function lookIn(problem: object | undefined): { map: string; value: string } | undefined {
  if (problem === undefined || !('details' in problem)) return undefined
  const { details } = problem
  if (typeof details !== 'object' || details === null || !('map' in details) || !('value' in details)) return undefined
  return typeof details.map === 'string' ? { map: details.map, value: String(details.value) } : undefined
}
