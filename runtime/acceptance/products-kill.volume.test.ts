import { pathToFileURL } from 'node:url'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import { killWhileWriting } from '../testing/kill-while-writing.ts'
import { writesOf, type Call } from '../testing/koppel.ts'
import { expectedProducts, productDifferences, type Shop } from './products-oracle.ts'
import { openWorld, type ProductsWorld } from './products-world.ts'

const ITEMS = process.env['VOLUME'] === '1' ? 300 : 40
const KILLS = 6
/** Of a product that is not there yet it says 0. */
const TWICE = / (?!0 )\d+ times instead of once/

let world: ProductsWorld | undefined
afterEach(() => world?.stop())

async function prepare(env: Record<string, string> = {}) {
  world = await openWorld(env)
  await world.reset({ products: ITEMS })
  const { koppel } = world
  const before = await world.shop()
  const writes = async (): Promise<number> => writesOf(await koppel.shop<Call[]>('GET', 'calls')).length
  return { world, before, plan: { flow: await world.install(), kills: KILLS, writes } }
}

it(`${ITEMS} items with the runner killed ${KILLS} times: no product twice, no image twice, nothing left out`, async () => {
  const { world: own, before, plan } = await prepare()
  const { id, kills } = await killWhileWriting(own.koppel, plan)
  const run = await own.koppel.runEnd(id, 300_000)
  process.stdout.write(`killed ${kills} times, ${JSON.stringify(run.counts)}\n`)
  const shop = (await own.shop()) as Shop & { readonly files: readonly { readonly hash: string }[] }
  const catalogue = await own.catalogue()
  expect(kills).toBeGreaterThan(2)
  expect(run).toMatchObject({ status: 'succeeded', counts: { parked: 0, pending: 0 } })
  expect(productDifferences(catalogue, before, shop)).toEqual([])
  const there = new Set(shop.products.flatMap(({ variants }) => variants.map(({ sku }) => sku)))
  const shown = expectedProducts(catalogue).filter(({ all }) => all.some((sku) => there.has(sku)))
  const images = new Set(shown.flatMap((one) => one.images.map((row) => row['ImageId'])))
  expect(shop.files.length).toBe(images.size)
})

it('without the ledger and the look in the shop the same kills make products twice (control)', async () => {
  const hook = pathToFileURL(path.join(projectRoot(), 'runtime/testing/without-protection.mjs')).href
  const { world: own, before, plan } = await prepare({ NODE_OPTIONS: `--import ${hook}` })
  const catalogue = await own.catalogue()
  const doubled = async (): Promise<string[]> =>
    productDifferences(catalogue, before, await own.shop()).filter((line) => TWICE.test(line))
  await killWhileWriting(own.koppel, { ...plan, enough: async () => (await doubled()).length > 0 })
  await expect.poll(doubled, { timeout: 120_000, interval: 250 }).not.toEqual([])
})

it('answers that get lost leave nothing out and double nothing', async () => {
  world = await openWorld()
  await world.reset({ products: 20 })
  const before = await world.shop()
  const operations = ['productSet', 'productUpdate', 'collectionCreate', 'stagedUploadsCreate', 'publishablePublish']
  const rules = operations.flatMap((operation) => [
    { match: { operation }, kind: 'after-effect', status: 502, rate: 0.5, times: 2 },
    { match: { operation }, kind: 'drop', rate: 0.5, times: 2 },
  ])
  await world.koppel.shop('POST', 'faults', { rules })
  const flow = await world.install()
  const { counts } = await world.run(flow)
  expect(counts).toMatchObject({ parked: 0, pending: 0 })
  expect(productDifferences(await world.catalogue(), before, await world.shop())).toEqual([])
})
