import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { makeWorld } from '../../sdk/sandbox/world.ts'
import { startShopifySandbox } from './start.ts'
import { clientOf, type Client, codeOf, nodesOf, type State } from './testing/client.ts'

let sandbox: StartedSandbox
let client: Client

beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0 })
  client = await clientOf(sandbox)
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  await client.faults([])
  await client.post('reset', { seed: 1, orders: 40, products: 60, customers: 40, bucket: { size: 2000, restore: 100 } })
})

const names = async (query: string): Promise<string[]> =>
  nodesOf<{ name: string }>(
    await client.graphql(`{ orders(first: 100, query: ${JSON.stringify(query)}) { nodes { name } } }`),
    'orders',
  ).map((one) => one.name)

describe('what people do in the shop', () => {
  it('places a paid guest order of known articles, there at once and promised from stock', async () => {
    const sum = ({ inventoryLevels }: State) => inventoryLevels.reduce((all, one) => all + one.committed, 0)
    const before = sum(await client.get<State>('state'))
    const { status, body } = await client.post('orders', {})
    expect([status, body['name']]).toEqual([200, '#1041'])
    const state = await client.get<State>('state')
    const order = state.orders.at(-1)
    expect(order).toMatchObject({
      name: '#1041',
      displayFinancialStatus: 'PAID',
      company: null,
      country: 'NL',
      test: false,
    })
    expect(sum(state) - before).toBe(order?.lines.reduce((all, line) => all + line.quantity, 0))
    expect(await names('name:1041')).toEqual(['#1041'])
  })

  it('places what it is told to', async () => {
    const lines = [
      { sku: 'KOF-0001', quantity: 2, price: '10.00' },
      { sku: 'NIET-BEKEND', quantity: 1 },
    ]
    await client.post('orders', { email: 'Iemand@Example.com', company: 'Iemand B.V.', country: 'BE', lines })
    await client.post('orders', { email: 'iemand@example.com' })
    await client.post('orders', { kind: 'unpaid' })
    await client.post('orders', { kind: 'no-email' })
    const { orders } = await client.get<State>('state')
    expect(orders.at(-4)).toMatchObject({
      email: 'Iemand@Example.com',
      company: 'Iemand B.V.',
      country: 'BE',
      lines: [{ sku: 'KOF-0001', quantity: 2, price: 10 }, { sku: 'NIET-BEKEND' }],
    })
    expect(orders.at(-3)).toMatchObject({ email: 'iemand@example.com', company: 'Iemand B.V.' })
    expect(orders.at(-2)?.displayFinancialStatus).toBe('PENDING')
    expect(orders.at(-1)?.email).toBeNull()
    expect((await client.post('orders', { kind: 'strange' })).status).toBe(400)
  })

  it('makes a customer of whoever orders, once for an e-mail', async () => {
    const before = (await client.get<State>('state')).customers
    const { customers } = makeWorld({ seed: 1, products: 60, customers: 40 })
    const stranger = customers.find((one) => !one.inShop)?.email.toLowerCase() ?? ''
    expect(before.map((one) => one.email)).not.toContain(stranger)
    await client.post('orders', { email: stranger })
    await client.post('orders', { email: stranger.toUpperCase() })
    const after = (await client.get<State>('state')).customers
    expect(after.map((one) => one.email)).toContain(stranger)
    expect(after).toHaveLength(before.length + 1)
  })

  it('edits, pays, refunds and cancels', async () => {
    const lines = [
      { sku: 'KOF-0001', quantity: 3 },
      { sku: 'SER-0001', quantity: 1 },
    ]
    await client.post('orders', { lines })
    const find = async () => (await client.get<State>('state')).orders.find((one) => one.name === '#1041')
    const placed = await find()
    await client.post('edit', {
      order: '#1041',
      lines: [
        { sku: 'KOF-0001', quantity: 1 },
        { sku: 'THE-0001', quantity: 2 },
      ],
    })
    const edited = await find()
    expect(edited?.lines.map((one) => [one.sku, one.quantity, one.currentQuantity])).toEqual([
      ['KOF-0001', 3, 1],
      ['SER-0001', 1, 1],
      ['THE-0001', 2, 2],
    ])
    await client.post('pay', { order: '#1041' })
    const refund = await client.post('refund', { order: '1041', lines: [{ sku: 'SER-0001', quantity: 1 }] })
    expect(refund.status).toBe(200)
    expect((await find())?.displayFinancialStatus).toBe('PARTIALLY_REFUNDED')
    await client.post('refund', { order: '1041' })
    expect((await client.post('refund', { order: '1041' })).status).toBe(400)
    await client.post('orders', { kind: 'unpaid' })
    await client.post('cancel', { order: '#1042' })
    const { orders, refunds } = await client.get<State>('state')
    expect(orders.at(-1)?.cancelledAt).not.toBeNull()
    expect(refunds.filter((one) => one.order === '#1041' && one.amount > 0)).toHaveLength(2)
    expect(placed?.total).toBeGreaterThan(0)
    expect((await client.post('cancel', { order: '#9999' })).status).toBe(404)
  })
})

describe('what programs do in the shop', () => {
  const id = 'gid://shopify/Order/5800000000001'

  it('tags without doubles, whatever the case, and finds by tag', async () => {
    const tag = (mutation: string, tags: string[]) =>
      client.graphql(
        `mutation($t: [String!]!) { ${mutation}(id: "${id}", tags: $t) { node { ... on Order { tags } } userErrors { field message } } }`,
        { t: tags },
      )
    await tag('tagsAdd', ['In AFAS', 'in afas', 'b'])
    expect((await client.get<State>('state')).orders[0]?.tags).toEqual(expect.arrayContaining(['In AFAS', 'b']))
    expect(await names("tag:'in afas'")).toEqual(['#1001'])
    await tag('tagsRemove', ['IN AFAS'])
    expect(await names("tag:'in afas'")).toEqual([])
    const missing = await client.graphql(
      'mutation { tagsAdd(id: "gid://shopify/Order/1", tags: ["x"]) { node { id } userErrors { field message } } }',
    )
    expect(missing.data).toEqual({
      tagsAdd: { node: null, userErrors: [{ field: ['id'], message: 'Resource not found' }] },
    })
  })

  it('sets metafields all or nothing, and only over what was read', async () => {
    const set = (fields: object[]) =>
      client.graphql(
        'mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { value compareDigest } userErrors { code field } } }',
        { m: fields },
      )
    const one = { ownerId: id, namespace: 'koppel', key: 'document', type: 'single_line_text_field', value: 'A1' }
    const first = await set([{ ...one, compareDigest: null }])
    const payload = first.data?.['metafieldsSet'] as { metafields: { compareDigest: string }[] } | undefined
    const made = payload?.metafields[0]
    const again = await set([{ ...one, value: 'A2', compareDigest: null }])
    expect(JSON.stringify(again.data)).toContain('STALE_OBJECT')
    const both = await set([
      { ...one, key: 'other' },
      { ...one, key: 'number', type: 'number_integer', value: 'x' },
    ])
    expect(JSON.stringify(both.data)).toContain('INVALID_VALUE')
    await set([{ ...one, value: 'A3', compareDigest: made?.compareDigest }])
    expect((await client.get<State>('state')).orders[0]?.metafields).toMatchObject([{ key: 'document', value: 'A3' }])
    expect(await names('metafields.koppel.document:A3')).toEqual(['#1001'])
  })

  it('says honestly what it cannot do yet, and what Shopify does not have', async () => {
    const later = await client.graphql(
      `mutation { orderCancel(orderId: "${id}", reason: OTHER, restock: true) { job { id } } }`,
    )
    expect([later.status, codeOf(later)]).toEqual([200, 'SANDBOX_NOT_IMPLEMENTED'])
    expect(later.errors?.[0]?.message).toContain('orderCancel')
    expect(codeOf(await client.graphql('mutation { orderConquer(id: "x") { id } }'))).toBe('undefinedField')
    const variable = await client.graphql('query($n: Int!) { orders(first: $n) { nodes { id } } }', { n: 'five' })
    expect(codeOf(variable)).toBe('INVALID_VARIABLE')
    const calls = await client.get<{ method: string; operation: string; outcome: string }[]>('calls')
    expect(calls).toMatchObject([
      { method: 'mutation', operation: 'orderCancel', outcome: 'refused' },
      { method: 'mutation', operation: 'orderConquer', outcome: 'refused' },
      { method: 'query', operation: 'orders', outcome: 'refused' },
    ])
  })
})
