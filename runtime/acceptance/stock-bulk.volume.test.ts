import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import type { PaidCall } from '../testing/bucket-books.ts'
import { startKoppel, type Koppel, type RunView } from '../testing/koppel.ts'
import { mostMemory } from '../testing/memory.ts'
import type { Level } from './stock-oracle.ts'
import { FULL, StockWorld } from './stock-world.ts'

const PRODUCTS = process.env['VOLUME'] === '1' ? 10_000 : 300
/** What comes back is soon too little for calls one by one. */
const SEED = { seed: 9, orders: 0, products: PRODUCTS, customers: 0, bucket: { size: 2000, restore: 60 } }
/** Where the rate is not what is tried. */
const PLENTY = { size: 1_000_000, restore: 1_000_000 }
/** A shop that opens: it stocks nothing yet. */
const OPENING = 'Winkel Utrecht'
/** An operation takes longer than a runner needs to come back, until this is taken away. */
const SLOW = { match: { operation: 'bulkWork' }, kind: 'delay', rate: 1, ms: 1500 }
const START = { match: { operation: 'bulkOperationRunMutation' }, rate: 1 }
const PATIENCE = { timeout: 60_000, interval: 50 }

let koppel: Koppel
beforeAll(async () => void (koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })))
afterAll(() => koppel.stop('SIGKILL'))

async function prepare(k: Koppel) {
  const world = new StockWorld(k)
  await world.reset(SEED)
  await k.shop('POST', 'inventory', { location: OPENING, stocked: false })
  const flow = await world.install({ mostToZero: 100 })
  const before = (await levels(k)).length
  return { k, world, flow, before }
}

const levels = async (k: Koppel) =>
  (await k.shop<{ inventoryLevels: readonly Level[] }>('GET', 'state')).inventoryLevels
const calls = (k: Koppel): Promise<readonly PaidCall[]> => k.shop('GET', 'calls')
const named = async (k: Koppel, operation: string) => (await calls(k)).filter((one) => one.operation === operation)
const faults = (k: Koppel, rules: readonly object[]) => k.shop('POST', 'faults', { rules })

/** Every level as it must be; how many places were begun, and how often that was asked for. */
async function outcome({ k, world, before }: Awaited<ReturnType<typeof prepare>>) {
  expect(await world.wrong()).toEqual([])
  const begun = (await levels(k)).length - before
  expect(begun).toBeGreaterThan(PRODUCTS * 1.5)
  const operations = (await named(k, 'bulkOperationRunMutation')).length
  return { begun, asked: (await named(k, 'inventoryActivate')).length, operations }
}

/** Once more, and everything: nothing is left to write. */
async function onlyReads({ k, world, flow }: Awaited<ReturnType<typeof prepare>>): Promise<void> {
  const before = (await calls(k)).length
  expect((await world.run(flow, FULL)).counts).toMatchObject({ created: 0, updated: 0, parked: 0 })
  expect((await calls(k)).slice(before).filter((one) => one.method !== 'query')).toEqual([])
}

it('begins to stock a whole shop for a fraction of the rate budget', async () => {
  const prepared = await prepare(koppel)
  const run = await prepared.world.run(prepared.flow)
  expect(run).toMatchObject({ status: 'succeeded', counts: { parked: 0, pending: 0 } })
  const points = (await calls(koppel)).reduce((sum, one) => sum + (one.cost ?? 0), 0)
  const { begun, asked, operations } = await outcome(prepared)
  process.stdout.write(`${begun} places begun in ${operations} operations, for ${points} points with all reading\n`)
  expect(asked).toBe(begun)
  // One by one each takes ten points, without what reading costs.
  expect(points).toBeLessThan(begun * 2.5)
  await onlyReads(prepared)
  const memory = mostMemory(koppel.runnerPid())
  if (memory !== undefined) expect(memory).toBeLessThan(250)
})

it.each(['after-effect', 'drop'])('loses and doubles nothing when the answer to a start is lost (%s)', async (kind) => {
  const prepared = await prepare(koppel)
  await faults(koppel, [{ ...START, kind, times: 1 }])
  expect((await prepared.world.run(prepared.flow)).counts).toMatchObject({ parked: 0, pending: 0 })
  const { begun, asked } = await outcome(prepared)
  expect(asked).toBe(begun)
})

it('takes up what an operation left open that failed', async () => {
  const prepared = await prepare(koppel)
  const work = { match: { operation: 'bulkWork' }, rate: 1 }
  const rules = [
    { ...work, kind: 'delay', ms: 1, times: 1 },
    { ...work, kind: 'status', times: 1 },
  ]
  await faults(koppel, rules)
  expect((await prepared.world.run(prepared.flow)).counts).toMatchObject({ parked: 0, pending: 0 })
  const { begun, asked, operations } = await outcome(prepared)
  expect(asked).toBe(begun)
  // What it left open goes in bulk again, or one by one when it is little: that depends on how much had been gathered.
  expect(operations).toBeGreaterThan(0)
})

it('begins anew, and in bulk, when it was killed before anything had begun', async () => {
  const prepared = await prepare(koppel)
  await faults(koppel, [{ match: { operation: 'stagedUpload' }, kind: 'delay', rate: 1, ms: 60_000 }])
  const { body } = await koppel.api<{ id: string }>('POST', `/api/flows/${prepared.flow}/runs`, { mode: 'live' })
  await expect.poll(() => named(koppel, 'stagedUploadsCreate'), PATIENCE).not.toEqual([])
  process.kill(koppel.runnerPid() as number, 'SIGKILL')
  await faults(koppel, [])
  expect(await koppel.runEnd(body.id, 120_000)).toMatchObject({ status: 'succeeded', counts: { parked: 0 } })
  const { begun, asked, operations } = await outcome(prepared)
  expect([operations, asked]).toEqual([1, begun])
})

/** Kills the runner while Shopify works on what it sent, which goes on until the next one has done something. */
async function killed(prepared: Awaited<ReturnType<typeof prepare>>, until: () => Promise<boolean>): Promise<RunView> {
  const { k, flow } = prepared
  await faults(k, [SLOW])
  const { body } = await k.api<{ id: string }>('POST', `/api/flows/${flow}/runs`, { mode: 'live' })
  await expect.poll(() => named(k, 'inventoryActivate'), PATIENCE).not.toEqual([])
  process.kill(k.runnerPid() as number, 'SIGKILL')
  await k.shop('POST', 'bucket', PLENTY)
  await expect.poll(until, PATIENCE).toBe(true)
  await faults(k, [])
  return k.runEnd(body.id, 120_000)
}

it('goes on after a kill with what the operation did, and sends nothing twice', async () => {
  const prepared = await prepare(koppel)
  const run = await killed(prepared, async () => (await named(koppel, 'bulkOperations')).length > 0)
  expect(run).toMatchObject({ status: 'succeeded', counts: { parked: 0, pending: 0 } })
  const { begun, asked, operations } = await outcome(prepared)
  expect([operations, asked]).toEqual([1, begun])
  await onlyReads(prepared)
})

it('would send some of it twice if it did not wait for its end (control)', async () => {
  const hook = pathToFileURL(path.join(projectRoot(), 'runtime/testing/without-bulk-end.mjs')).href
  const k = await startKoppel({ env: { KOPPEL_DEMO: '0', NODE_OPTIONS: `--import ${hook}` } })
  try {
    const prepared = await prepare(k)
    // Lines of an operation cost nothing; those that do are sent one by one.
    await killed(prepared, async () => (await named(k, 'inventoryActivate')).some((one) => one.cost !== undefined))
    const begun = (await levels(k)).length - prepared.before
    expect((await named(k, 'inventoryActivate')).length).toBeGreaterThan(begun)
  } finally {
    await k.stop('SIGKILL')
  }
})
