import type { Flow } from '../../flows/schema.ts'
import { nodeByType } from '../../nodes/index.ts'
import { Refused, type Server } from './server.ts'

interface Made {
  readonly id: string
  readonly revision: number
}

/** Adds the flow; with `update` it is saved over the one that has its id. */
export async function importFlow(server: Server, flow: Flow, update: boolean): Promise<Made> {
  try {
    return await server.call<Made>('POST', '/api/flows', { ...flow, connections: await bindings(server, flow) })
  } catch (error) {
    const taken = error instanceof Refused && (error.body as { code?: string } | undefined)?.code === 'flow.id-taken'
    if (!taken || !update) throw error
  }
  const current = await server.call<Made>('GET', `/api/flows/${flow.id}`)
  return server.call<Made>('PUT', `/api/flows/${flow.id}`, flow, { 'if-match': `"${current.revision}"` })
}

/** A slot is bound where there is no choice: one connection of the type that its node needs. */
async function bindings(server: Server, flow: Flow): Promise<Record<string, string>> {
  const { items } = await server.call<{ items: { id: string; type: string }[] }>('GET', '/api/connections?limit=200')
  const bound: Record<string, string> = {}
  for (const { connection, type } of flow.nodes) {
    const fitting = items.filter((one) => one.type === nodeByType(type)?.connects?.type)
    const [only] = fitting
    if (connection !== undefined && fitting.length === 1 && only) bound[connection] = only.id
  }
  return bound
}
