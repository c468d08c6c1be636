import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from './start.ts'
import { clientOf, type Client, codeOf, titleOf, type State } from './testing/client.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'koppel-shop-'))
/** In a folder that nobody has made: a first start has none. */
const dataFile = path.join(folder, 'sandbox', 'shop.db')
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
    await expect(raw()).rejects.toThrow('fetch failed')
    expect(await tagged()).toBe(false)
    await client.faults([{ match: {}, kind: 'throttle', rate: 1, times: 1 }])
    expect(codeOf(await add())).toBe('THROTTLED')
    expect(await tagged()).toBe(false)
  })
})
