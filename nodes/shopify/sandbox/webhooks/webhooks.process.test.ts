import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from '../start.ts'
import { clientOf, nodesOf, type Client } from '../testing/client.ts'

interface Arrived {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

let sandbox: StartedSandbox
let client: Client
let listener: Server
let address = ''
const arrived: Arrived[] = []
const answers: number[] = []

async function waitFor(count: number, patience = 8000): Promise<Arrived[]> {
  for (const end = Date.now() + patience; arrived.length < count && Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return [...arrived]
}
const quiet = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const parsed = (one: Arrived | undefined) => JSON.parse(one?.body.toString() ?? '{}') as Record<string, unknown>
const topics = (list: readonly Arrived[]) => list.map((one) => String(one.headers['x-shopify-topic'])).toSorted()

const subscribe = (topic: string, more: object = {}) =>
  client.graphql(
    `mutation($t: WebhookSubscriptionTopic!, $w: WebhookSubscriptionInput!) {
      webhookSubscriptionCreate(topic: $t, webhookSubscription: $w) { webhookSubscription { id } userErrors { field message } } }`,
    { t: topic, w: { uri: `${address}/${topic.toLowerCase()}`, ...more } },
  )

beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0 })
  client = await clientOf(sandbox)
  listener = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      arrived.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces) })
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
})
afterAll(async () => {
  await sandbox.stop()
  listener.close()
})
beforeEach(async () => {
  await client.faults([])
  const hooks = await client.graphql('{ webhookSubscriptions(first: 50) { nodes { id } } }')
  for (const { id } of nodesOf<{ id: string }>(hooks, 'webhookSubscriptions')) {
    await client.graphql('mutation($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId } }', {
      id,
    })
  }
  await client.post('reset', { seed: 1, orders: 5 })
  arrived.length = 0
  answers.length = 0
})

describe('webhooks', () => {
  it('tell of a new order, signed over the raw body, with all headers', async () => {
    await subscribe('ORDERS_CREATE')
    const { body } = await client.post('orders', {})
    const [one] = await waitFor(1)
    const secret = client.credentials.secrets.clientSecret
    expect(one?.headers['x-shopify-hmac-sha256']).toBe(
      createHmac('sha256', secret)
        .update(one?.body ?? '')
        .digest('base64'),
    )
    expect(one?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'koppel-sandbox.myshopify.com',
      'x-shopify-api-version': '2026-10',
    })
    for (const name of ['webhook-id', 'event-id', 'triggered-at'])
      expect(one?.headers[`x-shopify-${name}`]).toBeTruthy()
    const order = parsed(one)
    expect(order).toMatchObject({ name: body['name'], admin_graphql_api_id: body['id'], financial_status: 'paid' })
    expect(order['id']).toBe(Number(String(body['id']).split('/').at(-1)))
    expect(order['total_price']).toMatch(/^\d+\.\d\d$/)
  })

  it('tell each topic what concerns it', async () => {
    for (const topic of [
      'ORDERS_CREATE',
      'ORDERS_PAID',
      'ORDERS_UPDATED',
      'ORDERS_EDITED',
      'ORDERS_CANCELLED',
      'REFUNDS_CREATE',
    ]) {
      await subscribe(topic)
    }
    await client.post('orders', { kind: 'unpaid', lines: [{ sku: 'KOF-0001', quantity: 2 }] })
    expect(topics(await waitFor(2))).toEqual(['orders/create', 'orders/updated'])
    arrived.length = 0
    await client.post('pay', { order: '#1006' })
    expect(topics(await waitFor(2))).toEqual(['orders/paid', 'orders/updated'])
    arrived.length = 0
    await client.post('edit', { order: '#1006', lines: [{ sku: 'KOF-0001', quantity: 1 }] })
    expect(topics(await waitFor(2))).toEqual(['orders/edited', 'orders/updated'])
    arrived.length = 0
    await client.post('refund', { order: '#1006' })
    expect(topics(await waitFor(2))).toEqual(['orders/updated', 'refunds/create'])
    arrived.length = 0
    await client.post('cancel', { order: '#1001', refund: false })
    expect(topics(await waitFor(2))).toEqual(['orders/cancelled', 'orders/updated'])
    arrived.length = 0
    await client.graphql(
      'mutation { tagsAdd(id: "gid://shopify/Order/5800000000002", tags: ["seen"]) { userErrors { message } } }',
    )
    expect(topics(await waitFor(1))).toEqual(['orders/updated'])
    await client.graphql(
      'mutation { tagsAdd(id: "gid://shopify/Order/5800000000002", tags: ["seen"]) { userErrors { message } } }',
    )
    await quiet(300)
    expect(arrived).toHaveLength(1)
  })

  it('come again with the same id and payload until they are taken', async () => {
    await subscribe('ORDERS_CREATE')
    answers.push(500, 401)
    await client.post('orders', {})
    const tries = await waitFor(3)
    expect(new Set(tries.map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(1)
    expect(new Set(tries.map((one) => one.body.toString())).size).toBe(1)
    await quiet(200)
    expect(arrived).toHaveLength(3)
  })

  it('can be lost, doubled and left out on demand', async () => {
    await subscribe('ORDERS_CREATE')
    await client.post('orders', { webhook: false })
    await client.faults([{ match: { operation: 'webhook' }, kind: 'drop', rate: 1, times: 1 }])
    await client.post('orders', {})
    await quiet(400)
    expect(arrived).toHaveLength(0)
    await client.faults([{ match: { operation: 'webhook' }, kind: 'after-effect', rate: 1, times: 1 }])
    await client.post('orders', {})
    const both = await waitFor(2)
    expect(new Set(both.map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(1)
  })

  it('carry only the fields that were asked for', async () => {
    await subscribe('ORDERS_CREATE', { includeFields: ['id', 'admin_graphql_api_id', 'updated_at'] })
    await client.post('orders', {})
    const [one] = await waitFor(1)
    expect(Object.keys(parsed(one)).toSorted()).toEqual(['admin_graphql_api_id', 'id', 'updated_at'])
  })

  it('are subscribed to once, over https or to this machine', async () => {
    expect(JSON.stringify((await subscribe('ORDERS_PAID')).data)).toContain('"userErrors":[]')
    expect(JSON.stringify((await subscribe('ORDERS_PAID')).data)).toContain('already been taken')
    expect(JSON.stringify((await subscribe('ORDERS_PAID', { uri: 'http://example.com/x' })).data)).toContain(
      'not supported',
    )
    expect(JSON.stringify((await subscribe('ORDERS_PAID', { uri: 'nonsense' })).data)).toContain('invalid')
    const found = await client.graphql(
      'query($u: String) { webhookSubscriptions(first: 5, uri: $u, topics: [ORDERS_PAID]) { nodes { topic uri } } }',
      { u: `${address}/orders_paid` },
    )
    expect(nodesOf(found, 'webhookSubscriptions')).toHaveLength(1)
  })
})
