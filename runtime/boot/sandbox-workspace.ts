import { isDeepStrictEqual } from 'node:util'
import { templates } from '../../flows/templates/index.ts'
import type { Services } from '../api/services.ts'
import { connectionSecretPlace } from '../store/control/connections.ts'
import type { Credentials, Sandboxes } from './sandboxes.ts'

const DONE = 'sandbox-workspace'
const NAMES: Readonly<Record<string, string>> = { afas: 'AFAS sandbox', shopify: 'Shopify sandbox' }

/** Asks the server's own API as the command line does. */
export type Ask = (method: 'POST' | 'GET', url: string, body?: object) => Promise<{ status: number; body: unknown }>

const idOf = (type: string): string => `sandbox-${type}`

/** The sandboxes' own connections: there from the first start, and right again when a port or token has changed. */
export async function keepSandboxConnections(services: Services, sandboxes: Sandboxes): Promise<void> {
  for (const credentials of await sandboxes.credentials()) keepConnection(services, credentials)
}

function keepConnection({ store, secrets, clock }: Services, { type, config, secrets: plain }: Credentials): void {
  const id = idOf(type)
  const known = store.connections.get(id)
  const opened = Object.entries(known?.secrets ?? {}).map(([name, sealed]) => [
    name,
    secrets.open(sealed, connectionSecretPlace(id, name)),
  ])
  if (known && isDeepStrictEqual(known.config, config) && isDeepStrictEqual(Object.fromEntries(opened), plain)) return
  const sealed = Object.fromEntries(
    Object.entries(plain).map(([name, text]) => [name, secrets.seal(text, connectionSecretPlace(id, name))]),
  )
  const name = known?.name ?? NAMES[type] ?? type
  const at = clock()
  if (known) store.connections.change(id, { name, config, secrets: sealed }, at)
  else
    store.connections.add({
      id,
      name,
      type,
      config,
      secrets: sealed,
      revision: 1,
      sandbox: true,
      createdAt: at,
      updatedAt: at,
    })
}

/**
 * The first start: every template is installed on the sandbox's connections, enabled, and run once, so that the first
 * page a person sees is alive. Done once; a template that a person has removed stays removed. All flows at once would have to
 * wait for a small shop's rate budget for more than a minute, so the shop starts as a large one.
 */
export async function openSandboxWorkspace({ store }: Services, sandboxes: Sandboxes, ask: Ask): Promise<void> {
  if (store.meta.get(DONE) !== undefined) return
  await sandboxes.onPlusPlan()
  for (const template of templates()) {
    const slots = [...new Set(template.nodes.flatMap((node) => node.connection ?? []))]
    const connections = Object.fromEntries(slots.map((slot) => [slot, idOf(slot)]))
    const installed = await ask('POST', `/api/templates/${template.id}/install`, { connections, enable: true })
    if (installed.status !== 201 && installed.status !== 409) throw refused(template.id, installed.body)
    const run = await ask('POST', `/api/flows/${template.id}/runs`, { mode: 'live' })
    if (run.status !== 202) throw refused(template.id, run.body)
  }
  store.meta.set(DONE, new Date().toISOString())
}

function refused(template: string, answer: unknown): Error {
  return new Error(`The template ${template} could not be installed in the sandbox: ${JSON.stringify(answer)}`)
}
