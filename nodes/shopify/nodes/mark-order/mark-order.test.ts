import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outcomes } from '../../../sdk/outcome.ts'
import type { Rec } from '../../../sdk/record.ts'
import { contextFor, openSandbox, type OpenSandbox } from '../testing.ts'
import type { MarkConfig } from './config.ts'
import { markOrder } from './mark-order.ts'

let shop: OpenSandbox
beforeAll(async () => {
  shop = await openSandbox()
})
beforeEach(() => shop.ask('reset', { orders: 40, seed: 5, bucket: { size: 10_000, restore: 1000 } }))
afterAll(() => shop.close())

const recordFor = (order: { id: string; name: string }, number: unknown, id = order.name): Rec => ({
  id,
  identity: `gid://shopify/Shop/1:${order.id}`,
  key: order.name,
  keys: [],
  parents: [],
  data: { written: { order: { id: number } } },
})

async function mark(records: readonly Rec[], config: MarkConfig = {}, mode: 'live' | 'dry-run' = 'live') {
  const { context, results } = contextFor(shop.client, config)
  const run = { ...context.run, mode }
  const outcomes: Outcomes[] = []
  async function* input() {
    yield records
  }
  for await (const some of markOrder.run(input(), { ...context, run })) outcomes.push(some)
  return { outcomes: outcomes.flat(), results }
}
const mutations = async () => (await shop.calls()).filter((call) => call.method === 'mutation')
const tagsOf = async (name: string) => (await shop.orders()).find((order) => order.name === name)?.tags

describe('marking orders', () => {
  it('sets a tag and a metafield, and tells the nodes behind it', async () => {
    const [order] = await shop.orders()
    const { outcomes } = await mark([recordFor(order!, '60012466')], { tag: 'afas:{number}' })
    expect(await tagsOf(order!.name)).toContain('afas:60012466')
    expect(outcomes).toMatchObject([
      {
        kind: 'record',
        port: 'out',
        record: { data: { written: { order: { id: '60012466' }, mark: { id: order!.id } } } },
      },
    ])
  })

  it('of a whole batch reads once and sets the metafields together', async () => {
    const all = await shop.orders()
    await mark(
      all.map((order, index) => recordFor(order, 60_000 + index)),
      { tag: '' },
    )
    expect(await mutations()).toHaveLength(2)
    expect((await shop.calls()).filter((call) => call.operation === 'nodes')).toHaveLength(1)
  })

  it('sends nothing for a mark that is there', async () => {
    const some = (await shop.orders()).slice(0, 5).map((order) => recordFor(order, '1'))
    await mark(some)
    const before = (await mutations()).length
    const { results } = await mark(some)
    expect(results.map((result) => result.kind === 'written' && result.action)).toEqual(Array(5).fill('skip'))
    expect(await mutations()).toHaveLength(before)
  })

  it('changes the number and leaves the tag alone', async () => {
    const [order] = await shop.orders()
    await mark([recordFor(order!, '1')])
    const { results } = await mark([recordFor(order!, '2')])
    expect(results).toMatchObject([{ action: 'update' }])
    expect((await mutations()).map((call) => call.operation)).toEqual(['metafieldsSet', 'tagsAdd', 'metafieldsSet'])
  })

  it('keeps the tags that are there', async () => {
    const { name } = await shop.ask<{ name: string }>('orders', { tags: ['vip'] })
    const order = (await shop.orders()).find((one) => one.name === name)!
    await mark([recordFor(order, '1')])
    expect((await tagsOf(name))?.toSorted()).toEqual(['AFAS', 'vip'])
  })

  it('takes half a mark for none', async () => {
    const [order] = await shop.orders()
    await mark([recordFor(order!, '1')], { metafield: false })
    const { results } = await mark([recordFor(order!, '1')])
    expect(results).toMatchObject([{ action: 'create' }])
  })

  it('marks the parts of one order after each other', async () => {
    const [order] = await shop.orders()
    const { outcomes } = await mark([recordFor(order!, '1', 'a'), recordFor(order!, '1', 'b')])
    expect(outcomes.map((one) => one.kind)).toEqual(['record', 'record'])
    expect(await mutations()).toHaveLength(2)
  })
})

describe('a record that cannot mark', () => {
  it.each([
    ['without a number', { id: 'gid://shopify/Order/5800000000001', name: '#1001' }, undefined, 'shopify.no-number'],
    ['not from an order', { id: 'gid://shopify/Customer/1', name: 'x' }, '1', 'shopify.no-order'],
    ['of an order that is gone', { id: 'gid://shopify/Order/1', name: '#0' }, '1', 'shopify.user-errors'],
  ])('%s is parked with the reason, the others go on', async (_name, order, number, code) => {
    const [good] = (await shop.orders()).slice(5)
    const { outcomes } = await mark([recordFor(order, number), recordFor(good!, '7')])
    expect(outcomes).toMatchObject([{ kind: 'failed', problem: { code } }, { kind: 'record' }])
  })

  it('for lack of a scope stops the run', async () => {
    const client = await shop.clientWithScopes(['read_orders', 'read_customers', 'read_products'])
    const { context } = contextFor(client, {})
    const [order] = await shop.orders()
    async function* input() {
      yield [recordFor(order!, '1')]
    }
    const outcomes: Outcomes[] = []
    for await (const some of markOrder.run(input(), context)) outcomes.push(some)
    expect(outcomes.flat()).toMatchObject([
      {
        kind: 'failed',
        problem: { code: 'shopify.missing-scope', scope: 'system', message: expect.stringContaining('write_orders') },
      },
    ])
    await client.close()
  })

  it('shows in a dry run what it would do while the number is to come', async () => {
    const [order] = await shop.orders()
    const { outcomes } = await mark([recordFor(order!, undefined)], {}, 'dry-run')
    expect(outcomes).toMatchObject([{ kind: 'record' }])
  })
})
