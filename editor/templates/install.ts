import { api } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import type { InstalledFlow, Template } from '../api/shapes.ts'

export interface Installation {
  readonly id: string
  readonly name: string
  /** Connection by slot. */
  readonly connections: Readonly<Record<string, string>>
  readonly settings?: Readonly<Record<string, unknown>>
}

/** A template becomes a flow: published as version 1, switched off, so that nothing runs before a person says so. */
export async function installTemplate(template: Template, body: Installation): Promise<InstalledFlow> {
  const flow = await api.post<InstalledFlow>(`/api/templates/${template.id}/install`, body)
  await queryClient.invalidateQueries({ queryKey: ['flows'] })
  return flow
}
