import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from './start.ts'
import { clientOf, codeOf, nodesOf, type Client } from './testing/client.ts'

let sandbox: StartedSandbox
let client: Client
beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0 })
  client = await clientOf(sandbox)
})
afterAll(() => sandbox.stop())
beforeEach(() => client.post('reset', { seed: 1, orders: 40, bucket: { size: 100_000, restore: 10_000 } }))

interface Work {
  id: string
  status: string
  assignedLocation: { name: string }
  deliveryMethod: { methodType: string }
  supportedActions: { action: string }[]
  fulfillmentHolds: { id: string; reason: string; displayReason: string }[]
  lineItems: { nodes: { id: string; sku: string; remainingQuantity: number; totalQuantity: number }[] }
}
interface Sent {
  id: string
  name: string
  status: string
  trackingInfo: { company: string | null; number: string | null; url: string | null }[]
  fulfillmentLineItems: { nodes: { quantity: number; lineItem: { sku: string } }[] }
}
interface Shown {
  displayFulfillmentStatus: string
  fulfillmentOrders: { nodes: Work[] }
  fulfillments: Sent[]
}
interface Level {
  sku: string
  location: string
  available: number
  committed: number
}

const WORK = `id status assignedLocation { name } deliveryMethod { methodType } supportedActions { action }
  fulfillmentHolds { id reason displayReason } lineItems(first: 20) { nodes { id sku remainingQuantity totalQuantity } }`
const SENT = `id name status trackingInfo { company number url }
  fulfillmentLineItems(first: 20) { nodes { quantity lineItem { sku } } }`

async function place(...lines: object[]): Promise<string> {
  const { body } = await client.post('orders', { country: 'NL', lines })
  return String(body['id'])
}
async function shown(id: string): Promise<Shown> {
  const query = `query ($id: ID!) { order(id: $id) { displayFulfillmentStatus
    fulfillmentOrders(first: 10) { nodes { ${WORK} } } fulfillments(first: 10) { ${SENT} } } }`
  const answer = await client.graphql(query, { id })
  if (!answer.data?.['order']) throw new Error(JSON.stringify(answer.errors))
  return answer.data['order'] as Shown
}
const work = async (id: string): Promise<Work[]> => (await shown(id)).fulfillmentOrders.nodes

async function mutate(name: string, args: string, variables: object, fields: string) {
  const types = Object.entries({
    f: 'FulfillmentInput!',
    id: 'ID!',
    to: 'ID!',
    hold: 'FulfillmentOrderHoldInput!',
    t: 'FulfillmentTrackingInput!',
  })
  const declared = types.filter(([one]) => one in variables).map(([one, type]) => `$${one}: ${type}`)
  const query = `mutation (${declared.join(', ')}) { ${name}(${args}) { ${fields} userErrors { field message } } }`
  const answer = await client.graphql(query, variables)
  if (!answer.data?.[name]) throw new Error(JSON.stringify(answer.errors))
  return answer.data[name] as { fulfillment?: Sent; userErrors: { message: string }[] }
}
const create = (f: object) => mutate('fulfillmentCreate', 'fulfillment: $f', { f }, `fulfillment { ${SENT} }`)
const some = (one: Work, ...quantities: number[]) => ({
  fulfillmentOrderId: one.id,
  fulfillmentOrderLineItems: quantities.flatMap((quantity, i) =>
    quantity > 0 ? [{ id: one.lineItems.nodes[i]?.id, quantity }] : [],
  ),
})
const levels = async (sku: string): Promise<Level[]> =>
  (await client.get<{ inventoryLevels: Level[] }>('state')).inventoryLevels.filter((one) => one.sku === sku)

describe('fulfilling', () => {
  it('in parts: remaining quantities, states and stock follow, and the same call again fails', async () => {
    const id = await place({ sku: 'KOF-0001', quantity: 3 }, { sku: 'THE-0001', quantity: 1 })
    const [before] = await levels('KOF-0001')
    const [one] = await work(id)
    expect(one).toMatchObject({ status: 'OPEN', assignedLocation: { name: 'Magazijn Amersfoort' } })
    const trackingInfo = { company: 'PostNL', number: '3SA' }
    const part = { lineItemsByFulfillmentOrder: [some(one!, 2)], trackingInfo }
    const { fulfillment, userErrors } = await create(part)
    expect(userErrors).toEqual([])
    expect(fulfillment).toMatchObject({
      name: '#1041-F1',
      trackingInfo: [{ company: 'PostNL', number: '3SA', url: expect.stringContaining('3SA') as string }],
      fulfillmentLineItems: { nodes: [{ quantity: 2, lineItem: { sku: 'KOF-0001' } }] },
    })
    const [after] = await levels('KOF-0001')
    expect(after).toMatchObject({ available: before?.available, committed: before!.committed - 2 })
    expect(await shown(id)).toMatchObject({
      displayFulfillmentStatus: 'PARTIALLY_FULFILLED',
      fulfillmentOrders: { nodes: [{ status: 'IN_PROGRESS' }] },
    })
    expect((await create(part)).userErrors).toEqual([
      { field: ['fulfillment'], message: 'Invalid fulfillment order line item quantity requested.' },
    ])
    // No list of lines: all that is left.
    await create({ lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: one!.id }] })
    const done = await shown(id)
    expect(done).toMatchObject({
      displayFulfillmentStatus: 'FULFILLED',
      fulfillmentOrders: { nodes: [{ status: 'CLOSED' }] },
    })
    expect((await create({ lineItemsByFulfillmentOrder: [some(one!, 1)] })).userErrors[0]?.message).toContain(
      'unfulfillable status= closed',
    )
    const { fulfillments } = await client.get<{ fulfillments: { order: string; tracking: string | null }[] }>('state')
    expect(fulfillments.filter((fulfilment) => fulfilment.order === '#1041')).toMatchObject([
      { tracking: '3SA', lines: [{ sku: 'KOF-0001', quantity: 2 }] },
      {
        tracking: null,
        lines: [
          { sku: 'KOF-0001', quantity: 1 },
          { sku: 'THE-0001', quantity: 1 },
        ],
      },
    ])
  })

  it('takes one order, one place and one way of delivery a call', async () => {
    const first = await place({ sku: 'KOF-0001', quantity: 1 }, { sku: 'THE-0001', location: 'Winkel Utrecht' })
    const other = await place({ sku: 'KOF-0001', quantity: 1 }, { sku: 'ZONDER-ARTIKEL' })
    const [a, b] = await work(first)
    const [c, digital] = await work(other)
    expect([a, b].map((one) => one?.assignedLocation.name)).toEqual(['Magazijn Amersfoort', 'Winkel Utrecht'])
    expect(digital?.deliveryMethod.methodType).toBe('NONE')
    const message = async (...works: (Work | undefined)[]) =>
      (await create({ lineItemsByFulfillmentOrder: works.map((one) => ({ fulfillmentOrderId: one?.id })) }))
        .userErrors[0]?.message
    expect(await message(a, b)).toBe('All fulfillment orders must be assigned to a single location.')
    expect(await message(a, c)).toBe('All fulfillment orders must belong to the same order.')
    expect(await message(c, digital)).toBe('All fulfillment orders must have the same delivery method.')
    expect(await message()).toBe("Line items by fulfillment order can't be blank")
  })

  it.each([
    ['more than there is', 4],
    ['nothing of a line', 0],
  ])('refuses %s', async (_name, quantity) => {
    const [one] = await work(await place({ sku: 'KOF-0001', quantity: 3 }))
    const lines = [{ id: one!.lineItems.nodes[0]!.id, quantity }]
    const input = { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: one!.id, fulfillmentOrderLineItems: lines }] }
    expect((await create(input)).userErrors).toHaveLength(1)
  })

  it('needs its scope', async () => {
    const { body } = await client.post('tokens', {
      scopes: ['read_orders', 'read_merchant_managed_fulfillment_orders'],
    })
    const query =
      'mutation { fulfillmentCreate(fulfillment: { lineItemsByFulfillmentOrder: [] }) { userErrors { message } } }'
    expect(codeOf(await client.graphql(query, {}, String(body['accessToken'])))).toBe('ACCESS_DENIED')
  })
})

describe('around it', () => {
  it('holds keep it back until they are released', async () => {
    const id = await place({ sku: 'KOF-0001', quantity: 2 })
    await client.post('hold', { order: id, reason: 'INCORRECT_ADDRESS', notes: 'straat onbekend' })
    const held = await shown(id)
    expect(held.displayFulfillmentStatus).toBe('ON_HOLD')
    const [one] = held.fulfillmentOrders.nodes
    expect(one).toMatchObject({ status: 'ON_HOLD', fulfillmentHolds: [{ displayReason: 'Incorrect address' }] })
    expect(one?.supportedActions.map(({ action }) => action)).not.toContain('CREATE_FULFILLMENT')
    const input = { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: one!.id }] }
    expect((await create(input)).userErrors[0]?.message).toContain('on_hold')
    await mutate('fulfillmentOrderReleaseHold', 'id: $id', { id: one!.id }, 'fulfillmentOrder { status }')
    expect((await create(input)).userErrors).toEqual([])
  })

  it('a program holds a part, and moves another', async () => {
    const id = await place({ sku: 'KOF-0001', quantity: 3 })
    const [one] = await work(id)
    const lines = [{ id: one!.lineItems.nodes[0]!.id, quantity: 1 }]
    const hold = { reason: 'INVENTORY_OUT_OF_STOCK', fulfillmentOrderLineItems: lines }
    await mutate(
      'fulfillmentOrderHold',
      'id: $id, fulfillmentHold: $hold',
      { id: one!.id, hold },
      'fulfillmentHold { reason }',
    )
    const parts = (await work(id)).map(({ status, lineItems }) => [status, lineItems.nodes[0]?.remainingQuantity])
    expect(parts).toEqual([
      ['OPEN', 2],
      ['ON_HOLD', 1],
    ])
    const to = 'gid://shopify/Location/71000000002'
    const moved = await mutate(
      'fulfillmentOrderMove',
      'id: $id, newLocationId: $to',
      { id: one!.id, to },
      'movedFulfillmentOrder { status }',
    )
    const [first, second] = await levels('KOF-0001')
    if (second) {
      expect([moved.userErrors, (await work(id))[0]?.assignedLocation.name]).toEqual([[], 'Winkel Utrecht'])
      expect([first?.committed, second.committed].filter((count) => Number(count) >= 2)).not.toEqual([])
    } else expect(moved.userErrors).toHaveLength(1)
  })

  it('tracking changes, and a cancelled fulfilment is to be sent again', async () => {
    const id = await place({ sku: 'KOF-0001', quantity: 2 })
    const [one] = await work(id)
    const { fulfillment } = await create({ lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: one!.id }] })
    const t = { company: 'DHL Parcel', number: 'JVGL1', url: 'https://dhl.example/JVGL1' }
    const update = (tracking: object) =>
      mutate(
        'fulfillmentTrackingInfoUpdate',
        'fulfillmentId: $id, trackingInfoInput: $t',
        { id: fulfillment!.id, t: tracking },
        `fulfillment { ${SENT} }`,
      )
    expect((await update(t)).fulfillment?.trackingInfo).toEqual([t])
    expect((await update({ ...t, numbers: ['A'] })).userErrors).toHaveLength(1)
    const [before] = await levels('KOF-0001')
    await mutate('fulfillmentCancel', 'id: $id', { id: fulfillment!.id }, 'fulfillment { status }')
    const after = await shown(id)
    expect(after).toMatchObject({ displayFulfillmentStatus: 'UNFULFILLED', fulfillments: [{ status: 'CANCELLED' }] })
    expect(after.fulfillmentOrders.nodes.map(({ status }) => status)).toEqual(['CLOSED', 'OPEN'])
    expect((await levels('KOF-0001'))[0]?.committed).toBe(before!.committed + 2)
    expect((await update(t)).userErrors).toHaveLength(1)
  })

  it('what a refund, an edit or a cancellation takes out is not to be sent any more', async () => {
    const id = await place({ sku: 'KOF-0001', quantity: 3 }, { sku: 'THE-0001', quantity: 2 })
    await client.post('refund', { order: id, lines: [{ sku: 'KOF-0001', quantity: 1 }], restock: false })
    await client.post('edit', {
      order: id,
      lines: [
        { sku: 'THE-0001', quantity: 0 },
        { sku: 'KOF-0002', quantity: 4 },
      ],
    })
    const left = async () =>
      (await work(id)).flatMap((one) => one.lineItems.nodes.map((line) => [line.sku, line.remainingQuantity]))
    expect(await left()).toEqual([
      ['KOF-0001', 2],
      ['THE-0001', 0],
      ['KOF-0002', 4],
    ])
    await client.post('fulfil', {
      order: id,
      lines: [{ sku: 'KOF-0001', quantity: 1 }],
      tracking: '3SB',
      carrier: 'PostNL',
    })
    // What comes back had been sent: what is still to be sent stays.
    await client.post('refund', { order: id, lines: [{ sku: 'KOF-0001', quantity: 1 }] })
    expect((await left())[0]).toEqual(['KOF-0001', 1])
    await client.post('cancel', { order: id })
    expect(new Set((await left()).map(([, count]) => count))).toEqual(new Set([0]))
    expect((await work(id)).map(({ status }) => status)).toEqual(['CLOSED'])
    expect((await client.post('fulfil', { order: id })).status).toBe(400)
  })

  it('a seed has orders that were sent, wait, and go out from two places', async () => {
    await client.post('reset', { seed: 1, orders: 120 })
    const query = `{ orders(first: 120) { nodes { displayFinancialStatus displayFulfillmentStatus
      fulfillmentOrders(first: 5) { nodes { assignedLocation { name } deliveryMethod { methodType } } } } } }`
    const nodes = nodesOf<Shown & { displayFinancialStatus: string }>(await client.graphql(query), 'orders')
    const count = (status: string): number => nodes.filter((one) => one.displayFulfillmentStatus === status).length
    for (const status of ['UNFULFILLED', 'FULFILLED', 'PARTIALLY_FULFILLED', 'ON_HOLD'])
      expect(count(status)).toBeGreaterThan(0)
    const paid = nodes.filter((one) => one.displayFinancialStatus === 'PAID')
    expect(new Set(paid.map((one) => one.displayFulfillmentStatus))).toEqual(new Set(['UNFULFILLED']))
    const places = (one: { fulfillmentOrders: { nodes: Work[] } }): number =>
      new Set(one.fulfillmentOrders.nodes.map((some_) => some_.assignedLocation.name)).size
    expect(paid.filter((one) => places(one) === 2).length).toBeGreaterThan(0)
  })

  it('lists the work of all orders', async () => {
    const page = await client.graphql(
      '{ fulfillmentOrders(first: 5) { pageInfo { hasNextPage endCursor } nodes { orderName status } } }',
    )
    const nodes = nodesOf<{ status: string }>(page, 'fulfillmentOrders')
    expect(nodes).toHaveLength(5)
    expect(nodes.map((one) => one.status)).not.toContain('CLOSED')
  })
})
