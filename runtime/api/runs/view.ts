import type { RunRequest } from '../../store/control/run-requests.ts'
import type { RunStatus } from '../../live/events.ts'
import type { RunRow } from '../../store/work/runs.ts'
import { iso } from '../schemas.ts'
import type { Services } from '../services.ts'
import { NO_COUNTS } from './desk.ts'

/** A run as the API gives it, from the runner's row. */
export function runView(row: RunRow) {
  const { id, flow, flowName, version, mode, trigger, by, status, counts, effects, steps, selection } = row
  const expected = Object.values(row.progress).map((source) => source.expected)
  const known = expected.filter((count) => count !== undefined)
  return {
    ...{
      id,
      flow,
      flowName,
      version,
      mode,
      trigger,
      by,
      status,
      counts,
      effects,
      steps,
      selection,
    },
    requestedAt: iso(row.requestedAt),
    startedAt: iso(row.startedAt),
    finishedAt: iso(row.finishedAt),
    ...(known.length > 0 ? { expected: known.reduce((sum, count) => sum + count, 0) } : {}),
    ...(row.problem ? { problem: row.problem } : {}),
  }
}
export type RunView = ReturnType<typeof runView>

/** A request that the runner has not taken yet: a queued run. */
export function queuedView(request: RunRequest, services: Services): RunView {
  const { id, flow, version, mode, trigger, by, selection, at } = request
  return {
    ...{ id, flow, version, mode, trigger, by, selection },
    flowName: services.store.flows.get(flow)?.name ?? flow,
    status: 'queued' as RunStatus,
    counts: NO_COUNTS,
    effects: {},
    steps: {},
    requestedAt: iso(at),
    startedAt: null,
    finishedAt: null,
  }
}

export function runViewById(services: Services, id: string): RunView | undefined {
  const row = services.reads.run(id)
  if (row) return runView(row)
  const request = services.store.runRequests.get(id)
  return request && queuedView(request, services)
}

interface RunFilter {
  readonly flow?: string
  readonly status?: string
  readonly cursor?: string
}

/** Newest first: what the runner has, with what it has not taken yet among it. */
export function listRunViews(services: Services, { flow, status, cursor }: RunFilter, limit: number): RunView[] {
  const filter = {
    ...(flow === undefined ? {} : { flow }),
    ...(cursor === undefined ? {} : { before: cursor }),
  }
  // Requests first: one that is taken in between shows up among the rows and is left out here.
  const asked = status === undefined || status === 'queued' ? services.runs.queued() : []
  const rows = services.reads.runs({
    ...filter,
    ...(status === undefined ? {} : { status }),
    limit,
  })
  const waiting = asked
    .filter((one) => (flow === undefined || one.flow === flow) && (cursor === undefined || one.id < cursor))
    .filter((one) => !rows.some((row) => row.id === one.id))
  return [...waiting.map((one) => queuedView(one, services)), ...rows.map(runView)]
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit)
}
