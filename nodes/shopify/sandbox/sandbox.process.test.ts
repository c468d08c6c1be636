import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from './start.ts'
import { clientOf, titleOf, type Client } from './testing/client.ts'

interface State {
  readonly environment: string
  readonly orders: readonly {
    id: string
    name: string
    email: string | null
    tags: string[]
    total: number
    displayFinancialStatus: string
    cancelledAt: string | null
    lines: { sku: string | null; quantity: number; currentQuantity: number }[]
    metafields: { key: string; value: string }[]
  }[]
  readonly inventoryLevels: readonly { sku: string; location: string; available: number; committed: number }[]
  readonly refunds: readonly { order: string; amount: number }[]
  readonly webhooks: readonly { topic: string; uri: string }[]
}

interface Page {
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly updatedAt: string }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

const folder = mkdtempSync(path.join(tmpdir(), 'koppel-shop-'))
const dataFile = path.join(folder, 'shop.db')
let sandbox: StartedSandbox
let client: Client

beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0, dataFile })
  client = await clientOf(sandbox)
})
afterAll(async () => {
  await sandbox.stop()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await client.faults([])
  await client.post('reset', { seed: 1, orders: 40, products: 60, customers: 40, bucket: { size: 2000, restore: 100 } })
})

const page = async (args: string): Promise<Page> => {
  const answer = await client.graphql(
    `{ orders(${args}) { nodes { id name updatedAt } pageInfo { hasNextPage endCursor } } }`,
  )
  if (answer.errors) throw new Error(answer.errors[0]?.message)
  return answer.data?.['orders'] as Page
}
const names = async (query: string, more = ''): Promise<string[]> =>
  (await page(`first: 100, query: ${JSON.stringify(query)}${more}`)).nodes.map((one) => one.name)
const codeOf = (answer: { errors?: readonly { extensions?: Record<string, unknown> }[] }) =>
  answer.errors?.[0]?.extensions?.['code']

describe('the process', () => {
  it('goes by its name and hands out what a connection takes', () => {
    expect(titleOf(sandbox.pid)).toContain('koppel-sandbox-shopify')
    const { type, config, secrets } = client.credentials
    expect(type).toBe('shopify')
    expect(config).toEqual({ shop: 'koppel-sandbox.myshopify.com', apiVersion: '2026-10', sandboxUrl: sandbox.url })
    expect(Object.keys(secrets)).toEqual(['accessToken', 'clientSecret'])
  })

  it('goes on after a restart with the same shop, tokens, tags and subscriptions', async () => {
    const id = 'gid://shopify/Order/5800000000001'
    await client.graphql(`mutation { tagsAdd(id: "${id}", tags: ["kept"]) { userErrors { message } } }`)
    await client.graphql(
      'mutation { webhookSubscriptionCreate(topic: ORDERS_PAID, webhookSubscription: { uri: "http://127.0.0.1:9/kept" }) { userErrors { message } } }',
    )
    const before = await client.get<State>('state')
    const token = client.credentials.token
    await sandbox.stop()
    sandbox = await startShopifySandbox({ port: 0, dataFile })
    client = await clientOf(sandbox)
    expect(client.credentials.token).toBe(token)
    const after = await client.get<State>('state')
    expect(after).toEqual(before)
    expect(after.orders[0]?.tags).toContain('kept')
    expect(after.webhooks).toHaveLength(1)
  })
})

describe('reset', () => {
  it('gives the same shop for the same seed under a new environment, and another for another seed', async () => {
    const one = await client.get<State>('state')
    await client.post('reset', { seed: 1 })
    const two = await client.get<State>('state')
    await client.post('reset', { seed: 'other' })
    const three = await client.get<State>('state')
    expect(two.environment).not.toBe(one.environment)
    expect({ ...two, environment: '' }).toEqual({ ...one, environment: '' })
    expect(three.orders.map((order) => order.total)).not.toEqual(two.orders.map((order) => order.total))
  })

  it('takes any size and refuses what it does not know', async () => {
    await client.post('reset', { seed: 2, orders: 1234, products: 20, customers: 12 })
    expect((await client.get<State>('state')).orders).toHaveLength(1234)
    await client.post('reset', { orders: 0 })
    expect((await client.get<State>('state')).orders).toEqual([])
    expect((await client.post('reset', { order: 5 })).status).toBe(400)
  })

  it('keeps subscriptions and tokens', async () => {
    const { webhooks } = await client.get<State>('state')
    expect(webhooks.map((one) => one.uri)).toEqual(['http://127.0.0.1:9/kept'])
    expect((await client.graphql('{ shop { id } }')).status).toBe(200)
  })
})

describe('who may ask', () => {
  it('knows its paths, its tokens and its bodies', async () => {
    const url = client.credentials.graphql
    const token = { 'x-shopify-access-token': client.credentials.token }
    const status = async (to: string, headers: Record<string, string>, body: string) =>
      (await fetch(to, { method: 'POST', headers, body })).status
    const json = { 'content-type': 'application/json' }
    const body = JSON.stringify({ query: '{ shop { id } }' })
    expect(await status(url, { ...json, ...token }, body)).toBe(200)
    expect(await status(url, json, body)).toBe(401)
    expect(await status(url, { ...json, ...token }, '{')).toBe(400)
    expect(await status(url, { 'content-type': 'text/plain', ...token }, body)).toBe(400)
    expect(await status(url.replace('2026-10', '2026-11'), { ...json, ...token }, body)).toBe(404)
    expect(await status(url.replace('2026-10', '2031-01'), { ...json, ...token }, body)).toBe(404)
    expect(await status(`${sandbox.url}/elsewhere`, { ...json, ...token }, body)).toBe(404)
    const refused = await fetch(url, { method: 'POST', headers: { ...json, 'x-shopify-access-token': 'wrong' }, body })
    expect(await refused.json()).toEqual({
      errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
    })
    const old = await fetch(url.replace('2026-10', '2025-07'), { method: 'POST', headers: { ...json, ...token }, body })
    expect([old.status, old.headers.get('x-shopify-api-version')]).toEqual([200, '2026-10'])
  })

  it('gives a token for client credentials', async () => {
    const { clientId, secrets } = client.credentials
    const ask = async (secret: string) => {
      const form = { client_id: clientId, client_secret: secret, grant_type: 'client_credentials' }
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${sandbox.url}/admin/oauth/access_token`, {
        method: 'POST',
        headers,
        body: JSON.stringify(form),
      })
      return { status: answer.status, body: (await answer.json()) as { access_token: string; expires_in: number } }
    }
    const { status, body } = await ask(secrets.clientSecret)
    expect([status, body.expires_in]).toEqual([200, 86_399])
    expect((await client.graphql('{ shop { name } }', {}, body.access_token)).errors).toBeUndefined()
    expect((await ask('wrong')).status).toBe(401)
  })

  it('holds back what a token may not see: null beside the error, and no effect', async () => {
    const token = String((await client.post('tokens', { scopes: ['read_orders'] })).body['accessToken'])
    const nested = await client.graphql('{ orders(first: 1) { nodes { name customer { id } } } }', {}, token)
    expect(nested.data).toEqual({ orders: { nodes: [{ name: '#1001', customer: null }] } })
    expect(nested.errors?.[0]).toMatchObject({
      path: ['orders', 'nodes', 0, 'customer'],
      extensions: { code: 'ACCESS_DENIED' },
    })
    expect(String(nested.errors?.[0]?.extensions?.['requiredAccess'])).toContain('read_customers')
    const id = 'gid://shopify/Order/5800000000001'
    const write = await client.graphql(
      `mutation { tagsAdd(id: "${id}", tags: ["no"]) { userErrors { message } } }`,
      {},
      token,
    )
    expect([write.status, codeOf(write)]).toEqual([200, 'ACCESS_DENIED'])
    expect((await client.get<State>('state')).orders[0]?.tags).not.toContain('no')
    const none = String((await client.post('tokens', { scopes: [] })).body['accessToken'])
    const all = await client.graphql('{ orders(first: 1) { nodes { name } } }', {}, none)
    expect([all.data, codeOf(all)]).toEqual([null, 'ACCESS_DENIED'])
    const node = await client.graphql(`{ node(id: "${id}") { id } }`, {}, none)
    expect([node.data, codeOf(node)]).toEqual([{ node: null }, 'ACCESS_DENIED'])
  })
})

describe('what a query may cost', () => {
  const dear = '{ orders(first: 100) { nodes { customer { id } lineItems(first: 50) { nodes { variant { id } } } } } }'

  it('says so in every answer', async () => {
    const answer = await client.graphql('{ orders(first: 10) { nodes { id } } }')
    expect(answer.extensions?.cost).toMatchObject({ requestedQueryCost: 6, actualQueryCost: 6 })
    expect(answer.extensions?.cost.throttleStatus).toMatchObject({ maximumAvailable: 2000, restoreRate: 100 })
  })

  it('throttles with 200 when the bucket is empty, and serves again when it has filled', async () => {
    await client.post('reset', { bucket: { size: 200, restore: 400 } })
    expect((await client.graphql(dear)).errors).toBeUndefined()
    const refused = await client.graphql(dear)
    expect([refused.status, refused.data, codeOf(refused)]).toEqual([200, undefined, 'THROTTLED'])
    const { requestedQueryCost, actualQueryCost, throttleStatus } = refused.extensions?.cost ?? {
      throttleStatus: undefined,
    }
    expect(actualQueryCost).toBeNull()
    const wait = ((requestedQueryCost ?? 0) - (throttleStatus?.currentlyAvailable ?? 0)) / 400
    await new Promise((resolve) => setTimeout(resolve, wait * 1000 + 50))
    expect((await client.graphql(dear)).errors).toBeUndefined()
    const calls = await client.get<{ operation: string; outcome: string }[]>('calls')
    expect(calls.map((one) => one.outcome)).toEqual(['ok', 'throttle', 'ok'])
  })

  it('gives back what was not used', async () => {
    const answer = await client.graphql('{ orders(first: 250, query: "name:1001") { nodes { customer { id } } } }')
    const { requestedQueryCost, actualQueryCost, throttleStatus } = answer.extensions?.cost ?? {
      throttleStatus: undefined,
    }
    expect([requestedQueryCost, actualQueryCost]).toEqual([24, 4])
    expect(throttleStatus?.currentlyAvailable).toBeGreaterThanOrEqual(1996)
  })

  it('refuses a query above 1,000 before it runs', async () => {
    const answer = await client.graphql(
      '{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { variant { product { id } } product { id } customAttributes { key } taxLines { rate } lineItemGroup { id } discountAllocations { discountApplication { index } } } } } } }',
    )
    expect([codeOf(answer), answer.data]).toEqual(['MAX_COST_EXCEEDED', undefined])
    expect(answer.errors?.[0]?.message).toMatch(
      /^Query cost is \d+, which exceeds the single query max cost limit \(1000\)/,
    )
  })

  it('keeps a bucket for each token', async () => {
    await client.post('reset', { bucket: { size: 200, restore: 1 } })
    const other = String(
      (await client.post('tokens', { scopes: ['read_orders', 'read_customers', 'read_products'] })).body['accessToken'],
    )
    expect((await client.graphql(dear)).errors).toBeUndefined()
    expect(codeOf(await client.graphql(dear))).toBe('THROTTLED')
    expect((await client.graphql(dear, {}, other)).errors).toBeUndefined()
  })
})

describe('lists', () => {
  it('come page by page without a gap or a double, both ways', async () => {
    for (const order of ['sortKey: UPDATED_AT', 'sortKey: UPDATED_AT, reverse: true', 'sortKey: ID', 'reverse: true']) {
      const seen: string[] = []
      for (let after = ''; ;) {
        const next = await page(`first: 7, ${order}${after === '' ? '' : `, after: "${after}"`}`)
        seen.push(...next.nodes.map((one) => one.name))
        if (!next.pageInfo.hasNextPage) break
        after = next.pageInfo.endCursor ?? ''
      }
      expect(new Set(seen).size).toBe(40)
      expect(seen).toHaveLength(40)
      const whole = await page(`first: 100, ${order}`)
      expect(whole.nodes.map((one) => one.name)).toEqual(seen)
      const last = await page(`last: 5, ${order}`)
      expect(last.nodes.map((one) => one.name)).toEqual(seen.slice(-5))
    }
  })

  it('refuse a cursor of another list or order, and a page without or beyond a size', async () => {
    const { endCursor } = (await page('first: 5, sortKey: UPDATED_AT')).pageInfo
    await expect(page(`first: 5, sortKey: ID, after: "${endCursor}"`)).rejects.toThrow(/cursor/i)
    await expect(page(`first: 5, sortKey: UPDATED_AT, reverse: true, after: "${endCursor}"`)).rejects.toThrow(/cursor/i)
    await expect(page(`first: 5, sortKey: UPDATED_AT, query: "test:true", after: "${endCursor}"`)).rejects.toThrow(
      /cursor/i,
    )
    await expect(page('first: 5, after: "nonsense"')).rejects.toThrow(/cursor/i)
    await expect(page('first: 251')).rejects.toThrow(/250/)
    await expect(page('sortKey: ID')).rejects.toThrow(/first or last/)
  })

  it('find by what Shopify finds by', async () => {
    const { orders } = await client.get<State>('state')
    const want = (test: (one: State['orders'][number]) => boolean) => orders.filter(test).map((one) => one.name)
    expect(await names("name:'#1003' OR name:1004")).toEqual(['#1003', '#1004'])
    expect(await names('financial_status:paid')).toEqual(want((one) => one.displayFinancialStatus === 'PAID'))
    expect(await names('financial_status:paid AND -status:cancelled')).toEqual(
      want((one) => one.displayFinancialStatus === 'PAID' && one.cancelledAt === null),
    )
    expect(await names('status:cancelled')).toEqual(want((one) => one.cancelledAt !== null))
    const email = orders.find((one) => one.email)?.email ?? ''
    expect(await names(`email:'${email.toUpperCase()}'`)).toEqual(
      want((one) => one.email?.toLowerCase() === email.toLowerCase()),
    )
    const sku = orders[0]?.lines[0]?.sku
    expect(await names(`sku:'${sku}'`)).toEqual(want((one) => one.lines.some((line) => line.sku === sku)))
    expect(await names('id:5800000000002')).toEqual(['#1002'])
  })

  it('count the moment itself in when asked for later than', async () => {
    const all = await page('first: 100, sortKey: UPDATED_AT')
    const at = all.nodes[20]?.updatedAt ?? ''
    const from = all.nodes.filter((one) => one.updatedAt >= at).map((one) => one.name)
    expect(await names(`updated_at:>'${at}'`, ', sortKey: UPDATED_AT')).toEqual(from)
    expect(await names(`updated_at:>='${at}'`, ', sortKey: UPDATED_AT')).toEqual(from)
    expect(await names(`updated_at:<'${at}'`)).toHaveLength(40 - from.length)
  })

  it('pass over a filter they do not know, with a warning', async () => {
    const answer = await client.graphql('{ orders(first: 100, query: "finacial_status:paid") { nodes { name } } }')
    expect((answer.data?.['orders'] as Page).nodes).toHaveLength(40)
    expect(JSON.stringify(answer.extensions?.search)).toContain('finacial_status')
  })

  it('know products, variants, customers, companies and stock', async () => {
    const answer = await client.graphql(`{
      products(first: 2) { nodes { title variants(first: 5) { nodes { sku price inventoryItem { tracked } } } } }
      productVariants(first: 5, query: "sku:'KOF-0001'") { nodes { sku product { title }
        inventoryItem { inventoryLevels(first: 5) { nodes { location { name } quantities(names: ["available", "on_hand"]) { name quantity } } } } } }
      customers(first: 3, sortKey: UPDATED_AT) { nodes { id defaultEmailAddress { emailAddress } } }
      companies(first: 3) { nodes { name locations(first: 1) { nodes { taxSettings { taxRegistrationId } } } } }
      locations(first: 5) { nodes { name } } }`)
    expect(answer.errors).toBeUndefined()
    expect((answer.data?.['productVariants'] as { nodes: unknown[] }).nodes).toHaveLength(1)
    expect((answer.data?.['locations'] as { nodes: { name: string }[] }).nodes.map((one) => one.name)).toEqual([
      'Magazijn Amersfoort',
      'Winkel Utrecht',
    ])
    expect((answer.data?.['companies'] as { nodes: unknown[] }).nodes.length).toBeGreaterThan(0)
  })
})

describe('what people do in the shop', () => {
  it('places a paid guest order of known articles, there at once and promised from stock', async () => {
    const sum = ({ inventoryLevels }: State) => inventoryLevels.reduce((all, one) => all + one.committed, 0)
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
    expect(sum(state)).toBe(order?.lines.reduce((all, line) => all + line.quantity, 0))
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
    const made = (first.data?.['metafieldsSet'] as { metafields: { compareDigest: string }[] }).metafields[0]
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

describe('faults', () => {
  const add = () =>
    client.graphql(
      'mutation { tagsAdd(id: "gid://shopify/Order/5800000000001", tags: ["x"]) { userErrors { message } } }',
    )
  const tagged = async () => (await client.get<State>('state')).orders[0]?.tags.includes('x')
  const raw = () =>
    fetch(client.credentials.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': client.credentials.token },
      body: JSON.stringify({
        query: 'mutation { tagsAdd(id: "gid://shopify/Order/5800000000001", tags: ["x"]) { userErrors { message } } }',
      }),
    })

  it('answer 503 with Retry-After and do nothing', async () => {
    await client.faults([{ match: { operation: 'tagsAdd' }, kind: 'status', rate: 1, status: 503, times: 1 }])
    const answer = await raw()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(await tagged()).toBe(false)
    expect((await add()).errors).toBeUndefined()
  })

  it('do the work and lose the answer', async () => {
    await client.faults([{ match: { method: 'mutation' }, kind: 'after-effect', rate: 1, times: 1 }])
    expect((await raw()).status).toBe(500)
    expect(await tagged()).toBe(true)
  })

  it('cut the line before the work, and throttle', async () => {
    await client.faults([{ match: { operation: 'tagsAdd' }, kind: 'drop', rate: 1, times: 1 }])
    await expect(raw()).rejects.toThrow()
    expect(await tagged()).toBe(false)
    await client.faults([{ match: {}, kind: 'throttle', rate: 1, times: 1 }])
    expect(codeOf(await add())).toBe('THROTTLED')
    expect(await tagged()).toBe(false)
  })
})
