import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startKoppel, type Koppel } from '../testing/koppel.ts'
import { expectedLevels, expectedTotals, keyOf, unitsUnknownToAfas, type OpenOrder } from './stock-oracle.ts'
import { FULL, SEED, soldIn, StockWorld } from './stock-world.ts'

/** What the settings of the stock flow promise, counted in the shop. */
let koppel: Koppel
let world: StockWorld
beforeAll(async () => {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
  world = new StockWorld(koppel)
})
afterAll(() => koppel.stop())
beforeEach(() => world.reset())

const SHOP = 'Magazijn Amersfoort'

describe('paid orders that are not in AFAS yet', () => {
  const isMarked = ({ tags }: OpenOrder): boolean => tags.some((tag) => tag.startsWith('afas:'))

  /** Articles of which the shop offers another number in all than it must. */
  async function wrongTotals(): Promise<string[]> {
    const state = await world.shop()
    const known = soldIn(state)
    const units = unitsUnknownToAfas(state.orders, isMarked)
    const totals = expectedTotals(expectedLevels(await world.stock(), 'available-minus-reserved', 0), units)
    return [...totals].flatMap(([sku, wanted]) => {
      if (!known.has(sku)) return []
      const is = state.inventoryLevels.filter((one) => one.sku === sku).reduce((sum, one) => sum + one.available, 0)
      return is === wanted ? [] : [`${sku}: ${is} instead of ${wanted}`]
    })
  }

  async function open(): Promise<number> {
    const units = unitsUnknownToAfas((await world.shop()).orders, isMarked)
    return [...units.values()].reduce((sum, one) => sum + one, 0)
  }

  it('are taken off, until the orders flow has brought them there', async () => {
    const sku = await world.plenty()
    await koppel.shop('POST', 'orders', { lines: [{ sku, quantity: 7 }] })
    expect(await open()).toBeGreaterThan(7)
    const flow = await world.install({ subtractOpenOrders: true })
    expect((await world.run(flow)).counts).toMatchObject({ parked: 0, pending: 0 })
    expect(await wrongTotals()).toEqual([])
    // Sold while nobody looked: the next reading takes it off, though AFAS says the same as before.
    await koppel.shop('POST', 'orders', { lines: [{ sku, quantity: 3 }] })
    await world.run(flow, FULL)
    expect(await wrongTotals()).toEqual([])
    const before = await open()
    const orders = await world.install({}, 'orders-to-afas')
    expect((await world.run(orders)).counts.created).toBeGreaterThan(0)
    expect(await open()).toBeLessThan(before)
    await world.run(flow, FULL)
    expect(await wrongTotals()).toEqual([])
  })

  it('stay for sale without the setting (control)', async () => {
    const sku = await world.plenty()
    await koppel.shop('POST', 'orders', { lines: [{ sku, quantity: 7 }] })
    await world.run(await world.install({}))
    expect((await wrongTotals()).some((line) => line.startsWith(`${sku}:`))).toBe(true)
    expect(await world.wrong()).toEqual([])
  })
})

describe('a location that does not stock the article', () => {
  /** Articles of the shop that AFAS has at a location which does not stock them. */
  async function strangers(): Promise<Set<string>> {
    const state = await world.shop()
    const stocked = new Set(state.inventoryLevels.map(keyOf))
    const known = soldIn(state)
    const keys = [...expectedLevels(await world.stock(), 'available-minus-reserved', 0).keys()]
    const skus = keys.filter((key) => !stocked.has(key)).map((key) => key.slice(0, key.indexOf(' at ')))
    return new Set(skus.filter((sku) => known.has(sku)))
  }

  it('is left alone and the article parked, when the settings say so', async () => {
    const before = await strangers()
    expect(before.size).toBeGreaterThan(20)
    const flow = await world.install({ notStocked: 'park' })
    const { id, counts } = await world.run(flow)
    const parked = await koppel.records(id, '&status=parked')
    expect(new Set(parked.map((one) => one.key))).toEqual(before)
    expect(new Set(parked.map((one) => one.problem?.code))).toEqual(new Set(['shopify.not-stocked']))
    expect(counts.parked).toBe(before.size)
    expect(await strangers()).toEqual(before)
    expect(await world.shopCalls((call) => call.operation === 'inventoryActivate')).toBe(0)
    const wrong = await world.wrong()
    expect(wrong.filter((line) => !before.has(line.slice(0, line.indexOf(' at '))))).toEqual([])
  })
})

describe('articles that the shop does not have', () => {
  async function onlyInAfas(): Promise<Set<string>> {
    const known = soldIn(await world.shop())
    const keys = [...expectedLevels(await world.stock(), 'available-minus-reserved', 0).keys()]
    return new Set(keys.map((key) => key.slice(0, key.indexOf(' at '))).filter((sku) => !known.has(sku)))
  }

  it.each(['park', 'skip'] as const)('are visible one by one, with the reason (%s)', async (unknownSku) => {
    const missing = await onlyInAfas()
    expect(missing.size).toBeGreaterThan(5)
    const { id } = await world.run(await world.install({ unknownSku }))
    const records = await koppel.records(id, unknownSku === 'park' ? '&status=parked' : '&status=skipped')
    const shown = records.filter((one) =>
      unknownSku === 'park' ? one.problem?.code === 'shopify.unknown-sku' : one.reason === 'not-in-shop',
    )
    expect(new Set(shown.map((one) => one.key))).toEqual(missing)
    expect(await world.wrong()).toEqual([])
  })
})

it('tracking is switched off where the settings say so, and on again', async () => {
  // Each costs a call of its own.
  await world.reset({ ...SEED, products: 60 })
  const tracked = async (): Promise<Set<boolean>> => {
    const { products } = await world.shop()
    const known = new Set((await world.stock()).map((row) => row.ItCd))
    const own = products.flatMap(({ variants }) => variants).filter(({ sku }) => known.has(sku ?? ''))
    expect(own.length).toBeGreaterThan(30)
    return new Set(own.map((one) => one.tracked))
  }
  expect(await tracked()).toEqual(new Set([true, false]))
  const off = await world.install({ tracked: false })
  await world.run(off)
  expect(await tracked()).toEqual(new Set([false]))
  expect(await world.wrong('available-minus-reserved', 0, 60)).toEqual([])
  const before = await world.writes()
  await world.run(off, FULL)
  expect(await world.writes()).toEqual(before)
  await world.run(await world.install({ tracked: true }))
  expect(await tracked()).toEqual(new Set([true]))
})

describe('a reading of AFAS that breaks off half-way', () => {
  const asked = async (): Promise<number> =>
    (await koppel.afas<readonly { operation: string }[]>('GET', 'calls')).filter(
      (call) => call.operation === 'Koppel_Stock',
    ).length

  /** Starts a run, and lets AFAS refuse everything once it has answered a part of it; answers how many records it got to. */
  async function brokenOff(flow: string, body: object): Promise<number> {
    const slow = { match: { operation: 'Koppel_Stock' }, kind: 'delay', rate: 1, ms: 400 }
    await koppel.afas('POST', 'faults', { rules: [slow] })
    const before = await asked()
    const started = await koppel.api<{ id: string }>('POST', `/api/flows/${flow}/runs`, body)
    await expect.poll(asked, { timeout: 60_000, interval: 20 }).toBeGreaterThanOrEqual(before + 2)
    await koppel.afas('POST', 'faults', { rules: [{ match: {}, kind: 'status', status: 401, rate: 1 }] })
    const { status, counts } = await koppel.runEnd(started.body.id, 120_000)
    expect(status).not.toBe('succeeded')
    await koppel.afas('POST', 'faults', { rules: [] })
    return counts.created + counts.updated + counts.skipped
  }

  it.each([
    ['of the stock', FULL],
    ['of what is missing', { mode: 'live', source: 'shop-articles' }],
  ])('sells out nothing that it did not get to (%s)', async (_, body) => {
    const flow = await world.install({ missingIsZero: true, mostToZero: 100 })
    await world.run(flow)
    const whole = await world.run(flow, body)
    const sold = (await world.shop()).inventoryLevels.filter((one) => one.available > 0)
    const changed = await world.plenty()
    await koppel.afas('POST', 'stock', { ItCd: changed, physical: 41, available: 41, reserved: 0 })
    expect(await brokenOff(flow, body)).toBeLessThan(whole.counts.read)
    const after = new Map((await world.shop()).inventoryLevels.map((one) => [keyOf(one), one.available]))
    expect(sold.filter((one) => (after.get(keyOf(one)) ?? 0) === 0)).toEqual([])
    await world.run(flow, FULL)
    expect(await world.wrong()).toEqual([])
    expect(await world.levelOf(changed, SHOP)).toBe(41)
  })
})
