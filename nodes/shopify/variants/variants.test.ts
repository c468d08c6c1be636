import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSandbox, contextFor, type OpenSandbox } from '../nodes/testing.ts'
import { bulkLines } from '../client/bulk/read.ts'
import { allVariants } from '../client/documents/variant-stock.ts'
import { readAllVariants } from './all.ts'
import { VariantFinder } from './finder.ts'
import { variantsBySku } from './search.ts'
import type { ShopVariant } from './variant.ts'

interface State {
  readonly products: readonly {
    readonly id: string
    readonly variants: readonly { readonly id: string; readonly sku: string }[]
  }[]
  readonly inventoryLevels: readonly { readonly sku: string; readonly location: string; readonly available: number }[]
}

let sandbox: OpenSandbox
let state: State
let locations: readonly string[]
const { signal } = new AbortController()

beforeAll(async () => {
  sandbox = await openSandbox({
    seed: 7,
    orders: 40,
    products: 150,
    customers: 5,
    bucket: { size: 2000, restore: 100 },
  })
  state = await sandbox.ask<State>('state')
  const answer = await sandbox.client.run(
    { name: 'L', kind: 'query', text: '{ locations(first: 9) { nodes { id name } } }', cost: () => 11, size: () => 0 },
    {},
    signal,
  )
  locations = (answer as { locations: { nodes: { id: string }[] } }).locations.nodes.map((one) => one.id)
})
afterAll(() => sandbox.close())

const skus = (): string[] => state.products.flatMap((one) => one.variants.map((variant) => variant.sku))
const names = ['Magazijn Amersfoort', 'Winkel Utrecht']

function expectAsInShop(sku: string, found: ShopVariant | undefined) {
  const own = state.products.flatMap((one) => one.variants).find((one) => one.sku === sku)
  expect(found?.variantId).toBe(own?.id)
  for (const [place, name] of names.entries()) {
    const level = state.inventoryLevels.find((one) => one.sku === sku && one.location === name)
    expect(found?.levels[locations[place] ?? '']?.available).toBe(level?.available)
  }
}

describe('variants by SKU', () => {
  it('are found exactly, with their levels, and nothing that only begins alike', async () => {
    const parents = [
      ...new Set(
        skus()
          .filter((sku) => sku.split('-').length > 2)
          .map((sku) => sku.split('-').slice(0, 2).join('-')),
      ),
    ]
    expect(parents.length).toBeGreaterThan(0)
    const wanted = [...skus().slice(0, 120), ...parents, "no'such", 'NO "SUCH\\', '']
    const found = await variantsBySku(sandbox.client, wanted, { locations, signal })
    expect([...found.keys()].toSorted()).toEqual(skus().slice(0, 120).toSorted())
    for (const [sku, own] of found) {
      expect(own).toHaveLength(1)
      expectAsInShop(sku, own[0])
    }
  })

  it('are all there, in pages and in bulk alike', async () => {
    const paged = await readAllVariants(sandbox.client, { locations, signal })
    const lines: string[] = []
    for await (const one of bulkLines(sandbox.client, allVariants(locations), { signal, doing: 'read all variants' })) {
      lines.push(one.sku ?? '')
    }
    expect(lines.toSorted()).toEqual(skus().toSorted())
    expect(paged.size).toBe(skus().length)
    for (const sku of skus()) expectAsInShop(sku, paged.get(sku.toLowerCase())[0])
    paged.close()
  })
})

describe('the finder', () => {
  it('searches a few, and reads the whole shop once that would have been quicker', async () => {
    await sandbox.ask('reset', {
      seed: 7,
      orders: 0,
      products: 2000,
      customers: 0,
      bucket: { size: 800, restore: 50 },
    })
    const client = sandbox.clientWith()
    const { context } = contextFor(client, {})
    const finder = new VariantFinder(context, locations)
    const all = (await sandbox.ask<State>('state')).products.flatMap((one) =>
      one.variants.map((variant) => variant.sku),
    )
    expect(all.length).toBeGreaterThan(3000)
    for (let from = 0; from < all.length; from += 250) {
      const some = [...all.slice(from, from + 250), `none-${from}`]
      const found = await finder.find(some)
      expect([...found.keys()].toSorted()).toEqual(all.slice(from, from + 250).toSorted())
    }
    finder.close()
    const calls = await sandbox.calls()
    const count = (operation: string): number => calls.filter((one) => one.operation === operation).length
    expect(count('bulkOperationRunQuery')).toBe(1)
    expect(count('productVariants')).toBeGreaterThan(2)
    expect(count('productVariants')).toBeLessThan(all.length / 100 / 2)
    expect(calls.filter((one) => one.method === 'mutation' || one.outcome !== 'ok')).toEqual([])
    await client.close()
  })
})
