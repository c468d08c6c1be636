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

let world: ProductsWorld | undefined
afterEach(() => world?.stop())

/** Kills the runner again and again while it makes and changes products. */
async function killed(env: Record<string, string> = {}) {
  world = await openWorld(env)
  await world.reset({ products: ITEMS })
  const before = await world.shop()
  const flow = await world.install()
  const { koppel } = world
  const writes = async (): Promise<number> => writesOf(await koppel.shop<Call[]>('GET', 'calls')).length
  const { id, kills } = await killWhileWriting(koppel, { flow, kills: KILLS, writes })
  const run = await koppel.runEnd(id, 300_000)
  const shop = (await world.shop()) as Shop & { readonly files: readonly { readonly hash: string }[] }
  const catalogue = await world.catalogue()
  process.stdout.write(`killed ${kills} times, ${JSON.stringify(run.counts)}\n`)
  return { run, kills, shop, catalogue, wrong: productDifferences(catalogue, before, shop), world, flow, before }
}

it(`${ITEMS} items with the runner killed ${KILLS} times: no product twice, no image twice, nothing left out`, async () => {
  const { run, kills, shop, catalogue, wrong } = await killed()
  expect(kills).toBeGreaterThan(2)
  expect(run).toMatchObject({ status: 'succeeded', counts: { parked: 0, pending: 0 } })
  expect(wrong).toEqual([])
  const there = new Set(shop.products.flatMap(({ variants }) => variants.map(({ sku }) => sku)))
  const shown = expectedProducts(catalogue).filter(({ all }) => all.some((sku) => there.has(sku)))
  const images = new Set(shown.flatMap((one) => one.images.map((row) => row['ImageId'])))
  expect(shop.files.length).toBe(images.size)
})

it('without the ledger and the look in the shop the same kills make products twice (control)', async () => {
  const hook = pathToFileURL(path.join(projectRoot(), 'runtime/testing/without-protection.mjs')).href
  const { wrong } = await killed({ NODE_OPTIONS: `--import ${hook}` })
  expect(wrong.filter((line) => line.includes('times instead of once')).length).toBeGreaterThan(0)
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
