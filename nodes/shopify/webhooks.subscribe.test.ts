import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openSandbox, type OpenSandbox } from './nodes/testing.ts'
import { webhooks } from './webhooks.ts'

let shop: OpenSandbox
beforeAll(async () => {
  shop = await openSandbox()
})
afterAll(() => shop.close())

interface Hook {
  readonly topic: string
  readonly uri: string
}
const hooks = async () => (await shop.ask<{ webhooks: Hook[] }>('state')).webhooks
const mutations = async () => (await shop.calls()).filter((call) => call.method === 'mutation').length
const uri = 'http://127.0.0.1:9/hooks/one'

describe('a subscription', () => {
  it('is made once, however often it is asked for', async () => {
    const first = await webhooks.subscribe(shop.client, { topic: 'ORDERS_PAID', uri })
    const before = await mutations()
    const second = await webhooks.subscribe(shop.client, { topic: 'ORDERS_PAID', uri })
    expect(second).toEqual(first)
    expect(first.secret).toBe(shop.credentials.secrets.clientSecret)
    expect(await mutations()).toBe(before)
    expect((await hooks()).filter((hook) => hook.uri === uri)).toHaveLength(1)
  })

  it('moves to another topic and leaves nothing behind', async () => {
    await webhooks.subscribe(shop.client, { topic: 'ORDERS_CREATE', uri })
    expect((await hooks()).filter((hook) => hook.uri === uri)).toMatchObject([{ topic: 'ORDERS_CREATE' }])
  })

  it('is made again when the shop has removed it', async () => {
    await webhooks.unsubscribe(shop.client, uri)
    expect((await hooks()).filter((hook) => hook.uri === uri)).toEqual([])
    await webhooks.unsubscribe(shop.client, uri)
    await webhooks.subscribe(shop.client, { topic: 'ORDERS_PAID', uri })
    expect((await hooks()).filter((hook) => hook.uri === uri)).toHaveLength(1)
  })

  it('needs the client secret, and does nothing without', async () => {
    const client = shop.clientWith({ accessToken: shop.credentials.secrets.accessToken! })
    const before = await mutations()
    const asked = webhooks.subscribe(client, { topic: 'ORDERS_PAID', uri: `${uri}x` })
    await expect(asked).rejects.toMatchObject({ problem: { code: 'shopify.webhook-secret-missing' } })
    expect(await mutations()).toBe(before)
    await client.close()
  })
})

it('brings deliveries that are believed, and hold no personal data', async () => {
  const received = withResolvers<{ headers: IncomingMessage['headers']; rawBody: Buffer }>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      response.end()
      received.resolve({ headers: request.headers, rawBody: Buffer.concat(parts) })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/two`
  const { secret } = await webhooks.subscribe(shop.client, { topic: 'ORDERS_PAID', uri: own })
  const { name } = await shop.ask<{ name: string }>('orders', { email: 'jan.jansen@example.org' })
  const delivery = await received.promise
  expect(webhooks.verify(delivery, secret)).toBe(true)
  expect(webhooks.verify(delivery, `${secret}x`)).toBe(false)
  expect(webhooks.topic(delivery)).toBe('ORDERS_PAID')
  expect(webhooks.deliveryId(delivery)).toMatch(/^[0-9a-f-]{36}$/)
  expect(JSON.parse(delivery.rawBody.toString())).toMatchObject({ name })
  expect(delivery.rawBody.toString()).not.toContain('jan.jansen')
  server.close()
})

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((done) => (resolve = done))
  return { promise, resolve }
}
