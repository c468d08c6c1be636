import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { templates } from '../../flows/templates/index.ts'
import type { Flow } from '../../flows/schema.ts'
import { startKoppel, writesOf, type AfasState, type Call, type Koppel, type RunView } from '../testing/koppel.ts'

interface Installed extends Flow {
  readonly revision: number
  readonly enabled: boolean
  readonly publishedVersion: number | null
}
interface Difference {
  readonly action: string
  readonly effects: readonly { diff?: readonly { path: string; before?: unknown; after?: unknown }[] }[]
}

const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
let koppel: Koppel

beforeAll(async () => {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
  // What is measured here is not how long a shop lets a flow wait.
  await koppel.shop('POST', 'reset', { bucket: { size: 100_000, restore: 10_000 } })
})
afterAll(() => koppel.stop())

async function writes(): Promise<number> {
  const [shop, afas] = await Promise.all([koppel.shop<Call[]>('GET', 'calls'), koppel.afas<Call[]>('GET', 'calls')])
  return writesOf([...shop, ...afas]).length
}

/** Something to send, for a flow that has nothing yet in a fresh workspace. */
async function prepare(id: string): Promise<void> {
  if (id !== 'shipments-to-shopify') return
  const { documents } = await koppel.afas<AfasState>('GET', 'state')
  for (const { id: order } of (documents['FbSales'] ?? []).slice(0, 3)) {
    await koppel.afas('POST', 'ship', { order, tracking: `3S${order}`, carrier: 'POSTNL' })
  }
}

/** The flow with a schedule that a test can wait for, live. */
async function goLive(id: string): Promise<void> {
  const { revision, enabled, publishedVersion, ...flow } = (await koppel.api<Installed>('GET', `/api/flows/${id}`)).body
  expect([enabled, publishedVersion]).toEqual([false, 1])
  const { hooks: _, ...document } = flow as Installed & { hooks: unknown }
  const nodes = document.nodes.map((node) => {
    const trigger = node.config['trigger'] as { every?: string } | undefined
    return trigger?.every ? { ...node, config: { ...node.config, trigger: { ...trigger, every: '1s' } } } : node
  })
  const put = await koppel.api('PUT', `/api/flows/${id}`, { ...document, nodes }, { 'if-match': `"${revision}"` })
  expect(put).toMatchObject({ status: 200 })
  expect((await koppel.api('POST', `/api/flows/${id}/publish`)).status).toBeLessThan(300)
  expect((await koppel.api('POST', `/api/flows/${id}/enable`)).status).toBeLessThan(300)
}

async function scheduledRun(id: string): Promise<RunView> {
  for (;;) {
    const { body } = await koppel.api<{ items: (RunView & { trigger: string; mode: string })[] }>(
      'GET',
      `/api/runs?flow=${id}`,
    )
    const first = body.items.findLast(({ trigger, mode }) => trigger === 'schedule' && mode === 'live')
    if (first) return koppel.runEnd(first.id, 300_000)
    await delay(100)
  }
}

/** What the schedule that a test waits for starts; the nightly sweep beside it reads the same again. */
const frequentSource = (id: string): string | undefined =>
  templates()
    .find((template) => template.id === id)
    ?.nodes.find(({ config }) => (config['trigger'] as { every?: string } | undefined)?.every)?.id

const changes = ({ counts }: RunView): number => counts.created + counts.updated

afterEach(async () => {
  // One that failed must not go on beside the next.
  const { items } = (await koppel.api<{ items: { id: string }[] }>('GET', '/api/flows')).body
  for (const { id } of items) await koppel.api('POST', `/api/flows/${id}/disable`)
})

describe.each(templates().map(({ id }) => id))('%s, installed as it is', (id) => {
  it('shows in a dry run what it would change, and changes nothing', async () => {
    await prepare(id)
    const installed = await koppel.api<Installed>('POST', `/api/templates/${id}/install`, { connections })
    expect(installed).toMatchObject({ status: 201, body: { id, enabled: false, publishedVersion: 1 } })
    const before = await writes()
    const run = await koppel.run(id, { mode: 'dry-run' })
    expect(run).toMatchObject({ status: expect.stringMatching('succeeded|partial') })
    expect(changes(run)).toBeGreaterThan(0)
    const route = `/api/runs/${run.id}/differences?action=create,update&limit=200`
    const { items } = (await koppel.api<{ items: Difference[] }>('GET', route)).body
    const fields = items.map(({ effects }) => effects.flatMap(({ diff = [] }) => diff))
    expect(items.length).toBe(Math.min(200, changes(run)))
    expect(fields.filter((one) => one.length === 0)).toEqual([])
    expect(await writes()).toBe(before)
  })

  it('goes live on its schedule, does what the dry run said, and then only reads', async () => {
    const dry = await koppel.run(id, { mode: 'dry-run', source: frequentSource(id) })
    await goLive(id)
    const live = await scheduledRun(id)
    await koppel.api('POST', `/api/flows/${id}/disable`)
    expect(live.counts).toEqual(dry.counts)
    // Also what counts for no record: the debtor of several orders, the collection of a product.
    expect(live.effects).toEqual(dry.effects)
    const settled = await koppel.run(id)
    const before = await writes()
    const again = await koppel.run(id)
    expect([changes(settled), changes(again), (await writes()) - before]).toEqual([0, 0, 0])
  })
})
