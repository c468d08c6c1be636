import { afterEach, expect, it } from 'vitest'
import { contextFor, openSandbox, type OpenSandbox } from '../nodes/testing.ts'
import { orders } from '../nodes/orders/orders.ts'
import { connectionCost } from './documents/document.ts'
import { ADD_TAGS, ORDER_MARKS, SET_METAFIELDS } from './documents/order-marks.ts'
import { MOST_ORDERS, ORDER_LINES, ORDERS, ORDERS_BY_ID } from './documents/orders.ts'
import { ACCESS, LOCATIONS, SHOP } from './documents/shop.ts'
import { SUBSCRIPTIONS } from './documents/webhook-subscriptions.ts'

const signal = new AbortController().signal
let shop: OpenSandbox
afterEach(() => shop.close())

// How much of it is used is told by the simulated clock of rate-budget.test.ts and measured by the bench.
it('is shared by runs side by side, with no call throttled', async () => {
  const bucket = { size: 120, restore: 500 }
  shop = await openSandbox({ orders: 24, seed: 5, bucket })
  const [first] = await shop.orders()
  // Once before: a tag that is there changes nothing, so that no order moves while it is read.
  await shop.client.run(ADD_TAGS, { id: first!.id, tags: ['seen'] }, signal)
  const readAll = async (): Promise<number> => {
    const { context } = contextFor(shop.client, { includeCancelled: true, includeTest: true })
    let count = 0
    for await (const page of orders.read({}, context)) count += page.records.length
    return count
  }
  const mark = async (): Promise<void> => {
    for (let call = 0; call < 30; call++) await shop.client.run(ADD_TAGS, { id: first!.id, tags: ['seen'] }, signal)
  }
  const [one] = await Promise.all([readAll(), mark(), mark(), mark()])
  expect(one).toBe(24)
  const calls = await shop.calls()
  expect(calls.length).toBeGreaterThan(100)
  expect(calls.filter((call) => call.outcome !== 'ok')).toEqual([])
}, 60_000)

it('is one for all connections to a shop with the same app', async () => {
  shop = await openSandbox({ orders: 20, seed: 5, bucket: { size: 100, restore: 250 } })
  const [first] = await shop.orders()
  const second = shop.clientWith()
  const mark = async (client: typeof second): Promise<void> => {
    for (let call = 0; call < 12; call++) await client.run(ADD_TAGS, { id: first!.id, tags: ['seen'] }, signal)
  }
  await Promise.all([mark(shop.client), mark(second), mark(shop.client), mark(second)])
  await second.close()
  const calls = await shop.calls()
  expect(calls.filter((call) => call.operation === 'tagsAdd')).toHaveLength(48)
  expect(calls.filter((call) => call.outcome !== 'ok')).toEqual([])
}, 30_000)

it('recovers from a throttled call and learns what a call really costs', async () => {
  shop = await openSandbox({ orders: 60, seed: 5, bucket: { size: 700, restore: 2000 } })
  await shop.faults([{ match: {}, kind: 'throttle', rate: 1, times: 2 }])
  expect(await shop.client.run(SHOP, {}, signal)).toBeDefined()
  // A page of as many as the node asks for would never fit into this bucket.
  const page = { q: '', after: null, sort: 'UPDATED_AT' } as const
  const fits = shop.client.fit(ORDERS, (n) => ({ ...page, n }), MOST_ORDERS)
  expect(fits).toBeLessThan(MOST_ORDERS)
  expect(ORDERS.cost({ ...page, n: fits })).toBeLessThanOrEqual(700)
  expect(ORDERS.cost({ ...page, n: fits + 1 })).toBeGreaterThan(690)
})

it('expects of each document what the shop asks for it', async () => {
  shop = await openSandbox({ orders: 60, seed: 5, bucket: { size: 20_000, restore: 2000 } })
  const [order] = await shop.orders()
  const id = order!.id
  const asked = async (work: () => Promise<unknown>): Promise<number> => {
    const before = (await shop.calls()).length
    await work()
    const [call] = (await shop.calls()).slice(before)
    return call?.cost ?? Number.NaN
  }
  await shop.client.ready(signal)
  const run = shop.client
  const page = { q: '', after: null, sort: 'UPDATED_AT' } as const
  const metafield = { ownerId: id, namespace: 'koppel', key: 'afas_number', type: 'single_line_text_field', value: '1' }
  const marks = { ids: [id], namespace: 'koppel', key: 'afas_number' }
  const lines = Array.from({ length: 30 }, (_, index) => ({ sku: `A-${index}`, quantity: 1 }))
  const long = await shop.ask<{ name: string }>('orders', { lines })
  const { orders: found } = await run.run(ORDERS, { ...page, q: `name:'${long.name}'`, n: 1 }, signal)
  const after = found.edges[0]!.node.lineItems.pageInfo.endCursor!
  const real = {
    // Twenty rows are there, so nothing of the price is given back.
    orders: await asked(() => run.run(ORDERS, { ...page, n: 20 }, signal)),
    lines: await asked(() => run.run(ORDER_LINES, { id: found.edges[0]!.node.id, after }, signal)),
    shop: await asked(() => run.run(SHOP, {}, signal)),
    access: await asked(() => run.run(ACCESS, {}, signal)),
    tags: await asked(() => run.run(ADD_TAGS, { id, tags: ['a'] }, signal)),
    metafields: await asked(() => run.run(SET_METAFIELDS, { metafields: [metafield] }, signal)),
  }
  expect(real).toEqual({
    orders: ORDERS.cost({ ...page, n: 20 }),
    lines: ORDER_LINES.cost({ id, after }),
    shop: SHOP.cost({}),
    access: ACCESS.cost({}),
    tags: ADD_TAGS.cost({ id, tags: ['a'] }),
    metafields: SET_METAFIELDS.cost({ metafields: [metafield] }),
  })
  // Of these Shopify tells no price before; ours must not be below the sandbox's.
  expect(await asked(() => run.run(ORDER_MARKS, marks, signal))).toBeLessThanOrEqual(ORDER_MARKS.cost(marks) + 1)
  expect(await asked(() => run.run(ORDERS_BY_ID, { ids: [id] }, signal))).toBeLessThanOrEqual(
    ORDERS_BY_ID.cost({ ids: [id] }),
  )
  for (const [document, children, size] of [
    [LOCATIONS, 1, 100],
    [SUBSCRIPTIONS, 1, 250],
  ] as const) {
    expect(document.cost({ after: null })).toBe(connectionCost(children, size))
  }
})
