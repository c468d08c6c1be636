import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connector } from '../../nodes/sdk/connector.ts'
import type { SourceRecord } from '../../nodes/sdk/record.ts'
import { createFulfilment } from '../../nodes/shopify/nodes/create-fulfilment/create-fulfilment.ts'
import { openSandbox, type OpenSandbox } from '../../nodes/shopify/nodes/testing.ts'
import { shopifySystem } from '../../nodes/shopify/system.ts'
import { flowOf, openEngine, Till, type TestEngine } from '../testing/engine.ts'

/** The step that marks orders as sent, on the real engine and the shop: what may go wrong between the two. */
interface Sent {
  readonly order: string
  readonly tracking: string | null
  readonly trackingInfo: readonly { company: string | null }[]
  readonly notified: number
  readonly lines: readonly { sku: string; quantity: number }[]
}
interface Shipment {
  readonly slip: string
  readonly order: string
  readonly version?: string
  readonly number?: string
  readonly company?: string
  readonly notify?: boolean
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
}
const KOF = 'KOF-0001'

let sandbox: OpenSandbox
let engine: TestEngine
let records: readonly SourceRecord[] = []
let settleSeconds = 0.01
beforeAll(async () => {
  sandbox = await openSandbox({ orders: 4, seed: 5, bucket: { size: 1_000_000, restore: 1_000_000 } })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  settleSeconds = 0.01
  engine = openEngine({
    pages: async function* () {
      yield await Promise.resolve({ records })
    },
    environment: { id: 'unused', name: 'Unused', sandbox: true },
    till: new Till(),
    extra: [createFulfilment],
  })
  const connector = { ...shopifySystem, settleSeconds: () => settleSeconds } as Connector
  const openConnection = () => Promise.resolve({ connector, client: sandbox.client, config: {} })
  Object.assign(engine.deps, { openConnection })
})
afterEach(async () => {
  engine.close()
  await sandbox.faults([])
})

async function placed(...lines: readonly { sku: string; quantity: number; location?: string }[]) {
  return sandbox.ask<{ id: string; name: string }>('orders', { lines, webhook: false })
}

async function send(shipments: readonly Shipment[], flow = 'ship') {
  records = shipments.map(({ slip, order, version = '', number, company, notify, lines }) => ({
    ...{ identity: slip, key: slip, keys: [] },
    data: { fulfilment: { order, version, notifyCustomer: notify, tracking: { number, company }, lines } },
  }))
  const nodes = [
    { id: 'source', type: 'test.source', version: 1, config: {} },
    { id: 'send', type: createFulfilment.type, version: 1, connection: 'till', config: {} },
  ]
  const id = engine.request(flowOf(nodes, [{ from: 'source.out', to: 'send.in' }], flow))
  const { row } = await engine.run(id)
  const codes = engine
    .records(id)
    .map(({ status, reason, problem }) =>
      problem === null ? (reason ?? status) : (JSON.parse(problem) as { code: string }).code,
    )
  return { counts: row.counts, codes }
}

const sent = async ({ name }: { name: string }): Promise<Sent[]> =>
  (await sandbox.ask<{ fulfillments: Sent[] }>('state')).fulfillments.filter((one) => one.order === name)
const calls = async (operation: string): Promise<number> =>
  (await sandbox.calls()).filter((call) => call.operation === operation).length
const numbers = async (order: { name: string }) => (await sent(order)).map(({ tracking }) => tracking)
const lost = { match: { operation: 'fulfillmentCreate' }, kind: 'after-effect', rate: 1, times: 1, status: 502 }

describe('a lost answer', () => {
  it('while tracking changes: what was made is found by what was sent then, and gets the new number', async () => {
    const order = await placed({ sku: KOF, quantity: 3 })
    const shipment = { slip: 'a', order: order.id, lines: [{ sku: KOF, quantity: 1 }] }
    settleSeconds = 60
    await sandbox.faults([lost])
    expect((await send([{ ...shipment, version: '1', number: '3SA' }])).codes).toEqual(['engine.ambiguous'])
    settleSeconds = 0.01
    expect((await send([{ ...shipment, version: '2', number: '3SB' }])).counts).toMatchObject({ parked: 0 })
    expect(await numbers(order)).toEqual(['3SB'])
  })

  it('is not mixed up with what somebody marked by hand meanwhile', async () => {
    const order = await placed({ sku: KOF, quantity: 3 })
    const shipment = { slip: 'b', order: order.id, number: '3SA', lines: [{ sku: KOF, quantity: 1 }] }
    settleSeconds = 60
    await sandbox.faults([{ ...lost, kind: 'status' }])
    expect((await send([shipment])).codes).toEqual(['engine.ambiguous'])
    await sandbox.ask('fulfil', {
      order: order.name,
      lines: [{ sku: KOF, quantity: 1 }],
      tracking: 'HAND',
      webhook: false,
    })
    settleSeconds = 0.01
    expect((await send([shipment])).counts).toMatchObject({ created: 1, parked: 0 })
    expect(await numbers(order)).toEqual(['HAND', '3SA'])
  })

  it('of one of two shipments with the same lines stays with its own', async () => {
    const order = await placed({ sku: KOF, quantity: 2 })
    const lines = [{ sku: KOF, quantity: 1 }]
    await sandbox.faults([lost])
    const both = ['c', 'd'].map((slip) => ({ slip, order: order.id, lines }))
    expect((await send(both)).counts).toMatchObject({ created: 2, parked: 0 })
    expect((await sent(order)).map((one) => one.lines[0]?.quantity)).toEqual([1, 1])
  })
})

describe('meanwhile', () => {
  it('somebody marks a part as sent: it is read once more, and the rest is sent', async () => {
    const order = await placed({ sku: KOF, quantity: 3 })
    await sandbox.faults([{ match: { operation: 'fulfillmentCreate' }, kind: 'delay', rate: 1, ms: 400, times: 1 }])
    const before = await calls('order')
    const running = send([{ slip: 'e', order: order.id, number: '3SE', lines: [{ sku: KOF, quantity: 3 }] }])
    await expect.poll(() => calls('order'), { interval: 10 }).toBeGreaterThan(before)
    await sandbox.ask('fulfil', { order: order.name, lines: [{ sku: KOF, quantity: 1 }], webhook: false })
    expect((await running).counts).toMatchObject({ created: 1, parked: 0 })
    expect((await sent(order)).map(({ tracking, lines }) => [tracking, lines[0]?.quantity])).toEqual([
      [null, 1],
      ['3SE', 2],
    ])
  })

  it('another flow has sent it: it is skipped and names the owner', async () => {
    const order = await placed({ sku: KOF, quantity: 2 })
    const shipment = { slip: 'f', order: order.id, lines: [{ sku: KOF, quantity: 1 }] }
    await send([shipment], 'one')
    expect(await send([shipment], 'two')).toMatchObject({ counts: { skipped: 1 }, codes: ['exists'] })
    expect(await sent(order)).toHaveLength(1)
  })
})

describe('tracking', () => {
  it('of an older reading does not come back, and the customer hears of a new number only', async () => {
    const order = await placed({ sku: KOF, quantity: 1 })
    const shipment = { slip: 'g', order: order.id, notify: true, lines: [{ sku: KOF, quantity: 1 }] }
    await send([{ ...shipment, version: '2', number: '3SA', company: 'PostNL' }])
    await send([{ ...shipment, version: '1', number: 'OLD' }])
    expect(await numbers(order)).toEqual(['3SA'])
    const before = await calls('fulfillmentTrackingInfoUpdate')
    await send([{ ...shipment, version: '2', number: '3SA', company: 'DPD' }])
    expect(await calls('fulfillmentTrackingInfoUpdate')).toBe(before)
    await send([{ ...shipment, version: '3', number: '3SA', company: 'DPD' }])
    expect(await sent(order)).toMatchObject([{ notified: 1, trackingInfo: [{ company: 'DPD' }] }])
    await send([{ ...shipment, version: '3', number: '3SB', company: 'DPD' }])
    expect(await sent(order)).toMatchObject([{ tracking: '3SB', notified: 2 }])
    await send([{ ...shipment, version: '4' }])
    expect(await numbers(order)).toEqual(['3SB'])
  })
})

it('many orders on hold do not count as a shop that is down', async () => {
  const orders = []
  for (let at = 0; at < 12; at += 1) {
    const order = await placed({ sku: KOF, quantity: 1 })
    orders.push(order)
    if (at < 11) await sandbox.ask('hold', { order: order.name, webhook: false })
  }
  const lines = [{ sku: KOF, quantity: 1 }]
  const { counts, codes } = await send(orders.map(({ id, name }) => ({ slip: `held ${name}`, order: id, lines })))
  expect(counts).toMatchObject({ created: 1, parked: 11, pending: 0 })
  expect(codes.filter((code) => code === 'shopify.on-hold')).toHaveLength(11)
})

it('sends an order with more lines and more work than one page has', async () => {
  const articles = ['KOF', 'THE'].flatMap((kind) => Array.from({ length: 8 }, (_, at) => `${kind}-000${at + 1}`))
  const lines = articles.map((sku, at) => ({
    sku,
    quantity: 2,
    ...(at % 2 === 0 ? {} : { location: 'Winkel Utrecht' }),
  }))
  const order = await placed(...lines)
  // Each fulfilment that is cancelled leaves new work behind.
  for (let round = 0; round < 2; round += 1) {
    await sandbox.ask('fulfil', { order: order.name, webhook: false })
    for (let at = 0; at < 2; at += 1) await sandbox.ask('cancel-fulfilment', { order: order.name, webhook: false })
  }
  const answer = await send([
    { slip: 'h', order: order.id, number: '3SH', lines: lines.map(({ sku }) => ({ sku, quantity: 2 })) },
  ])
  expect(answer.counts).toMatchObject({ created: 1, parked: 0 })
  const units = (await sent(order)).flatMap((one) => one.lines)
  expect(units.map(({ sku }) => sku).toSorted()).toEqual(articles.toSorted())
  expect(new Set(units.map(({ quantity }) => quantity))).toEqual(new Set([2]))
})
