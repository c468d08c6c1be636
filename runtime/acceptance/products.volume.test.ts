import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectedProducts, productDifferences, type Expected, type Shop } from './products-oracle.ts'
import { openWorld, type ProductsWorld } from './products-world.ts'

/** The items of AFAS in the shop, field by field; how they must be is in products-oracle.ts. */
const FULL = process.env['VOLUME'] === '1'
const ITEMS = FULL ? 600 : 60
const VARIANTS = FULL ? 2000 : 200

let world: ProductsWorld
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.stop())

async function wrong(before: Shop): Promise<string[]> {
  return productDifferences(await world.catalogue(), before, await world.shop())
}

describe(`${ITEMS} items`, () => {
  let before: Shop
  let flow: string
  beforeEach(async () => {
    await world.reset({ products: ITEMS })
    before = await world.shop()
    flow = await world.install()
  })

  it('become products of the shop, and are only read while nothing changes', async () => {
    // Of a shop that is right already nothing could be seen.
    expect((await wrong(before)).length).toBeGreaterThan(ITEMS)
    const first = await world.run(flow)
    expect(first.problem).toBeUndefined()
    expect(first.counts).toMatchObject({ parked: 0, pending: 0 })
    expect(first.counts.created).toBeGreaterThan(0)
    expect(first.counts.updated).toBeGreaterThan(0)
    expect(await wrong(before)).toEqual([])
    const writes = await world.writes()
    expect(await world.run(flow)).toMatchObject({ status: 'succeeded', counts: { created: 0, updated: 0, parked: 0 } })
    const whole = await world.runAll(flow)
    expect(whole.counts).toMatchObject({ created: 0, updated: 0, parked: 0, read: first.counts.read })
    expect(await world.writes()).toBe(writes)
  })

  it('are followed when AFAS changes', async () => {
    await world.run(flow)
    const all = expectedProducts(await world.catalogue())
    const changed = await changeAfas(all, before)
    const { counts } = await world.run(flow)
    expect(counts).toMatchObject({ parked: 0, pending: 0 })
    expect(counts.created + counts.updated).toBe(changed)
    expect(await wrong(before)).toEqual([])
    const writes = await world.writes()
    await world.runAll(flow)
    expect(await world.writes()).toBe(writes)
  })

  /** A dozen changes that people make in a day; answers how many products they touch. */
  async function changeAfas(all: readonly Expected[], shop: Shop): Promise<number> {
    const there = new Set(shop.products.flatMap(({ variants }) => variants.map(({ sku }) => sku)))
    const simple = all.filter(({ all: skus, code }) => skus.length === 1 && skus[0] === code && there.has(code))
    const sold = simple.filter((one) => one.sold.length === 1 && one.images.length > 0)
    const family = all.find(
      ({ code, sold: own }) => own.length > 2 && own[0]?.sku !== code && !own[0]?.sku.startsWith(`${code}-`),
    )
    const sized = all.find(({ code, sold: own }) => own.length > 2 && own[0]?.sku.startsWith(`${code}-`) === true)
    const blocked = simple.find((one) => one.sold.length === 0 && one.item['Blocked'] === true)
    if (sold.length < 10 || !family || !sized || !blocked) throw new Error('the seed lacks what this test changes')
    const changes: object[] = [
      { description: 'Een andere naam & meer', shortText: 'Nieuw kort verhaal' },
      { text: 'Een nieuw lang verhaal.\r\nMet twee regels.' },
      { barcode: '8719999999995' },
      { blocked: true },
      { attributes: { webshop: false } },
      { attributes: { deliveryTime: 'Morgen in huis', brand: 'Nieuw merk', productType: 'Anders' } },
      { categories: ['NIEUW', 'KTEX'] },
      { image: 'replace' },
      { image: 'add' },
      { image: 'remove' },
    ]
    for (const [at, change] of changes.entries()) await world.article({ ItCd: sold[at]?.code, ...change })
    await world.article({ ItCd: blocked.code, blocked: false })
    await world.article({ ItCd: family.sold[1]?.sku, price: 17.77, image: 'replace' })
    const [dimension1 = '', dimension2 = ''] = (sized.sold[0]?.sku ?? '').slice(sized.code.length + 1).split('-')
    await world.article({
      ItCd: sized.code,
      variant: { dimension1, dimension2, price: 99.5, barcode: '8718888888881' },
    })
    // A long text of a product that is there is not followed, so that one stays as it is.
    return changes.length - 1 + 3
  }
})

describe(`${VARIANTS} items in products with variants`, () => {
  it('come out complete', async () => {
    await world.reset({ products: VARIANTS, catalogue: 'variants' })
    const before = await world.shop()
    const flow = await world.install()
    const begun = performance.now()
    const { counts, problem } = await world.run(flow)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    expect(problem).toBeUndefined()
    expect(counts).toMatchObject({ read: VARIANTS / 5, parked: 0, pending: 0 })
    expect(await wrong(before)).toEqual([])
    const { products } = await world.shop()
    const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku))
    expect(new Set(skus).size).toBe(skus.length)
    process.stdout.write(`${VARIANTS} items in ${counts.read} products: ${seconds} s, ${await world.writes()} writes\n`)
  })
})
