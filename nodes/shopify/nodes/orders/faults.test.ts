import { afterAll, beforeAll, expect, it } from 'vitest'
import { contextFor, openSandbox, type OpenSandbox } from '../testing.ts'
import { orders } from './orders.ts'

let shop: OpenSandbox
beforeAll(async () => {
  shop = await openSandbox({ orders: 100, seed: 8, bucket: { size: 400, restore: 4000 } })
})
afterAll(() => shop.close())

const config = { includeCancelled: true, includeTest: true }

async function namesRead(client = shop.client): Promise<string[]> {
  const names: string[] = []
  for await (const page of orders.read({}, contextFor(client, config).context)) {
    names.push(...page.records.map((record) => record.key))
  }
  return names
}

it.each([
  ['502', { kind: 'status', status: 502 }],
  ['503 with Retry-After', { kind: 'status', status: 503 }],
  ['cut connections', { kind: 'drop' }],
  ['throttled calls', { kind: 'throttle' }],
  ['lost answers', { kind: 'after-effect', status: 500 }],
])('a sweep through %s reads every order once', async (_name, fault) => {
  await shop.faults([{ match: { operation: 'orders' }, rate: 1, times: 2, ...fault }])
  const known = (await shop.orders()).map((order) => order.name)
  expect((await namesRead()).toSorted()).toEqual(known.toSorted())
  await shop.faults([])
})

it('a shop that stays away ends the run with a problem that says so', async () => {
  await shop.faults([{ match: { operation: 'orders' }, kind: 'drop', rate: 1 }])
  await expect(namesRead()).rejects.toMatchObject({ problem: { code: 'shopify.unavailable', retry: 'later' } })
  await shop.faults([])
}, 60_000)

it.each([
  ['read_orders', ['read_customers', 'read_products', 'read_payment_terms']],
  ['read_customers', ['read_orders', 'read_products', 'read_payment_terms']],
  ['read_payment_terms', ['read_orders', 'read_customers', 'read_products']],
])('without the scope %s nothing is read, and the scope is named', async (missing, granted) => {
  const client = await shop.clientWithScopes(granted)
  const problem = { code: 'shopify.missing-scope', scope: 'system', message: expect.stringContaining(missing) }
  await expect(namesRead(client)).rejects.toMatchObject({ problem })
  await client.close()
})

it('with a wrong token nothing is read', async () => {
  const client = shop.clientWith({ accessToken: 'shpat_wrong' })
  await expect(namesRead(client)).rejects.toMatchObject({ problem: { code: 'shopify.unauthorised', scope: 'system' } })
  await client.close()
})
