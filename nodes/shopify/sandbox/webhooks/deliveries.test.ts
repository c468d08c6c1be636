import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { placeOrder } from '../actions/place.ts'
import { Shop } from '../shop.ts'
import { saveSubscription, subscriptionsTo } from './subscriptions.ts'

describe('deliveries', () => {
  it('end after eight failures, and the subscription with them', async () => {
    let tries = 0
    const listener = createServer((request, response) => {
      tries += 1
      request.resume()
      response.writeHead(500).end()
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const uri = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`
    const shop = new Shop(
      undefined,
      Array.from({ length: 7 }, () => 5),
    )
    const now = Date.now()
    saveSubscription(shop.database, {
      id: 1,
      topic: 'ORDERS_CREATE',
      uri,
      filter: null,
      includeFields: [],
      name: null,
      createdAt: now,
      updatedAt: now,
    })
    placeOrder(shop, {})
    for (const end = Date.now() + 5000; subscriptionsTo(shop.database).length > 0 && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(tries).toBe(8)
    expect(subscriptionsTo(shop.database)).toEqual([])
    expect(shop.database.all('SELECT id FROM deliveries')).toEqual([])
    shop.close()
    listener.close()
  })
})
