import { pathToFileURL } from 'node:url'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import type { Flow } from '../../flows/schema.ts'
import { killWhileWriting } from '../testing/kill-while-writing.ts'
import { startKoppel, writesOf, type Call, type AfasState, type Koppel, type ShopState } from '../testing/koppel.ts'
import { differences } from './oracle.ts'

const FLOW = 'orders-to-afas'
const FULL = process.env['VOLUME'] === '1'
const ORDERS = FULL ? 1000 : 150
const KILLS = 10
/** AFAS takes its time, so that a kill meets calls that are under way. */
const SLOW = { match: { operation: 'FbSales', method: 'POST' }, kind: 'delay', rate: 1, ms: 200 }
/** The rate of the shop is not what is measured here. */
const BUCKET = { size: 1_000_000, restore: 1_000_000 }

let koppel: Koppel | undefined
afterEach(() => koppel?.stop('SIGKILL'))

async function prepare(env: Record<string, string> = {}): Promise<Koppel> {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0', ...env } })
  const seed = { seed: 7, orders: ORDERS, products: 60, customers: Math.ceil(ORDERS / 3), bucket: BUCKET }
  await koppel.shop('POST', 'reset', seed)
  await koppel.afas('POST', 'reset', seed)
  await koppel.afas('POST', 'faults', { rules: [SLOW] })
  const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
  await koppel.api('POST', `/api/templates/${FLOW}/install`, { connections })
  return koppel
}

async function killOften(k: Koppel, enough?: () => Promise<boolean>): Promise<{ id: string; kills: number }> {
  const calls = async (): Promise<readonly Call[]> => writesOf(await k.afas<Call[]>('GET', 'calls'))
  const writes = async (): Promise<number> => (await calls()).filter(({ operation }) => operation === 'FbSales').length
  return killWhileWriting(k, { flow: FLOW, kills: KILLS, writes, ...(enough ? { enough } : {}) })
}

/** Orders that stand in AFAS more than once. */
async function doubled(k: Koppel): Promise<string[]> {
  const { documents } = await k.afas<AfasState>('GET', 'state')
  const names = (documents['FbSales'] ?? []).map(({ fields }) => String(fields['RfCs']))
  return names.filter((name, index) => names.indexOf(name) !== index)
}

const states = async (k: Koppel): Promise<[ShopState, AfasState]> =>
  Promise.all([k.shop<ShopState>('GET', 'state'), k.afas<AfasState>('GET', 'state')])

it(`${ORDERS} orders with the runner killed ${KILLS} times: nothing lost, nothing twice`, async () => {
  const k = await prepare()
  const { id, kills } = await killOften(k)
  const run = await k.runEnd(id, 300_000)
  const [shop, afas] = await states(k)
  process.stdout.write(`killed ${kills} times, ${JSON.stringify(run.counts)}\n`)
  expect(kills).toBe(KILLS)
  expect(['succeeded', 'partial']).toContain(run.status)
  expect(differences(shop, afas, await k.records(run.id))).toEqual([])
  // The run's own account: what it wrote counts as created, also where the runner died before it was booked.
  expect(run.counts).toMatchObject({ read: ORDERS, created: afas.documents['FbSales']?.length })
  // A crash between the order and its tag must not leave the shop without the tag.
  const written = new Set(afas.documents['FbSales']?.map((document) => document.fields['RfCs']))
  const untagged = shop.orders.filter(
    (order) => written.has(order.name) && !order.tags.some((tag) => tag.startsWith('afas:')),
  )
  expect(untagged.map((order) => order.name)).toEqual([])
})

/** Takes the step out of the flow that asks AFAS for the order: what protects then is the ledger alone. */
async function withoutAsking(k: Koppel): Promise<void> {
  type Stored = Flow & { revision: number; hooks: unknown; enabled: unknown; publishedVersion: unknown }
  const {
    revision,
    hooks: _,
    enabled: __,
    publishedVersion: ___,
    ...flow
  } = (await k.api<Stored>('GET', `/api/flows/${FLOW}`)).body
  const nodes = flow.nodes.map((node) => (node.id === 'in-afas' ? { ...node, disabled: true } : node))
  const put = await k.api('PUT', `/api/flows/${FLOW}`, { ...flow, nodes }, { 'if-match': `"${revision}"` })
  expect(put).toMatchObject({ status: 200 })
  await k.api('POST', `/api/flows/${FLOW}/publish`)
}

it('when what was begun is sent again the same kills double orders (control)', async () => {
  const hook = pathToFileURL(path.join(projectRoot(), 'runtime/testing/without-intents.mjs')).href
  const k = await prepare({ NODE_OPTIONS: `--import ${hook}` })
  await withoutAsking(k)
  await killOften(k, async () => (await doubled(k)).length > 0)
  await expect.poll(() => doubled(k), { timeout: 30_000 }).not.toEqual([])
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
