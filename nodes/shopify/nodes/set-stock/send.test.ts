import { describe, expect, it } from 'vitest'
import { ProblemError } from '../../../sdk/problem.ts'
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

describe('articles that a location does not stock yet', () => {
  const plans = Array.from({ length: 120 }, (_, at) => {
    const known = planOf(`${at}`, 2)
    const levels = known.levels.map(({ shop: _shop, ...level }) => ({ ...level, shop: undefined }))
    return { ...known, levels }
  })
  const moment = { compare: true, document: 'gid://koppel/StockSync/1', key: 'k', signal: new AbortController().signal }

  /** A bucket so small that they go in bulk, and what comes of that. */
  async function sent(bulk: BulkWrites['run']) {
    const oneByOne: object[] = []
    const told: string[] = []
    const run = (_: unknown, variables: object) => {
      oneByOne.push(variables)
      return Promise.resolve({ inventoryActivate: { userErrors: [] } })
    }
    const client = { run, rate: { maximum: 100, restorePerSecond: 5 } } as unknown as ShopifyClient
    const say = (text: string): void => void told.push(text)
    const log = { debug: say, info: say, warn: say }
    const problems = await sendStock(plans, { ...moment, client, log, bulk: { run: bulk } as unknown as BulkWrites })
    return { problems, oneByOne, told }
  }

  it('are begun in one operation, each with a key of its own', async () => {
    const keys = new Set<string>()
    const { problems, oneByOne } = await sent(async (_, lines) => {
      for (const line of lines) keys.add((line as unknown as { key: string }).key)
      return lines.map(() => ({ data: { inventoryActivate: { userErrors: [] } } as never }))
    })
    expect(problems).toEqual(plans.map(() => undefined))
    expect([keys.size, oneByOne.length]).toEqual([plans.length, 0])
  })

  it('are judged by their lines: refused, begun by somebody else meanwhile, or not known', async () => {
    const refused = {
      data: { inventoryActivate: { userErrors: [{ field: ['locationId'], message: 'No.' }] } } as never,
    }
    const moved = { data: { inventoryActivate: { userErrors: [{ field: ['available'], message: 'Is.' }] } } as never }
    const unknown = {
      problem: { code: 'shopify.bulk-unanswered', message: '?', retry: 'later', effect: 'unknown' },
    } as const
    const done = { data: { inventoryActivate: { userErrors: [] } } as never }
    const { problems } = await sent(async (_, lines) => lines.map((_, at) => [refused, moved, unknown][at] ?? done))
    expect(problems.slice(0, 4)).toMatchObject([
      { code: 'shopify.user-errors' },
      { code: 'shopify.stock-moved' },
      { code: 'shopify.bulk-unanswered', effect: 'unknown' },
      undefined,
    ])
  })

  it('are begun one by one when Shopify begins no operation, and the log says so', async () => {
    const busy = { code: 'shopify.bulk-busy', message: 'No place.', retry: 'later', effect: 'none' } as const
    const { problems, oneByOne, told } = await sent(() => Promise.reject(new ProblemError(busy)))
    expect(problems).toEqual(plans.map(() => undefined))
    expect(oneByOne).toHaveLength(plans.length)
    expect(told.at(-1)).toBe('No place. It is done one by one instead.')
  })
})
