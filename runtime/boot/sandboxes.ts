import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startAfasSandbox } from '../../nodes/afas/sandbox/start.ts'
import type { StartedSandbox } from '../../nodes/sdk/sandbox/start-process.ts'
import { startShopifySandbox } from '../../nodes/shopify/sandbox/start.ts'
import type { Config } from '../config.ts'

export interface Credentials {
  readonly type: string
  readonly config: Record<string, unknown>
  readonly secrets: Record<string, string>
}

export interface Sandboxes {
  readonly afasUrl: string
  readonly shopifyUrl: string
  ready(): boolean
  credentials(): Promise<readonly Credentials[]>
  /** The shop is on Shopify's Plus plan until it is reset or restarted: everybody may ask ten times as much of it. */
  onPlusPlan(): Promise<void>
  stop(): Promise<void>
}

const RESTART_MS = 500
/** What Shopify gives a shop on its Plus plan. */
const PLUS_PLAN = { size: 20_000, restore: 1000 }

/** Keeps one sandbox alive on its port and file: a stopped one would look like a system that is down. */
async function keepAlive(
  start: (port: number) => Promise<StartedSandbox>,
  port: number,
  onEnd: (title: string) => void,
): Promise<{ url: string; up: () => boolean; stop: () => Promise<void> }> {
  let stopping = false
  let up = true
  let current = await start(port)
  const url = current.url
  const watch = (): void => {
    void current.ended.then(async () => {
      up = false
      if (stopping) return
      onEnd(url)
      await delay(RESTART_MS)
      current = await start(Number(new URL(url).port))
      up = true
      watch()
    })
  }
  watch()
  return {
    url,
    up: () => up,
    stop: async () => {
      stopping = true
      await current.stop()
    },
  }
}

/** Starts both sandboxes as processes of their own, each with its own file in the data directory. */
export async function startSandboxes(config: Config, onEnd: (title: string) => void): Promise<Sandboxes> {
  const file = (name: string): string => path.join(config.dataDir, 'sandbox', name)
  const [afas, shopify] = await Promise.all([
    keepAlive((port) => startAfasSandbox({ port, dataFile: file('afas.db') }), config.afasSandboxPort, onEnd),
    keepAlive((port) => startShopifySandbox({ port, dataFile: file('shopify.db') }), config.shopifySandboxPort, onEnd),
  ])
  return {
    afasUrl: afas.url,
    shopifyUrl: shopify.url,
    ready: () => afas.up() && shopify.up(),
    credentials: () => Promise.all([afas.url, shopify.url].map(credentialsOf)),
    onPlusPlan: () => changePlan(shopify.url, PLUS_PLAN),
    stop: async () => {
      await Promise.all([afas.stop(), shopify.stop()])
    },
  }
}

async function credentialsOf(url: string): Promise<Credentials> {
  const answer = await fetch(`${url}/_sandbox/credentials`)
  if (!answer.ok) throw new Error(`The sandbox at ${url} gave no credentials: ${answer.status}`)
  const { type, config, secrets } = (await answer.json()) as Credentials
  return { type, config, secrets }
}

async function changePlan(url: string, bucket: { size: number; restore: number }): Promise<void> {
  const answer = await fetch(`${url}/_sandbox/bucket`, { method: 'POST', body: JSON.stringify(bucket) })
  if (!answer.ok) throw new Error(`The sandbox at ${url} did not change its plan: ${answer.status}`)
  await answer.arrayBuffer()
}
