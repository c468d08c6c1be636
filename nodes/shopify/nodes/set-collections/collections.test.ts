import { afterEach, expect, it } from 'vitest'
import type { Rec } from '../../../sdk/record.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { COLLECTIONS } from '../../client/documents/product-places.ts'
import { contextFor, openSandbox, type OpenSandbox } from '../testing.ts'
import { ensureCollection } from './collections.ts'

let sandbox: OpenSandbox | undefined
afterEach(() => sandbox?.close())

const records = ['A', 'B', 'C', 'D'].map((name): Rec => ({
  id: name,
  identity: name,
  key: name,
  keys: [],
  parents: [],
  data: {},
}))

/** The shop, with a search that has not heard of what was made just now. */
function trailing(client: ShopifyClient): ShopifyClient {
  const nothing = { collections: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } }
  const run = (...call: Parameters<ShopifyClient['run']>) =>
    (call[0] as object) === COLLECTIONS ? Promise.resolve(nothing) : client.run(...call)
  return Object.assign(Object.create(client) as ShopifyClient, { run })
}

it('makes a collection once, for products at once and in a later run, while the search still trails', async () => {
  sandbox = await openSandbox({ orders: 0, products: 1, seed: 5 })
  const client = trailing(sandbox.client)
  const cached = new Map<string, unknown>()
  const cache = {
    get: (key: string) => cached.get(key),
    set: (key: string, value: unknown) => void cached.set(key, value),
  }
  const first = { ...contextFor(client, {}).context, cache }
  const made = await Promise.all(records.map((record) => ensureCollection(record, 'Zomer', ['Online Store'], first)))
  const [one] = made
  expect(new Set(made)).toEqual(new Set([one]))
  const wrote = () => ({ state: 'done', reference: { id: one!.id } }) as never
  const later = { ...contextFor(client, {}).context, wrote }
  expect(await ensureCollection(records[0]!, ' zomer ', ['Online Store'], later)).toEqual(one)
  const calls = await sandbox.calls()
  expect(calls.filter(({ operation }) => operation === 'collectionCreate')).toHaveLength(1)
})
