import { expect, it } from 'vitest'
import type { BulkWrites } from '../../client/bulk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import type { StockPlan } from './plan.ts'
import { sendStock } from './send.ts'

function planOf(sku: string, quantity: number): StockPlan {
  const shop = { available: 1 }
  const item = { inventoryItemId: `gid://shopify/InventoryItem/${sku}`, tracked: true }
  const levels = [{ location: 'Winkel', locationId: 'gid://shopify/Location/1', quantity, shop }]
  return { wanted: { sku }, item, levels, payload: { levels: {} }, current: { levels: {} } } as unknown as StockPlan
}

it('sets the others when some moved; those are a matter of their own, however many they are', async () => {
  const sent: (readonly string[])[] = []
  const run = (
    _: unknown,
    { input }: { input: { quantities: readonly { inventoryItemId: string; quantity: number }[] } },
  ) => {
    sent.push(
      input.quantities.map(({ inventoryItemId }) => inventoryItemId.slice(inventoryItemId.lastIndexOf('/') + 1)),
    )
    const userErrors = input.quantities.flatMap(({ quantity }, at) =>
      quantity === 9
        ? [{ code: 'CHANGE_FROM_QUANTITY_STALE', message: 'Moved.', field: ['input', 'quantities', `${at}`] }]
        : [],
    )
    return Promise.resolve({ inventorySetQuantities: { userErrors } })
  }
  const plans = [planOf('A', 9), planOf('B', 2), planOf('C', 9)]
  const sending = {
    compare: true,
    document: 'gid://koppel/StockSync/1',
    key: 'k',
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
    bulk: {} as BulkWrites,
    signal: new AbortController().signal,
  }
  const problems = await sendStock(plans, { ...sending, client: { run } as unknown as ShopifyClient })
  const moved = { code: 'shopify.stock-moved', retry: 'later', scope: 'record', effect: 'none' }
  expect(problems).toMatchObject([moved, undefined, moved])
  expect(sent).toEqual([['A', 'B', 'C'], ['B']])
})
