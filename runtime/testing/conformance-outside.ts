import { afas } from '../../nodes/afas/index.ts'
import { startAfasSandbox } from '../../nodes/afas/sandbox/start.ts'
import { HttpClient } from '../../nodes/core/http/client.ts'
import { http } from '../../nodes/core/http/index.ts'
import { WebService } from '../../nodes/core/testing/web-service.ts'
import type { Connector } from '../../nodes/sdk/connector.ts'
import type { StartedSandbox } from '../../nodes/sdk/sandbox/start-process.ts'
import { shopify } from '../../nodes/shopify/index.ts'
import { startShopifySandbox } from '../../nodes/shopify/sandbox/start.ts'
import type { Opened } from '../engine/deps.ts'

/** What stands outside the engine in a trial: the systems, or one in memory for nodes that are made to fail. */
export interface Outside {
  open(type: string): Opened
  /** Writes that reached the systems. */
  sent(): Promise<number>
  /** From now on no call is answered in time, or all are again. */
  stuck(on: boolean): Promise<void>
  close(): Promise<void>
}

/** Much longer than a node may take to come to an end. */
const STUCK_MS = 5_000
const WRITES = new Set(['POST', 'PUT', 'DELETE', 'mutation'])
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined }

interface Placed {
  readonly connector: Connector
  readonly sandbox: StartedSandbox
  readonly client: unknown
  readonly config: unknown
}

/** Both sandboxes as processes of their own, and a web service, each with one client. */
export async function startOutside(): Promise<Outside> {
  const { service, web } = await placeWebService()
  const all = await Promise.all([
    place(afas, await startAfasSandbox({ port: 0 })),
    place(shopify, await startShopifySandbox({ port: 0 })),
  ])
  return {
    open(type) {
      if (type === http.type) return web
      const placed = all.find((one) => one.connector.type === type)
      if (!placed) throw new Error(`there is no sandbox of ${type}`)
      const { connector, client, config } = placed
      return { connector, client, config }
    },
    async sent() {
      const calls = await Promise.all(all.map(({ sandbox }) => control<{ method: string }[]>(sandbox, 'calls')))
      return [...calls.flat(), ...service.calls].filter((call) => WRITES.has(call.method)).length
    },
    async stuck(on) {
      service.delayMs = on ? STUCK_MS : 0
      const rules = on ? [{ match: {}, kind: 'delay', rate: 1, ms: STUCK_MS }] : []
      await Promise.all(all.map(({ sandbox }) => control(sandbox, 'faults', { rules })))
    },
    async close() {
      await http.close?.(web.client)
      await service.close()
      await Promise.all(all.map(async ({ connector, client }) => connector.close?.(client)))
      await Promise.all(all.map(({ sandbox }) => sandbox.stop()))
    },
  }
}

async function placeWebService() {
  const service = await WebService.start()
  service.items = Array.from({ length: 12 }, (_, at) => ({ id: at + 1, number: `N${at + 1}` }))
  const config = { baseUrl: service.url, settleSeconds: 1 }
  const client = new HttpClient(config, 'Bearer secret', '127.0.0.1')
  return { service, web: { connector: http as Connector, client, config } }
}

async function place(connector: Connector, sandbox: StartedSandbox): Promise<Placed> {
  // A trial is about its node, not about what the trials before it left in the rate bucket.
  await control(sandbox, 'reset', { bucket: { size: 1_000_000, restore: 1_000_000 } })
  const given = await control<{ config: object; secrets: object }>(sandbox, 'credentials')
  const client: unknown = connector.open({ ...given, log: quiet })
  // Asked once, while everything answers: a trial that gets stuck is about the node and not about its connection.
  const environment = await connector.environment(client, new AbortController().signal)
  const known: Connector = { ...connector, environment: () => Promise.resolve(environment) }
  return { connector: known, sandbox, client, config: given.config }
}

async function control<T>(sandbox: StartedSandbox, name: string, body?: object): Promise<T> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
  const answer = await fetch(`${sandbox.url}/_sandbox/${name}`, init)
  if (!answer.ok) throw new Error(`/_sandbox/${name}: ${await answer.text()}`)
  return (await answer.json()) as T
}
