import { isDeepStrictEqual } from 'node:util'
import { idleTriggers } from '../../../flows/idle-triggers.ts'
import type { Flow } from '../../../flows/schema.ts'
import type { FlowRow } from '../../store/control/flows.ts'
import { fail, notFound, type Fault } from '../problems.ts'
import type { Services } from '../services.ts'
import { invalidFlow, nodeTypes } from './check.ts'
import type { FlowBody } from './body.ts'
import { removePublishedFile, writePublishedFile } from './published-file.ts'
import { settingFaults } from './setting-faults.ts'

/** What happens to a flow besides being edited; routes, templates and the command line all come here. */
export function flowById(services: Services, id: string): FlowRow {
  const flow = services.store.flows.get(id)
  if (!flow) throw notFound('flow', id)
  return flow
}

export async function createFlow(services: Services, body: FlowBody, by: string): Promise<FlowRow> {
  const { flow, document, connections = {} } = body
  checkBindings(services, connections)
  const draft = { id: flow.id, name: flow.name, document, connections, by, at: services.clock() }
  if (!services.store.flows.create(draft)) {
    throw fail(409, 'flow.id-taken', `There is a flow "${flow.id}" already.`, {
      advice: 'Give the new one another id.',
    })
  }
  return withHooks(services, flow.id)
}

export async function saveFlow(services: Services, id: string, body: FlowBody, base: number, by: string) {
  const current = flowById(services, id)
  const { flow, document, connections = current.connections } = body
  if (flow.id !== id) throw invalidFlow([{ path: '$.id', message: `must be "${id}": a flow keeps its id` }])
  checkBindings(services, connections)
  const saved = services.store.flows.save(
    { id, name: flow.name, document, connections, by, at: services.clock() },
    base,
  )
  if (!saved.ok) {
    throw fail(409, 'flow.stale', `The flow was changed meanwhile: it is at revision ${saved.current ?? 'none'}.`, {
      advice: 'Load the newest revision, then make your change again.',
      more: { revision: saved.current },
    })
  }
  const row = await withHooks(services, id)
  if (row.enabled && !isDeepStrictEqual(row.connections, current.connections)) await services.subscriptions.make(row)
  return row
}

export async function publishFlow(services: Services, id: string, by: string, note: string | null): Promise<FlowRow> {
  const flow = flowById(services, id)
  const faults = runFaults(services, JSON.parse(flow.document) as Flow)
  if (faults.length > 0) throw invalidFlow(faults)
  services.store.flows.publish(id, by, services.clock(), note)
  writePublishedFile(services.config.dataDir, id, flow.document)
  const published = await withHooks(services, id)
  if (published.enabled) await services.subscriptions.make(published)
  return published
}

export async function enableFlow(services: Services, id: string): Promise<FlowRow> {
  const flow = flowById(services, id)
  if (flow.publishedVersion === null) throw notPublished(id)
  // Also for one that is on already: asking again repairs its subscriptions.
  await services.subscriptions.make(flow)
  if (!flow.enabled) {
    services.store.flows.setEnabled(id, services.clock())
    services.inbox.flowEnabled(id)
  }
  return flowById(services, id)
}

export async function disableFlow(services: Services, id: string): Promise<FlowRow> {
  flowById(services, id)
  services.store.flows.setEnabled(id, null)
  await services.subscriptions.remove(id)
  return flowById(services, id)
}

export async function removeFlow(services: Services, id: string): Promise<void> {
  await disableFlow(services, id)
  services.store.flows.remove(id)
  removePublishedFile(services.config.dataDir, id)
}

export function notPublished(id: string) {
  return fail(409, 'flow.not-published', `The flow "${id}" has no published version.`, {
    advice: 'Publish it first, or run the draft as a dry run.',
  })
}

async function withHooks(services: Services, id: string): Promise<FlowRow> {
  await services.subscriptions.sync(flowById(services, id))
  return flowById(services, id)
}

function checkBindings(services: Services, connections: Readonly<Record<string, string>>): void {
  const faults = Object.entries(connections)
    .filter(([, id]) => !services.store.connections.get(id))
    .map(([slot, id]) => ({
      path: `$.connections.${slot}`,
      message: `there is no connection "${id}"`,
    }))
  if (faults.length > 0) throw invalidFlow(faults)
}

/** What a draft may have and a version that runs may not: nodes of a type that this version lacks, triggers that start
 * nothing, settings out of bounds. */
function runFaults(services: Services, flow: Flow): Fault[] {
  const missing = flow.nodes.flatMap((node, i) =>
    services.registry.nodeByType(node.type)
      ? []
      : [
          {
            path: `$.nodes[${i}].type`,
            message: `"${node.type}" is missing here: it cannot run`,
            node: node.id,
          },
        ],
  )
  return [...missing, ...idleTriggers(flow, nodeTypes(services.registry)), ...settingFaults(flow)]
}
