import type { Flow } from '../../../flows/schema.ts'
import { nextDueAt } from '../../schedule/due.ts'
import type { FlowRow } from '../../store/control/flows.ts'
import { listRunViews } from '../runs/view.ts'
import { DEFAULT_LIMIT, iso, page } from '../schemas.ts'
import type { Services } from '../services.ts'
import { sourcesOf } from './triggers.ts'

/** Flows with what the first page shows of them: their last run, their next one, what is parked. */
export function listFlows(services: Services, query: { limit?: number; cursor?: string }) {
  const { limit = DEFAULT_LIMIT, cursor } = query
  const all = services.store.flows.list()
  const from = cursor === undefined ? 0 : all.findIndex((flow) => flow.id === cursor) + 1
  const parked = services.reads.parkedCounts()
  return page(
    all.slice(from, from + limit + 1),
    limit,
    (flow) => flow.id,
    (flow) => item(flow, parked.get(flow.id) ?? 0, services),
  )
}

function item(flow: FlowRow, parked: number, services: Services) {
  const document = JSON.parse(flow.document) as Flow
  const [lastRun] = listRunViews(services, { flow: flow.id }, 1)
  const nextRunAt = flow.enabled ? nextRun(flow, services) : undefined
  const { id, name, enabled, revision, publishedVersion, connections } = flow
  return {
    ...{ id, name, enabled, revision, publishedVersion, connections, parked },
    ...(document.description === undefined ? {} : { description: document.description }),
    hooks: services.subscriptions.ofFlow(id),
    nodes: document.nodes.map((node) => ({
      id: node.id,
      type: node.type,
      ...(node.name === undefined ? {} : { name: node.name }),
    })),
    ...(lastRun ? { lastRun } : {}),
    ...(nextRunAt === undefined ? {} : { nextRunAt: iso(nextRunAt) }),
  }
}

/** When the published version's next schedule is due. */
function nextRun(flow: FlowRow, { store, registry, clock }: Services): number | undefined {
  if (flow.publishedVersion === null) return undefined
  const version = store.flows.version(flow.id, flow.publishedVersion)
  if (!version) return undefined
  const due = sourcesOf(JSON.parse(version.document) as Flow, registry).flatMap(({ trigger }) =>
    trigger.type === 'schedule' ? (nextDueAt(trigger, flow.enabledAt ?? 0, clock()) ?? []) : [],
  )
  return due.length > 0 ? Math.min(...due) : undefined
}
