import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from './start.ts'
import { clientOf, type Client, codeOf, type State } from './testing/client.ts'

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

  /** The wait that the answer itself asks for, where it was refused. */
  const untilFilled = async (answer: Awaited<ReturnType<Client['graphql']>>, restore: number): Promise<void> => {
    if (answer.errors === undefined) return
    const { requestedQueryCost = 0, throttleStatus } = answer.extensions?.cost ?? {}
    const wait = (requestedQueryCost - (throttleStatus?.currentlyAvailable ?? 0)) / restore
    await new Promise((resolve) => setTimeout(resolve, wait * 1000 + 50))
  }

  it('says so in every answer', async () => {
    const answer = await client.graphql('{ orders(first: 10) { nodes { id } } }')
    expect(answer.extensions?.cost).toMatchObject({ requestedQueryCost: 6, actualQueryCost: 6 })
    expect(answer.extensions?.cost.throttleStatus).toMatchObject({ maximumAvailable: 2000, restoreRate: 100 })
  })

  it('throttles with 200 when the bucket is empty, and serves again when it has filled', async () => {
    await client.post('reset', { bucket: { size: 200, restore: 40 } })
    // At once: on a busy machine one after another would find a bucket that has filled again meanwhile.
    const answers = await Promise.all(Array.from({ length: 6 }, () => client.graphql(dear)))
    expect(answers.some(({ errors }) => errors === undefined)).toBe(true)
    const refused = answers.find(({ errors }) => errors !== undefined)
    expect([refused?.status, refused?.data, refused && codeOf(refused)]).toEqual([200, undefined, 'THROTTLED'])
    expect(refused?.extensions?.cost?.actualQueryCost).toBeNull()
    const next = await client.graphql(dear)
    await untilFilled(next, 40)
    if (next.errors !== undefined) expect((await client.graphql(dear)).errors).toBeUndefined()
    const calls = await client.get<{ operation: string; outcome: string }[]>('calls')
    expect(new Set(calls.map((one) => one.outcome))).toEqual(new Set(['ok', 'throttle']))
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
