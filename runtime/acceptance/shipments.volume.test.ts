import { pathToFileURL } from 'node:url'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { projectRoot } from '../../flows/root.ts'
import { killWhileWriting } from '../testing/kill-while-writing.ts'
import { startKoppel, type Koppel, type RunView } from '../testing/koppel.ts'
import {
  expectedParcels,
  parcelDifferences,
  shownParcels,
  type SalesFact,
  type ShopFacts,
  type SlipFact,
} from './shipments-oracle.ts'
import { planShipments, type Shipment } from './shipments-plan.ts'
import { FLOW, Shipping } from './shipping.ts'

/** Slips of AFAS in the shop, unit by unit; how it must be is in shipments-oracle.ts. */
const FULL = process.env['VOLUME'] === '1'
/** Of those the shop has, some two thirds can be booked: over 500 are shipped. */
const ORDERS = FULL ? 720 : 72
const KILLS = FULL ? 10 : 4

/** The shop takes its time, so that a kill meets calls that are under way; later it loses an answer now and then. */
const SLOW = { match: { operation: 'fulfillmentCreate' }, kind: 'delay', rate: 1, ms: 100 }
const LOST = { match: { operation: 'fulfillmentCreate' }, kind: 'after-effect', rate: 0.02, status: 502 }

let koppel: Koppel | undefined
afterEach(() => koppel?.stop('SIGKILL'))

interface World {
  readonly house: Shipping
  readonly plan: readonly Shipment[]
  readonly slips: Map<Shipment, string>
  /** The fulfilments that Koppel did not make. */
  readonly byHand: Set<string>
  readonly untouched: Set<string>
}

/** Orders that are in AFAS, and a plan of how they leave. */
async function prepare(orders: number, env: Record<string, string> = {}): Promise<World> {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0', ...env } })
  const house = new Shipping(koppel)
  await house.begin({ seed: 11, orders })
  await house.install()
  await koppel.run('orders-to-afas', { mode: 'live' }, 300_000)
  const plan = planShipments(await sales(house), 11)
  // A seed has orders that were sent before anything of this.
  const byHand = new Set((await house.state()).fulfillments.map((one) => one.id))
  return { house, plan, slips: new Map(), byHand, untouched: new Set() }
}

const sales = async (house: Shipping) => (await house.documents('FbSales')) as unknown as readonly SalesFact[]

async function ship({ house, slips }: World, shipments: readonly Shipment[]): Promise<void> {
  for (const shipment of shipments) {
    const { order, lines, tracking, carrier, late } = shipment
    slips.set(shipment, await house.ships(order, { lines, carrier, ...(late ? {} : { tracking }) }))
  }
}

async function runKilled({ house }: World, kills: number): Promise<RunView & { kills: number }> {
  const killed = await killWhileWriting(house.koppel, { flow: FLOW, kills, writes: () => house.writes() })
  return { ...(await house.koppel.runEnd(killed.id, 600_000)), kills: killed.kills }
}

async function wrong({ house, byHand, untouched }: World): Promise<string[]> {
  const slips = (await house.documents('FbDeliveryNote')) as unknown as readonly SlipFact[]
  const expected = expectedParcels(slips, await sales(house), untouched)
  return parcelDifferences(expected, shownParcels((await house.state()) as unknown as ShopFacts, byHand))
}

/** The first orders of the plan, for what people do to them meanwhile. */
async function somePeople({ house, plan, byHand, untouched }: World): Promise<{ readonly held: readonly string[] }> {
  const references = new Map((await sales(house)).map((one) => [one.id, one.fields.RfCs ?? '']))
  const names = [...new Set(plan.map((one) => references.get(one.order) ?? ''))]
  const [held = [], cancelled = [], hand = []] = [0, 3, 6].map((from) => names.slice(from, from + 3))
  const { koppel: k } = house
  for (const order of held) await k.shop('POST', 'hold', { order, reason: 'INCORRECT_ADDRESS', webhook: false })
  for (const order of cancelled) await k.shop('POST', 'cancel', { order, webhook: false })
  for (const order of hand) {
    const { fulfillments } = await k.shop<{ fulfillments: string[] }>('POST', 'fulfil', { order, webhook: false })
    for (const id of fulfillments) byHand.add(id)
  }
  for (const name of names.slice(0, 9)) untouched.add(name)
  return { held }
}

/** Of orders that left as planned, something comes back, or more leaves than was ordered. */
async function oddSlips({ house, plan }: World): Promise<void> {
  const last = new Map(plan.map((one) => [one.order, one]))
  for (const [at, { order, lines }] of [...last.values()].slice(-6).entries()) {
    const quantity = at % 2 === 0 ? -1 : 2
    await house.ships(order, { lines: lines.slice(0, 1).map(({ guid }) => ({ guid, quantity })), tracking: `ODD${at}` })
  }
}

async function codesOf(house: Shipping, run: RunView): Promise<string[]> {
  const parked = await house.koppel.records(run.id, '&status=parked')
  return [...new Set(parked.flatMap((one) => one.problem?.code ?? []))].toSorted()
}

it(`${ORDERS} orders leave in parts, the runner is killed ${KILLS} times: every unit once, with its tracking`, async () => {
  const world = await prepare(ORDERS)
  const { house, plan } = world
  const people = await somePeople(world)
  const half = Math.ceil(plan.length / 2)
  await ship(world, plan.slice(0, half))
  await house.koppel.shop('POST', 'faults', { rules: [SLOW] })
  const first = await runKilled(world, KILLS / 2)
  expect(first.problem).toBeUndefined()
  expect(await codesOf(house, first)).toEqual(['shopify.on-hold', 'shopify.order-cancelled'])
  expect(await wrong(world)).toEqual([])

  // The rest leaves, tracking comes for what left without, holds are released, and some answers are lost.
  await ship(world, plan.slice(half))
  await oddSlips(world)
  for (const [{ late, tracking }, slip] of world.slips) {
    if (late) await house.koppel.afas('POST', 'tracking', { slip, tracking })
  }
  for (const order of people.held) {
    await house.koppel.shop('POST', 'hold', { order, release: true, webhook: false })
    world.untouched.delete(order)
  }
  await house.koppel.shop('POST', 'faults', { rules: [LOST, SLOW] })
  const second = await runKilled(world, KILLS - first.kills)
  expect(second.problem).toBeUndefined()
  await house.koppel.shop('POST', 'faults', { rules: [] })
  await house.koppel.api('POST', '/api/records/retry', { run: first.id, status: 'parked' })
  await expect.poll(() => wrong(world), { timeout: 120_000, interval: 500 }).toEqual([])

  const before = await house.writes()
  const third = await house.run()
  expect(await house.writes()).toBe(before)
  const shown = { orders: new Set(plan.map((one) => one.order)).size, slips: plan.length, writes: before }
  process.stdout.write(`${JSON.stringify({ ...shown, kills: first.kills + second.kills })}\n`)
  process.stdout.write(`${JSON.stringify([first, second, third].map((one) => one.counts))}\n`)
  expect(first.kills + second.kills).toBe(KILLS)
  expect(await codesOf(house, third)).toEqual(['shopify.more-than-ordered', 'shopify.order-cancelled'])
  if (FULL) expect(shown.orders).toBeGreaterThanOrEqual(500)
}, 1_800_000)

it('without the ledger the same kills send units twice (control)', async () => {
  const hook = pathToFileURL(path.join(projectRoot(), 'runtime/testing/without-protection.mjs')).href
  const world = await prepare(12, { NODE_OPTIONS: `--import ${hook}` })
  await ship(world, world.plan)
  await world.house.koppel.shop('POST', 'faults', { rules: [SLOW] })
  await runKilled(world, 2)
  expect((await wrong(world)).length).toBeGreaterThan(0)
})
