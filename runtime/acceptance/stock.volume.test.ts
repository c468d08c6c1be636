import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startKoppel, type Koppel } from '../testing/koppel.ts'
import { CALCULATIONS, type Calculation } from './stock-oracle.ts'
import { FULL, StockWorld } from './stock-world.ts'

/** The stock of AFAS in the shop, counted there; how it must be is in stock-oracle.ts. */
let koppel: Koppel
let world: StockWorld
beforeAll(async () => {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
  world = new StockWorld(koppel)
})
afterAll(() => koppel.stop())
beforeEach(() => world.reset())

const readings = (): Promise<number> => world.shopCalls((call) => call.operation === 'productVariants')

/** Another safety stock for each of them, and none for the default. */
const BUFFERS: Readonly<Record<Calculation, number>> = {
  'available-minus-reserved': 0,
  physical: 2,
  available: 5,
  'available-plus-on-order': 1,
  economic: 3,
}

/** Numbers that no seed has: halves, thousandths, less than nothing, reserved and on order. */
async function awkward(): Promise<void> {
  const rows = (await world.stock()).filter((row) => !row.dimension1).slice(0, 24)
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
      const buffer = BUFFERS[calculation]
      const flow = await world.install({ calculation, buffer })
      const first = await world.run(flow)
      expect(first.problem).toBeUndefined()
      expect(first.counts).toMatchObject({ parked: 0, pending: 0 })
      expect(first.counts.read).toBeGreaterThan(500)
      expect(await world.wrong(calculation, buffer)).toEqual([])
    },
  )

  it('is only read again while nothing changes, and follows what does', async () => {
    const flow = await world.install({})
    await world.run(flow)
    const before = await world.writes()
    expect(before.afas).toBe(0)
    expect((await world.run(flow)).counts).toMatchObject({ updated: 0, parked: 0 })
    const again = await world.run(flow, FULL)
    expect(again.counts).toMatchObject({ created: 0, updated: 0, parked: 0, skipped: again.counts.read })
    expect(await world.writes()).toEqual(before)
    const sku = await world.plenty()
    await koppel.afas('POST', 'stock', { ItCd: sku, physical: 5, reserved: 1 })
    expect((await world.run(flow)).counts).toMatchObject({ updated: 1, parked: 0 })
    expect(await world.wrong()).toEqual([])
  })

  it('is put right by a full read where somebody changed it in the shop', async () => {
    const flow = await world.install({})
    await world.run(flow)
    const sku = await world.plenty()
    await koppel.shop('POST', 'inventory', { sku, location: 'Magazijn Amersfoort', available: 999 })
    await world.run(flow, FULL)
    expect(await world.wrong()).toEqual([])
  })

  it('parks an article that is in the shop twice, and sets all others', async () => {
    const sku = await world.plenty()
    await koppel.shop('POST', 'products', { sku, duplicateSku: true })
    const flow = await world.install({})
    const { id, counts } = await world.run(flow)
    expect(counts).toMatchObject({ parked: 1, pending: 0 })
    expect(await koppel.records(id, '&status=parked')).toMatchObject([
      { key: sku, problem: { code: 'shopify.duplicate-sku' } },
    ])
    expect((await world.wrong()).filter((line) => !line.startsWith(`${sku} at`))).toEqual([])
  })
})

describe('a sale while stock is being set', () => {
  /** Sells five after the shop was read and before it is set; answers what is left. */
  async function sellMeanwhile(compare: boolean): Promise<number | undefined> {
    const sku = await world.plenty()
    const flow = await world.install({})
    await world.run(flow)
    if (!compare) await world.configured(flow, { compare: false })
    await koppel.afas('POST', 'stock', { ItCd: sku, physical: 60, available: 60, reserved: 0 })
    const rules = [{ match: { operation: 'inventorySetQuantities' }, kind: 'delay', rate: 1, ms: 3000, times: 1 }]
    await koppel.shop('POST', 'faults', { rules })
    const before = await readings()
    const { body } = await koppel.api<{ id: string }>('POST', `/api/flows/${flow}/runs`, { mode: 'live' })
    await expect.poll(readings, { timeout: 30_000, interval: 50 }).toBeGreaterThan(before)
    await koppel.shop('POST', 'inventory', { sku, location: 'Magazijn Amersfoort', sell: 5 })
    expect((await koppel.runEnd(body.id)).counts).toMatchObject({ updated: 1, parked: 0 })
    return world.levelOf(sku)
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
    const sku = await world.plenty()
    const flow = await world.install({ missingIsZero, mostToZero: 100 })
    await world.run(flow)
    expect(await world.levelOf(sku)).toBeGreaterThan(0)
    await koppel.afas('POST', 'stock', { ItCd: sku, remove: true })
    await world.run(flow)
    return world.levelOf(sku)
  }

  it('are left alone, unless the settings say that they are sold out', async () => {
    expect(await forget(false)).toBeGreaterThan(0)
  })

  it('are sold out when the settings say so', async () => {
    expect(await forget(true)).toBe(0)
  })

  it('stay as they are when AFAS does not answer', async () => {
    const flow = await world.install({ missingIsZero: true, mostToZero: 100 })
    await world.run(flow)
    const before = (await world.shop()).inventoryLevels
    await koppel.afas('POST', 'faults', { rules: [{ match: {}, kind: 'status', status: 503, rate: 1 }] })
    const failed = await koppel.run(flow, { mode: 'live', source: 'shop-articles' }, 300_000)
    expect(failed.status).not.toBe('succeeded')
    expect(failed.counts).toMatchObject({ updated: 0 })
    await koppel.afas('POST', 'faults', { rules: [] })
    expect((await world.shop()).inventoryLevels).toEqual(before)
  })
})

it('a source that says nothing of anything does not sell out the shop without a person', async () => {
  const flow = await world.install({})
  await world.run(flow)
  const before = (await world.shop()).inventoryLevels
  for (const { ItCd, warehouse, dimension1 = '', dimension2 = '' } of await world.stock()) {
    const dimensions = { ...(dimension1 ? { dimension1 } : {}), ...(dimension2 ? { dimension2 } : {}) }
    await koppel.afas('POST', 'stock', { ItCd, warehouse, ...dimensions, physical: 0, available: 0, onOrder: 0 })
  }
  const stopped = await world.run(flow)
  expect(stopped).toMatchObject({ status: 'failed', problem: { code: 'engine.guard' } })
  const after = (await world.shop()).inventoryLevels
  const emptied = after.filter((level, at) => level.available === 0 && (before[at]?.available ?? 0) > 0)
  expect(before.filter((level) => level.available > 0).length).toBeGreaterThan(400)
  expect(emptied).toEqual([])
  expect((await koppel.api('POST', `/api/runs/${stopped.id}/continue`)).status).toBe(202)
  await expect.poll(() => world.statusOf(stopped.id), { timeout: 120_000, interval: 200 }).toBe('succeeded')
  expect(await world.wrong()).toEqual([])
})
