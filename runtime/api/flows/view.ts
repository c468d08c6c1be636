import type { Flow } from '../../../flows/schema.ts'
import type { FlowRow } from '../../store/control/flows.ts'
import type { Services } from '../services.ts'

/** A flow as the API gives it: the flow file, and what this installation has added. */
export function flowView(flow: FlowRow, services: Services) {
  return {
    ...(JSON.parse(flow.document) as Flow),
    connections: flow.connections,
    revision: flow.revision,
    enabled: flow.enabled,
    publishedVersion: flow.publishedVersion,
    hooks: services.subscriptions.ofFlow(flow.id),
  }
}
export type FlowView = ReturnType<typeof flowView>
