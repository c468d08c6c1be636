import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page, Selection } from '../../../sdk/source.ts'
import { contextFor, openSandbox, type OpenSandbox } from '../testing.ts'
import type { OrdersConfig } from './config.ts'
import type { ShopifyOrder } from './order.ts'
import { orders } from './orders.ts'

let shop: OpenSandbox
beforeAll(async () => {
  // A bucket in which no page above twenty orders fits: so a read takes several calls.
  shop = await openSandbox({ orders: 120, seed: 5, bucket: { size: 410, restore: 4000 } })
})
afterAll(() => shop.close())

const everything: OrdersConfig = { includeCancelled: true, includeTest: true }

async function read(config: OrdersConfig, selection: Selection = {}, logged: string[] = []): Promise<Page[]> {
  const pages: Page[] = []
  for await (const page of orders.read(selection, contextFor(shop.client, config, logged).context)) pages.push(page)
  return pages
}
const recordsOf = (pages: readonly Page[]) => pages.flatMap((page) => page.records)
const namesOf = (pages: readonly Page[]) => recordsOf(pages).map((record) => record.key)

describe('a sweep', () => {
  it('reads every order once, in pages of the size that is set', async () => {
    const pages = await read({ ...everything, pageSize: 15 })
    const known = (await shop.orders()).map((order) => order.name)
    expect(namesOf(pages).toSorted()).toEqual(known.toSorted())
    expect(Math.max(...pages.map((page) => page.records.length))).toBe(15)
    expect(pages.at(-1)?.cursor).toBeUndefined()
  })

  it('goes on behind any page with its cursor', async () => {
    const pages = await read({ ...everything, pageSize: 15 })
    for (const [index, page] of pages.slice(0, -1).entries()) {
      const rest = await read({ ...everything, pageSize: 15 }, { cursor: JSON.parse(JSON.stringify(page.cursor)) })
      expect(namesOf(rest)).toEqual(namesOf(pages.slice(index + 1)))
    }
  })

  it('leaves out what the settings leave out, and says so', async () => {
    const logged: string[] = []
    const names = namesOf(await read({ statuses: ['PAID', 'PARTIALLY_PAID'] }, {}, logged))
    const wanted = (await shop.orders()).filter(
      (one) => ['PAID', 'PARTIALLY_PAID'].includes(one.displayFinancialStatus) && !one.test && one.cancelledAt === null,
    )
    expect(names.toSorted()).toEqual(wanted.map((one) => one.name).toSorted())
    expect(logged.some((line) => line.includes('test order'))).toBe(true)
  })

  it('leaves alone what has an excluded tag, unless it is asked for by name', async () => {
    const { name } = await shop.ask<{ name: string }>('orders', { tags: ['AFAS:60000001'] })
    expect(namesOf(await read(everything))).toContain(name)
    const config = { ...everything, excludeTags: ['afas:*'] }
    expect(namesOf(await read(config))).not.toContain(name)
    expect(namesOf(await read({ ...everything, excludeTags: ['afas'] }))).toContain(name)
    expect(namesOf(await read(config, { keys: [name] }))).toEqual([name])
  })

  it('begins at the cut-over date', async () => {
    const all = recordsOf(await read(everything)).map((record) => record.data as ShopifyOrder)
    const middle = all.map((order) => order.processedAt).toSorted()[60]!
    const names = namesOf(await read({ ...everything, cutOver: middle }))
    expect(names.toSorted()).toEqual(
      all
        .filter((one) => one.processedAt >= middle)
        .map((one) => one.name)
        .toSorted(),
    )
    expect(names.length).toBeLessThan(120)
  })

  it('reads on from its watermark, less the overlap', async () => {
    const pages = await read(everything)
    const watermark = pages.at(-1)?.watermark as string
    const placed = await shop.ask<{ name: string }>('orders', {})
    const names = namesOf(await read({ ...everything, overlapMinutes: 0 }, { watermark }))
    expect(names).toContain(placed.name)
    expect(names.length).toBeLessThan(10)
    const day = namesOf(await read({ ...everything, overlapMinutes: 1440 }, { watermark }))
    expect(day.length).toBeGreaterThan(names.length)
  })

  it('misses no order that is changed or placed while it reads', async () => {
    const pages: Page[] = []
    const before = (await shop.orders()).map((order) => order.name)
    const { context } = contextFor(shop.client, { ...everything, pageSize: 20 })
    for await (const page of orders.read({}, context)) {
      pages.push(page)
      await shop.ask('edit', { order: before[pages.length * 11], note: 'changed' })
      await shop.ask('orders', {})
    }
    // What moved behind the end of this read is what the next one, from its watermark, brings.
    const next = await read(everything, { watermark: pages.at(-1)?.watermark })
    const seen = new Set(namesOf([...pages, ...next]))
    expect((await shop.orders()).map((order) => order.name).filter((name) => !seen.has(name))).toEqual([])
    const twice = namesOf(pages).filter((name, index, all) => all.indexOf(name) !== index)
    expect(twice).toEqual([])
  })

  it('ends at once when it is cancelled', async () => {
    const cancel = new AbortController()
    const { context } = contextFor(shop.client, everything)
    const pages = orders.read({}, { ...context, signal: cancel.signal })[Symbol.asyncIterator]()
    await pages.next()
    cancel.abort(new Error('cancelled'))
    const start = performance.now()
    for (let page = await pages.next().catch(() => undefined); page && !page.done;) {
      page = await pages.next().catch(() => undefined)
    }
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('given orders', () => {
  it('are found by name, with or without the sign, and nothing else comes with them', async () => {
    expect(namesOf(await read(everything, { keys: ['#1003', '1001', ' 1001', '1'] })).toSorted()).toEqual([
      '#1001',
      '#1003',
    ])
  })

  it('that the shop does not have, or the settings leave out, are named in the log', async () => {
    const logged: string[] = []
    const pending = (await shop.orders()).find((order) => order.displayFinancialStatus === 'PENDING')!
    expect(namesOf(await read({ statuses: ['PAID'] }, { keys: ['#999999', pending.name] }, logged))).toEqual([])
    expect(logged.join()).toContain('999999')
    expect(logged.join()).toContain(`${pending.name} is PENDING`)
  })

  it('of a range are those created in it, without a watermark', async () => {
    const all = recordsOf(await read(everything)).map((record) => record.data as ShopifyOrder)
    const [since, until] = [
      all.map((one) => one.createdAt).toSorted()[20]!,
      all.map((one) => one.createdAt).toSorted()[60]!,
    ]
    const pages = await read({ ...everything, pageSize: 10 }, { since, until })
    const wanted = all.filter((one) => one.createdAt >= since && one.createdAt <= until)
    expect(namesOf(pages).toSorted()).toEqual(wanted.map((one) => one.name).toSorted())
    expect(pages.every((page) => page.watermark === undefined)).toBe(true)
    expect(pages.length).toBeGreaterThan(3)
  })
})

describe('deliveries', () => {
  const delivery = (body: object, id = '1') => ({ id, topic: 'ORDERS_PAID', headers: {}, body, receivedAt: 0 })
  const receive = (bodies: readonly object[], config: OrdersConfig, logged: string[] = []) =>
    orders.receive!(
      bodies.map((body, index) => delivery(body, String(index))),
      contextFor(shop.client, config, logged).context,
    )

  it('become the orders they name, each once and as it is now', async () => {
    const some = (await shop.orders()).slice(0, 60)
    const bodies = some.map((order) => ({ admin_graphql_api_id: order.id, name: 'old' }))
    const number = { id: Number(some[0]!.id.split('/').at(-1)) }
    const records = await receive([...bodies, number, ...bodies], everything)
    expect(records.map((record) => record.key).toSorted()).toEqual(some.map((order) => order.name).toSorted())
  })

  it('of what is gone, or is no order, give nothing and say so', async () => {
    const logged: string[] = []
    const gone = 'gid://shopify/Order/1'
    expect(await receive([{ admin_graphql_api_id: gone }, { hello: 1 }], everything, logged)).toEqual([])
    expect(logged.join()).toContain('no longer there')
    expect(logged.join()).toContain('names no order')
  })

  it('of an order that the settings leave out give nothing', async () => {
    const pending = (await shop.orders()).find((order) => order.displayFinancialStatus === 'PENDING')!
    expect(await receive([{ admin_graphql_api_id: pending.id }], { statuses: ['PAID'] })).toEqual([])
  })
})

describe('an order', () => {
  it('with many lines has all of them', async () => {
    const lines = Array.from({ length: 130 }, (_, index) => ({ sku: `MANY-${index}`, quantity: 1, price: 1 }))
    const { name } = await shop.ask<{ name: string }>('orders', { lines })
    const [record] = recordsOf(await read(everything, { keys: [name] }))
    const order = record?.data as ShopifyOrder
    expect(new Set(order.lineItems.map((line) => line.sku)).size).toBe(130)
    expect(record?.keys.filter((key) => key.type === 'sku')).toHaveLength(130)
  })

  it('adds up to its total, to the cent, whatever is on it', async () => {
    const cents = (amount: number) => Math.round(amount * 100)
    const all = recordsOf(await read(everything)).map((record) => record.data as ShopifyOrder)
    for (const order of all) {
      const lines = order.lineItems.reduce((sum, line) => sum + cents(line.total), 0)
      const fees = order.fees.reduce((sum, fee) => sum + cents(fee.amount), 0)
      const tax = order.taxesIncluded ? 0 : cents(order.totalTax)
      const total = lines + cents(order.totalShipping) + cents(order.totalDuties) + fees + tax
      expect([order.name, total]).toEqual([order.name, cents(order.totalPrice)])
    }
    expect(all.some((order) => order.totalDiscounts > 0)).toBe(true)
    expect(all.some((order) => !order.taxesIncluded)).toBe(true)
  })

  it('can be given back as a record', async () => {
    const [record] = recordsOf(await read(everything, { keys: ['1001'] }))
    expect(orders.recordOf(JSON.parse(JSON.stringify(record?.data)))).toEqual(record)
    expect(() => orders.recordOf({ name: '#1' })).toThrow('not-an-order')
  })
})
