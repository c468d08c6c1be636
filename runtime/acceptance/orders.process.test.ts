import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startKoppel, writesOf, type AfasState, type Call, type Koppel, type ShopState } from '../testing/koppel.ts'
import { differences, expectedOf } from './oracle.ts'

const FLOW = 'orders-to-afas'
let koppel: Koppel
beforeAll(async () => {
  koppel = await startKoppel()
  await endOthers()
  // How long a shop lets a flow wait is not what is tried here.
  await koppel.shop('POST', 'bucket', { size: 100_000, restore: 10_000 })
})
afterAll(() => koppel.stop())

/** What the first start runs of the other templates: here only the orders count. */
async function endOthers(): Promise<void> {
  const { body: all } = await koppel.api<{ items: unknown[] }>('GET', '/api/templates')
  type Runs = { items: { id: string; flow: string }[] }
  const runs = async (): Promise<Runs['items']> => (await koppel.api<Runs>('GET', '/api/runs')).body.items
  await vi.waitUntil(async () => (await runs()).length === all.items.length, { timeout: 30_000 })
  const others = (await runs()).filter(({ flow }) => flow !== FLOW)
  for (const { id } of others) await koppel.api('POST', `/api/runs/${id}/cancel`)
  for (const { id } of others) await koppel.runEnd(id)
}

const states = async (): Promise<{ shop: ShopState; afas: AfasState }> => {
  const [shop, afas] = await Promise.all([
    koppel.shop<ShopState>('GET', 'state'),
    koppel.afas<AfasState>('GET', 'state'),
  ])
  return { shop, afas }
}
const calls = async (): Promise<readonly Call[]> => {
  const [shop, afas] = await Promise.all([koppel.shop<Call[]>('GET', 'calls'), koppel.afas<Call[]>('GET', 'calls')])
  return [...shop, ...afas]
}

/** How often each operation was called. */
function operations(list: readonly Call[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const call of list) counts[call.operation] = (counts[call.operation] ?? 0) + 1
  return counts
}

describe('the sandbox workspace after the first start', () => {
  it('has run once: one sales order for each order let through, and exactly the faulty ones parked', async () => {
    const { body } = await koppel.api<{ items: { id: string }[] }>('GET', `/api/runs?flow=${FLOW}`)
    const first = body.items.at(-1)?.id as string
    const run = await koppel.runEnd(first)
    const { shop, afas } = await states()
    expect(shop.orders.length).toBeGreaterThanOrEqual(30)
    const fates = shop.orders.map((order) => expectedOf(order, afas).fate)
    expect(new Set(fates)).toEqual(new Set(['written', 'filtered', 'parked']))
    expect(differences(shop, afas, await koppel.records(first))).toEqual([])
    expect(run.status).toBe('partial')
    const count = (fate: string): number => fates.filter((one) => one === fate).length
    expect(run.counts).toEqual({
      read: shop.orders.length,
      created: count('written'),
      updated: 0,
      skipped: count('filtered'),
      parked: count('parked'),
      pending: 0,
    })
  })

  it('prints one link that signs the owner in', async () => {
    const link = /Open (\S+)/.exec(koppel.output())?.[1] as string
    const answer = await fetch(link, { redirect: 'manual' })
    expect(answer.status).toBe(302)
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] as string
    const session = await fetch(`${koppel.url}/api/session`, { headers: { cookie } })
    expect(await session.json()).toMatchObject({ person: { role: 'owner' }, sandbox: true })
    expect((await fetch(`${koppel.url}/api/flows`)).status).toBe(401)
    expect((await fetch(koppel.url)).status).toBe(200)
  })
})

describe('running again', () => {
  it('sends no write to either system, also when everything is read again', async () => {
    const before = operations(writesOf(await calls()))
    const sweep = await koppel.run(FLOW)
    expect(sweep.counts.created + sweep.counts.updated).toBe(0)
    const all = await koppel.run(FLOW, { mode: 'live', since: '2000-01-01T00:00:00Z' })
    expect(all.counts.read).toBeGreaterThan(30)
    expect(all.counts.created + all.counts.updated).toBe(0)
    expect(operations(writesOf(await calls()))).toEqual(before)
  })

  it('a reinstalled template under another id writes nothing twice', async () => {
    const before = writesOf(await calls()).length
    const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
    const installed = await koppel.api('POST', `/api/templates/${FLOW}/install`, { connections, id: 'orders-again' })
    expect(installed.status).toBe(201)
    const run = await koppel.run('orders-again')
    expect(run.counts.read).toBeGreaterThan(30)
    expect(run.counts.created + run.counts.updated).toBe(0)
    expect(writesOf(await calls()).length).toBe(before)
  })

  it('after a mapping change, "run again, and update" changes that one order only', async () => {
    const { body: flow } = await koppel.api<Record<string, unknown> & { nodes: { type: string; config: object }[] }>(
      'GET',
      `/api/flows/${FLOW}`,
    )
    const map = flow.nodes.find((node) => node.type === 'core.map')?.config as {
      fields: { to: string; expression: string }[]
    }
    map.fields = map.fields.filter((row) => row.to !== 'FbSales.Element.Fields.Re')
    map.fields.push({ to: 'FbSales.Element.Fields.Re', expression: `"Checked " & name` })
    const { revision, enabled: _e, publishedVersion: _p, hooks: _h, ...file } = flow
    const saved = await koppel.api('PUT', `/api/flows/${FLOW}`, file, { 'if-match': `"${String(revision)}"` })
    expect(saved.status).toBe(200)
    expect((await koppel.api('POST', `/api/flows/${FLOW}/publish`)).status).toBe(200)
    const { afas: before } = await states()
    const sweep = await koppel.run(FLOW, { mode: 'live', since: '2000-01-01T00:00:00Z' })
    expect(sweep.counts.created + sweep.counts.updated).toBe(0)
    const target = before.documents['FbSales']?.[3]?.fields['RfCs'] as string
    const found = await koppel.api<{ items: { id: string }[] }>('GET', `/api/records?key=${target.replace('#', '')}`)
    const ids = [found.body.items.at(-1)?.id]
    const plain = await koppel.api<{ run: string }>('POST', '/api/records/retry', { ids })
    const again = await koppel.runEnd(plain.body.run)
    expect(again.effects['order']).toEqual({ created: 0, updated: 0, skipped: 1 })
    expect(again.counts).toMatchObject({ read: 1, skipped: 1 })
    const retry = await koppel.api<{ run: string }>('POST', '/api/records/retry', { ids, update: true })
    expect(retry.status).toBe(202)
    expect((await koppel.runEnd(retry.body.run)).counts).toMatchObject({ read: 1, updated: 1 })
    const { afas: after } = await states()
    const changed = after.documents['FbSales']?.filter(
      (document) => document.fields['Re'] !== undefined && String(document.fields['Re']).startsWith('Checked'),
    )
    expect(changed?.map((document) => document.fields['RfCs'])).toEqual([target])
    expect(after.documents['FbSales']?.length).toBe(before.documents['FbSales']?.length)
  })
})

describe('an order placed in the shop', () => {
  const documentOf = async (name: string): Promise<number> => {
    const { documents } = await koppel.afas<AfasState>('GET', 'state')
    return documents['FbSales']?.filter((document) => document.fields['RfCs'] === name).length ?? 0
  }

  it('is in AFAS within five seconds by webhook', async () => {
    const { name } = await koppel.shop<{ name: string }>('POST', 'orders', {})
    const until = Date.now() + 5_000
    while ((await documentOf(name)) === 0 && Date.now() < until) await delay(50)
    expect(await documentOf(name)).toBe(1)
  })

  it('is brought by the next sweep when the webhook was lost', async () => {
    const { name } = await koppel.shop<{ name: string }>('POST', 'orders', { webhook: false })
    await delay(1_500)
    expect(await documentOf(name)).toBe(0)
    await koppel.run(FLOW)
    expect(await documentOf(name)).toBe(1)
  })

  it('is found by its number, with what was sent', async () => {
    const { name } = await koppel.shop<{ name: string }>('POST', 'orders', {})
    const until = Date.now() + 5_000
    while ((await documentOf(name)) === 0 && Date.now() < until) await delay(50)
    await delay(300)
    const found = await koppel.api<{ items: { id: string }[] }>('GET', `/api/records?key=${encodeURIComponent(name)}`)
    const { body } = await koppel.api<{
      effects: { operation: string; action: string; sent?: unknown; target?: { id: string } }[]
      steps: { node: string }[]
    }>('GET', `/api/records/${found.body.items[0]?.id}`)
    const order = body.effects.find((effect) => effect.operation === 'order')
    expect(order).toMatchObject({ action: 'create', target: { id: expect.stringMatching(/\d+/) as string } })
    expect(JSON.stringify(order?.sent)).toContain(name)
    expect(body.steps.map((step) => step.node)).toContain('write-order')
  })
})
