import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import { startKoppel, type AfasState, type Koppel, type RunView, type ShopState } from '../testing/koppel.ts'
import { differences } from './oracle.ts'

const FLOW = 'orders-to-afas'
const FULL = process.env['VOLUME'] === '1'
const ORDERS = FULL ? 1000 : 150
const KILLS = 10
/** The rate of the shop is not what is measured here. */
const BUCKET = { size: 1_000_000, restore: 1_000_000 }

let koppel: Koppel | undefined
afterEach(() => koppel?.stop('SIGKILL'))

async function prepare(env: Record<string, string> = {}): Promise<Koppel> {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0', ...env } })
  const seed = { seed: 7, orders: ORDERS, products: 60, customers: Math.ceil(ORDERS / 3), bucket: BUCKET }
  await koppel.shop('POST', 'reset', seed)
  await koppel.afas('POST', 'reset', seed)
  const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
  await koppel.api('POST', `/api/templates/${FLOW}/install`, { connections })
  return koppel
}

/** Kills the runner at random moments of a run; answers the run's end. */
async function killOften(k: Koppel): Promise<RunView & { kills: number }> {
  const { body } = await k.api<{ id: string }>('POST', `/api/flows/${FLOW}/runs`, { mode: 'live' })
  let kills = 0
  for (let tries = 0; kills < KILLS && tries < 500; tries += 1) {
    const run = await k.api<RunView>('GET', `/api/runs/${body.id}`)
    if (run.body.status !== 'queued' && run.body.status !== 'running') break
    await delay(100 + Math.random() * 500)
    const pid = k.runnerPid()
    if (pid === undefined) continue
    process.kill(pid, 'SIGKILL')
    kills += 1
  }
  return { ...(await k.runEnd(body.id, 300_000)), kills }
}

const states = async (k: Koppel): Promise<[ShopState, AfasState]> =>
  Promise.all([k.shop<ShopState>('GET', 'state'), k.afas<AfasState>('GET', 'state')])

it(`${ORDERS} orders with the runner killed ${KILLS} times: nothing lost, nothing twice`, async () => {
  const k = await prepare()
  const run = await killOften(k)
  const [shop, afas] = await states(k)
  process.stdout.write(`killed ${run.kills} times, ${JSON.stringify(run.counts)}\n`)
  expect(run.kills).toBe(KILLS)
  expect(['succeeded', 'partial']).toContain(run.status)
  expect(differences(shop, afas, await k.records(run.id))).toEqual([])
  expect(run.counts.read).toBe(ORDERS)
  // A crash between the order and its tag must not leave the shop without the tag.
  const written = new Set(afas.documents['FbSales']?.map((document) => document.fields['RfCs']))
  const untagged = shop.orders.filter(
    (order) => written.has(order.name) && !order.tags.some((tag) => tag.startsWith('afas:')),
  )
  expect(untagged.map((order) => order.name)).toEqual([])
})

it('without the ledger the same kills double orders (control)', async () => {
  const hook = pathToFileURL(path.join(projectRoot(), 'runtime/testing/without-protection.mjs')).href
  const k = await prepare({ NODE_OPTIONS: `--import ${hook}` })
  await killOften(k)
  const [shop, afas] = await states(k)
  expect(differences(shop, afas).length).toBeGreaterThan(0)
})

it(`${ORDERS} orders run with flat memory`, async () => {
  const k = await prepare()
  const sizes: number[] = []
  const watch = setInterval(() => {
    const size = residentSize(k.runnerPid())
    if (size !== undefined) sizes.push(size)
  }, 250)
  const run = await k.run(FLOW, { mode: 'live' }, 300_000)
  clearInterval(watch)
  process.stdout.write(`runner: ${Math.max(...sizes).toFixed(0)} MB at most, ${JSON.stringify(run.counts)}\n`)
  expect(run.counts.read).toBe(ORDERS)
  expect(Math.max(...sizes)).toBeLessThan(250)
})

function residentSize(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
  } catch {
    return undefined
  }
}
