import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startKoppel, type Call, type Koppel, type RunView } from '../testing/koppel.ts'
import {
  CALCULATIONS,
  expectedLevels,
  levelDifferences,
  type Calculation,
  type Level,
  type StockRow,
} from './stock-oracle.ts'

/** The stock of AFAS in the shop, counted there; how it must be is in stock-oracle.ts. */
const TEMPLATE = 'stock-to-shopify'
const PRODUCTS = process.env['VOLUME'] === '1' ? 3000 : 300
const SEED = { seed: 9, orders: 20, products: PRODUCTS, customers: 12, bucket: { size: 1_000_000, restore: 1_000_000 } }

interface Shop {
  readonly inventoryLevels: readonly Level[]
  readonly products: readonly { readonly variants: readonly { readonly sku: string | null }[] }[]
}
interface Flow extends Record<string, unknown> {
  readonly revision: number
  readonly nodes: { readonly id: string; readonly config: Record<string, unknown> }[]
}

let koppel: Koppel
let count = 0
beforeAll(async () => {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
})
afterAll(() => koppel.stop())
beforeEach(async () => {
  for (const reset of [koppel.shop, koppel.afas]) {
    await reset('POST', 'faults', { rules: [] })
    await reset('POST', 'reset', SEED)
  }
})

async function install(settings: object): Promise<string> {
  count += 1
  const id = `${TEMPLATE}-${count}`
  const connections = { afas: 'sandbox-afas', shopify: 'sandbox-shopify' }
  const { status, body } = await koppel.api('POST', `/api/templates/${TEMPLATE}/install`, { connections, id, settings })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return id
}

const run = (flow: string, body: object = { mode: 'live' }): Promise<RunView> => koppel.run(flow, body, 300_000)
const statusOf = async (id: string): Promise<string> =>
  (await koppel.api<RunView>('GET', `/api/runs/${id}`)).body.status
const stock = async (): Promise<readonly StockRow[]> =>
  (await koppel.afas<{ stock: readonly StockRow[] }>('GET', 'state')).stock
const shop = (): Promise<Shop> => koppel.shop<Shop>('GET', 'state')
const levelOf = async (sku: string, location = 'Magazijn Amersfoort'): Promise<number | undefined> =>
  (await shop()).inventoryLevels.find((one) => one.sku === sku && one.location === location)?.available
const sold = ({ products }: Shop): Set<string> =>
  new Set(products.flatMap((product) => product.variants.flatMap(({ sku }) => sku ?? [])))

async function wrong(calculation: Calculation = 'available-minus-reserved', buffer = 0): Promise<string[]> {
  const state = await shop()
  const expected = expectedLevels(await stock(), calculation, buffer)
  const known = sold(state)
  // Of a shop that sells nothing of AFAS nothing could be wrong.
  expect([...expected.keys()].filter((key) => known.has(key.slice(0, key.indexOf(' at ')))).length).toBeGreaterThan(500)
  return levelDifferences(state.inventoryLevels, known, expected)
}

const countCalls = async (which: (call: Call) => boolean): Promise<number> =>
  (await koppel.shop<readonly Call[]>('GET', 'calls')).filter(which).length
const mutations = (): Promise<number> => countCalls((call) => call.method === 'mutation')
const readings = (): Promise<number> => countCalls((call) => call.operation === 'productVariants')

/** An article that the shop sells, without dimensions, with a good deal of it in W1 and nothing in W2. */
async function plenty(): Promise<string> {
  const [state, rows] = await Promise.all([shop(), stock()])
  const known = sold(state)
  const row = rows.find(
    (one) => one.warehouse === 'W1' && !one.dimension1 && known.has(one.ItCd) && one.available - one.reserved > 20,
  )
  if (!row) throw new Error('the seed has no such article')
  if (rows.some((one) => one.ItCd === row.ItCd && one.warehouse === 'W2')) {
    await koppel.afas('POST', 'stock', { ItCd: row.ItCd, warehouse: 'W2', physical: 0, available: 0, reserved: 0 })
  }
  return row.ItCd
}

/** Numbers that no seed has: halves, thousandths, less than nothing, reserved and on order. */
async function awkward(): Promise<void> {
  const rows = (await stock()).filter((row) => !row.dimension1).slice(0, 24)
  const odd = [0, 0.5, 7.999, -3, 12.001, 100]
  for (const [at, { ItCd, warehouse }] of rows.entries()) {
    const physical = odd[at % odd.length]
    await koppel.afas('POST', 'stock', { ItCd, warehouse, physical, reserved: at % 5, onOrder: (at % 3) * 2.5 })
  }
}

describe('the stock of AFAS', () => {
  it.each(Object.keys(CALCULATIONS) as Calculation[])(
    'becomes that of the shop, reckoned as %s',
    async (calculation) => {
      await awkward()
      const buffer = calculation === 'economic' ? 3 : 0
      const flow = await install({ calculation, buffer })
      const first = await run(flow)
      expect(first.problem).toBeUndefined()
      expect(first.counts).toMatchObject({ parked: 0, pending: 0 })
      expect(first.counts.read).toBeGreaterThan(500)
      expect(await wrong(calculation, buffer)).toEqual([])
    },
  )

  it('is only read again while nothing changes, and follows what does', async () => {
    const flow = await install({})
    await run(flow)
    const before = await mutations()
    expect((await run(flow)).counts).toMatchObject({ updated: 0, parked: 0 })
    await run(flow, { mode: 'live', since: '2000-01-01T00:00:00Z' })
    expect(await mutations()).toBe(before)
    const sku = await plenty()
    await koppel.afas('POST', 'stock', { ItCd: sku, physical: 5, reserved: 1 })
    expect((await run(flow)).counts).toMatchObject({ updated: 1, parked: 0 })
    expect(await wrong()).toEqual([])
  })

  it('is put right by a full read where somebody changed it in the shop', async () => {
    const flow = await install({})
    await run(flow)
    const sku = await plenty()
    await koppel.shop('POST', 'inventory', { sku, location: 'Magazijn Amersfoort', available: 999 })
    await run(flow, { mode: 'live', since: '2000-01-01T00:00:00Z' })
    expect(await wrong()).toEqual([])
  })

  it('parks an article that is in the shop twice, and sets all others', async () => {
    const sku = await plenty()
    await koppel.shop('POST', 'products', { sku, duplicateSku: true })
    const flow = await install({})
    const { id, counts } = await run(flow)
    expect(counts).toMatchObject({ parked: 1, pending: 0 })
    expect(await koppel.records(id, '&status=parked')).toMatchObject([
      { key: sku, problem: { code: 'shopify.duplicate-sku' } },
    ])
    expect((await wrong()).filter((line) => !line.startsWith(`${sku} at`))).toEqual([])
  })
})

describe('a sale while stock is being set', () => {
  /** Sells five after the shop was read and before it is set; answers what is left. */
  async function sellMeanwhile(compare: boolean): Promise<number | undefined> {
    const sku = await plenty()
    const flow = await install({})
    await run(flow)
    if (!compare) await withoutComparing(flow)
    await koppel.afas('POST', 'stock', { ItCd: sku, physical: 60, available: 60, reserved: 0 })
    const rules = [{ match: { operation: 'inventorySetQuantities' }, kind: 'delay', rate: 1, ms: 3000, times: 1 }]
    await koppel.shop('POST', 'faults', { rules })
    const before = await readings()
    const { body } = await koppel.api<{ id: string }>('POST', `/api/flows/${flow}/runs`, { mode: 'live' })
    await expect.poll(readings, { timeout: 30_000, interval: 50 }).toBeGreaterThan(before)
    await koppel.shop('POST', 'inventory', { sku, location: 'Magazijn Amersfoort', sell: 5 })
    expect((await koppel.runEnd(body.id)).counts).toMatchObject({ updated: 1, parked: 0 })
    return levelOf(sku)
  }

  async function withoutComparing(flow: string): Promise<void> {
    const { body } = await koppel.api<Flow>('GET', `/api/flows/${flow}`)
    const { revision, enabled: _e, publishedVersion: _p, hooks: _h, ...file } = body
    const nodes = file.nodes.map((node) =>
      node.id === 'set-stock' ? { ...node, config: { ...node.config, compare: false } } : node,
    )
    const saved = await koppel.api('PUT', `/api/flows/${flow}`, { ...file, nodes }, { 'if-match': `"${revision}"` })
    expect(saved.status).toBe(200)
    expect((await koppel.api('POST', `/api/flows/${flow}/publish`)).status).toBe(200)
  }

  it('is not overwritten', async () => {
    expect(await sellMeanwhile(true)).toBe(55)
  })

  it('is lost without comparing (control)', async () => {
    expect(await sellMeanwhile(false)).toBe(60)
  })
})

describe('articles that AFAS does not name', () => {
  async function forget(missingIsZero: boolean): Promise<number | undefined> {
    const sku = await plenty()
    const flow = await install({ missingIsZero, mostToZero: 100 })
    await run(flow)
    expect(await levelOf(sku)).toBeGreaterThan(0)
    await koppel.afas('POST', 'stock', { ItCd: sku, remove: true })
    await run(flow)
    return levelOf(sku)
  }

  it('are left alone, unless the settings say that they are sold out', async () => {
    expect(await forget(false)).toBeGreaterThan(0)
  })

  it('are sold out when the settings say so', async () => {
    expect(await forget(true)).toBe(0)
  })

  it('stay as they are when AFAS does not answer', async () => {
    const flow = await install({ missingIsZero: true, mostToZero: 100 })
    await run(flow)
    const before = (await shop()).inventoryLevels
    await koppel.afas('POST', 'faults', { rules: [{ match: {}, kind: 'status', status: 503, rate: 1 }] })
    const failed = await koppel.run(flow, { mode: 'live', source: 'shop-articles' }, 300_000)
    expect(failed.status).not.toBe('succeeded')
    expect(failed.counts).toMatchObject({ updated: 0 })
    await koppel.afas('POST', 'faults', { rules: [] })
    expect((await shop()).inventoryLevels).toEqual(before)
  })
})

it('a source that says nothing of anything does not sell out the shop without a person', async () => {
  const flow = await install({})
  await run(flow)
  const before = (await shop()).inventoryLevels
  for (const { ItCd, warehouse, dimension1 = '', dimension2 = '' } of await stock()) {
    const dimensions = { ...(dimension1 ? { dimension1 } : {}), ...(dimension2 ? { dimension2 } : {}) }
    await koppel.afas('POST', 'stock', { ItCd, warehouse, ...dimensions, physical: 0, available: 0, onOrder: 0 })
  }
  const stopped = await run(flow)
  expect(stopped).toMatchObject({ status: 'failed', problem: { code: 'engine.guard' } })
  const after = (await shop()).inventoryLevels
  const emptied = after.filter((level, at) => level.available === 0 && (before[at]?.available ?? 0) > 0)
  // The guard counts as it goes: up to the share that is allowed may have been set before it stops.
  expect(emptied.length).toBeLessThan(before.length / 2)
  expect((await koppel.api('POST', `/api/runs/${stopped.id}/continue`)).status).toBe(202)
  await expect.poll(() => statusOf(stopped.id), { timeout: 120_000, interval: 200 }).toBe('succeeded')
  expect(await wrong()).toEqual([])
})
