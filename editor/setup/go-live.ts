import { api } from '../api/client.ts'
import type { InstalledFlow } from '../api/shapes.ts'
import type { Flow } from '../../flows/schema.ts'
import { changesBetween } from '../canvas/changes.ts'
import { flowFileOf } from '../canvas/draft-store.ts'

/** Publishes what was saved, where it differs from what is live, and switches the flow on. */
export async function goLive({ id }: InstalledFlow): Promise<void> {
  const flow = await api.get<InstalledFlow>(`/api/flows/${id}`)
  if (await isAhead(flow)) await api.post(`/api/flows/${id}/publish`, {})
  if (!flow.enabled) await api.post(`/api/flows/${id}/enable`)
}

async function isAhead(flow: InstalledFlow): Promise<boolean> {
  if (flow.publishedVersion === null) return true
  const live = await api.get<Flow>(`/api/flows/${flow.id}/versions/${flow.publishedVersion}`)
  return changesBetween(live, flowFileOf(flow)).length > 0
}
