import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startShopifySandbox } from './start.ts'
import { clientOf, codeOf, nodesOf, type Client, type State } from './testing/client.ts'

let sandbox: Awaited<ReturnType<typeof startShopifySandbox>>
let client: Client
beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0 })
  client = await clientOf(sandbox)
})
afterAll(() => sandbox.stop())

interface Item {
  readonly id: string
  readonly sku: string
  readonly inventoryLevels: {
    readonly nodes: readonly {
      readonly location: { readonly id: string; readonly name: string }
      readonly quantities: readonly { readonly name: string; readonly quantity: number }[]
    }[]
  }
}

const items = async (query = '') =>
  nodesOf<Item>(
    await client.graphql(
      `query($q: String) { inventoryItems(first: 50, query: $q) { nodes { id sku inventoryLevels(first: 5) { nodes {
        location { id name } quantities(names: ["available", "on_hand", "committed"]) { name quantity } } } } } }`,
      { q: query },
    ),
    'inventoryItems',
  )

const set = `mutation($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { reason changes { name delta quantityAfterChange item { sku } location { name } } }
    userErrors { code field message } } }`

interface Answered {
  readonly inventoryAdjustmentGroup: { readonly changes: readonly { name: string; delta: number }[] } | null
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[]
}

let keys = 0
async function setting(quantities: readonly object[], more: object = {}, key = `key-${(keys += 1)}`) {
  const input = { name: 'available', reason: 'correction', quantities, ...more }
  const answer = await client.graphql(set, { input, key })
  return { answer, result: answer.data?.['inventorySetQuantities'] as Answered }
}

const codes = (result: Answered) => result.userErrors.map((one) => one.code)

/** An item that both places stock, as it stands. */
async function stocked(place = 0) {
  const found = (await items()).filter((one) => one.inventoryLevels.nodes.length === 2)[place] as Item
  const [first, second] = found.inventoryLevels.nodes
  const of = (level: typeof first, name: string) => level?.quantities.find((one) => one.name === name)?.quantity ?? -1
  return {
    inventoryItemId: found.id,
    sku: found.sku,
    locationId: first?.location.id ?? '',
    other: second?.location.id ?? '',
    available: of(first, 'available'),
    onHand: of(first, 'on_hand'),
    committed: of(first, 'committed'),
  }
}

describe('quantities that are set', () => {
  beforeEach(() => client.post('reset', {}))

  it('moves available and on hand together and says what changed', async () => {
    const { inventoryItemId, locationId, available, onHand } = await stocked()
    const row = { inventoryItemId, locationId, quantity: available + 7, changeFromQuantity: available }
    const { result } = await setting([row])
    expect(codes(result)).toEqual([])
    expect(result.inventoryAdjustmentGroup?.changes.map((one) => [one.name, one.delta])).toEqual([
      ['available', 7],
      ['on_hand', 7],
    ])
    expect(await stocked()).toMatchObject({ available: available + 7, onHand: onHand + 7 })
    const onShelf = { inventoryItemId, locationId, quantity: onHand, changeFromQuantity: onHand + 7 }
    expect(codes((await setting([onShelf], { name: 'on_hand' })).result)).toEqual([])
    expect(await stocked()).toMatchObject({ available, onHand })
  })

  it('is all or nothing, and says everything that is wrong', async () => {
    const one = await stocked()
    const two = await stocked(1)
    const good = { ...pick(one), quantity: 3, changeFromQuantity: null }
    const { result } = await setting([
      good,
      { ...good, quantity: 4 },
      { ...pick(two), quantity: 5, changeFromQuantity: two.available + 1 },
      { ...pick(two), locationId: two.other, quantity: -1, changeFromQuantity: null },
      { ...pick(two), inventoryItemId: 'gid://shopify/InventoryItem/1', quantity: 1, changeFromQuantity: null },
      { ...pick(two), locationId: 'gid://shopify/Location/1', quantity: 1, changeFromQuantity: null },
      { ...pick(await stocked(2)), quantity: 1_000_000_001, changeFromQuantity: null },
    ])
    expect(codes(result).toSorted()).toEqual([
      'CHANGE_FROM_QUANTITY_STALE',
      'INVALID_INVENTORY_ITEM',
      'INVALID_LOCATION',
      'INVALID_QUANTITY_NEGATIVE',
      'INVALID_QUANTITY_TOO_HIGH',
      'NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR',
    ])
    expect(result.userErrors.find((error) => error.code === 'CHANGE_FROM_QUANTITY_STALE')?.field).toEqual([
      'input',
      'quantities',
      '2',
      'changeFromQuantity',
    ])
    expect((await stocked()).available).toBe(one.available)
  })

  it('minds names, reasons, documents, the number of rows and what is compared', async () => {
    const good = { ...pick(await stocked()), quantity: 3, changeFromQuantity: null }
    expect(codes((await setting([good], { name: 'committed' })).result)).toEqual(['INVALID_NAME'])
    expect(codes((await setting([good], { reason: 'because' })).result)).toEqual(['INVALID_REASON'])
    for (const referenceDocumentUri of ['plain', 'gid://koppel/1']) {
      expect(codes((await setting([good], { referenceDocumentUri })).result)).toEqual(['INVALID_REFERENCE_DOCUMENT'])
    }
    const many = Array.from({ length: 251 }, () => good)
    expect(codeOf((await setting(many)).answer)).toBe('MAX_INPUT_SIZE_EXCEEDED')
    const { changeFromQuantity: _, ...silent } = good
    expect(codeOf((await setting([silent])).answer)).toBe('INVALID_FIELD_ARGUMENTS')
  })

  it('overwrites when null is compared', async () => {
    const one = await stocked()
    expect(codes((await setting([{ ...pick(one), quantity: 1, changeFromQuantity: null }])).result)).toEqual([])
    expect((await stocked()).available).toBe(1)
  })
})

const pick = (one: { inventoryItemId: string; locationId: string }) => ({
  inventoryItemId: one.inventoryItemId,
  locationId: one.locationId,
})

describe('a mutation with a key', () => {
  beforeEach(() => client.post('reset', {}))

  it('is refused without one where Shopify asks for it', async () => {
    const one = await stocked()
    const bare = set.replace('@idempotent(key: $key)', '').replace(', $key: String!', '')
    const input = {
      name: 'available',
      reason: 'correction',
      quantities: [{ ...pick(one), quantity: 1, changeFromQuantity: null }],
    }
    const answer = await client.graphql(bare, { input })
    expect(codeOf(answer)).toBe('BAD_REQUEST')
    expect(codeOf(await client.graphql(set, { input, key: ' ' }))).toBe('BAD_REQUEST')
    expect((await stocked()).available).toBe(one.available)
  })

  it('is done once for the same key and input', async () => {
    const one = await stocked()
    const row = { ...pick(one), quantity: one.available + 1, changeFromQuantity: one.available }
    const first = await setting([row], {}, 'same')
    const again = await setting([row], {}, 'same')
    expect(again.result).toEqual(first.result)
    expect(codes(again.result)).toEqual([])
    expect((await stocked()).available).toBe(one.available + 1)
    const otherKey = await setting([row], {}, 'another')
    expect(codes(otherKey.result)).toEqual(['CHANGE_FROM_QUANTITY_STALE'])
    expect(codes((await setting([row], {}, 'another')).result)).toEqual(['IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED'])
  })

  it('is refused for the same key and other input, also when only the order of fields differs', async () => {
    const one = await stocked()
    const row = { ...pick(one), quantity: 1, changeFromQuantity: null }
    await setting([row], {}, 'same')
    const mismatch = ['IDEMPOTENCY_KEY_PARAMETER_MISMATCH']
    expect(codes((await setting([{ ...row, quantity: 2 }], {}, 'same')).result)).toEqual(mismatch)
    const turned = Object.fromEntries(Object.entries(row).toReversed())
    expect(codes((await setting([turned], {}, 'same')).result)).toEqual(mismatch)
    expect((await stocked()).available).toBe(1)
  })
})

describe('places', () => {
  beforeEach(() => client.post('reset', {}))

  const unstocked = async () => {
    const item = (await items()).find((one) => one.inventoryLevels.nodes.length === 1) as Item
    const winkel = nodesOf<{ id: string; name: string }>(
      await client.graphql('{ locations(first: 5) { nodes { id name } } }'),
      'locations',
    ).find((one) => one.name === 'Winkel Utrecht')
    return { sku: item.sku, inventoryItemId: item.id, locationId: winkel?.id ?? '' }
  }
  const activate = `mutation($i: ID!, $l: ID!, $n: Int, $key: String!) {
    inventoryActivate(inventoryItemId: $i, locationId: $l, available: $n) @idempotent(key: $key) {
      inventoryLevel { isActive quantities(names: ["available"]) { quantity } } userErrors { field message } } }`
  const levels = async (sku: string) => {
    const { inventoryLevels } = await client.get<State>('state')
    return inventoryLevels.filter((one) => one.sku === sku).map((one) => [one.location, one.available])
  }

  it('are stocked by activation, with a quantity once', async () => {
    const { sku, inventoryItemId: i, locationId: l } = await unstocked()
    const before = await levels(sku)
    const call = (n: number | null, key: string) => client.graphql(activate, { i, l, n, key })
    expect((await call(4, 'a')).data?.['inventoryActivate']).toMatchObject({ inventoryLevel: { isActive: true } })
    expect(await levels(sku)).toEqual([...before, ['Winkel Utrecht', 4]])
    expect((await call(4, 'a')).data?.['inventoryActivate']).toMatchObject({ userErrors: [] })
    expect((await call(5, 'b')).data?.['inventoryActivate']).toMatchObject({
      inventoryLevel: null,
      userErrors: [{ field: ['available'] }],
    })
    expect((await call(null, 'c')).data?.['inventoryActivate']).toMatchObject({ userErrors: [] })
    expect(codeOf(await client.graphql(activate.replace('@idempotent(key: $key)', ''), { i, l, n: 1, key: 'd' }))).toBe(
      'variableNotUsed',
    )
  })

  it('keep a number that is set without activation, and nobody can buy from it', async () => {
    const { sku, inventoryItemId, locationId } = await unstocked()
    const before = await levels(sku)
    const { result } = await setting([{ inventoryItemId, locationId, quantity: 9, changeFromQuantity: 0 }])
    expect(codes(result)).toEqual([])
    expect(await levels(sku)).toEqual(before)
    const answer = await client.graphql(activate, { i: inventoryItemId, l: locationId, n: null, key: 'on' })
    expect(answer.data?.['inventoryActivate']).toMatchObject({ userErrors: [] })
    expect(await levels(sku)).toEqual([...before, ['Winkel Utrecht', 9]])
  })

  it('are toggled, but not the only one, and not where units are promised', async () => {
    const toggle = `mutation($i: ID!, $l: ID!, $on: Boolean!) { inventoryBulkToggleActivation(inventoryItemId: $i,
      inventoryItemUpdates: [{ locationId: $l, activate: $on }]) { inventoryItem { id } userErrors { code } } }`
    const result = async (i: string, l: string, on: boolean) =>
      (await client.graphql(toggle, { i, l, on })).data?.['inventoryBulkToggleActivation'] as {
        userErrors: { code: string }[]
      }
    const { inventoryItemId, locationId } = await unstocked()
    const [only] = (await items()).filter((one) => one.id === inventoryItemId)
    const at = only?.inventoryLevels.nodes[0]?.location.id ?? ''
    expect(await result(inventoryItemId, at, false)).toMatchObject({
      userErrors: [{ code: 'CANNOT_DEACTIVATE_FROM_ONLY_LOCATION' }],
    })
    expect((await result(inventoryItemId, locationId, true)).userErrors).toEqual([])
    expect((await result(inventoryItemId, locationId, false)).userErrors).toEqual([])
  })
})

describe('what else moves stock', () => {
  beforeEach(() => client.post('reset', {}))

  it('adds a difference, compared or not', async () => {
    const one = await stocked()
    const adjust = `mutation($input: InventoryAdjustQuantitiesInput!, $key: String!) {
      inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { code } } }`
    const call = async (delta: number, changeFromQuantity: number | null, key: string) =>
      (
        await client.graphql(adjust, {
          input: { name: 'available', reason: 'restock', changes: [{ ...pick(one), delta, changeFromQuantity }] },
          key,
        })
      ).data?.['inventoryAdjustQuantities']
    expect(await call(5, one.available, 'a')).toEqual({ userErrors: [] })
    expect(await call(5, one.available, 'b')).toEqual({ userErrors: [{ code: 'CHANGE_FROM_QUANTITY_STALE' }] })
    expect(await call(-2, null, 'c')).toEqual({ userErrors: [] })
    expect((await stocked()).available).toBe(one.available + 3)
  })

  it('promises what is ordered: available goes down, on hand stays', async () => {
    const one = await stocked()
    await client.post('orders', { lines: [{ sku: one.sku, quantity: 3 }] })
    expect(await stocked()).toMatchObject({
      available: one.available - 3,
      committed: one.committed + 3,
      onHand: one.onHand,
    })
  })

  it('is counted by a person, who also says whether it is tracked', async () => {
    const one = await stocked()
    const answer = await client.post('inventory', { sku: one.sku, location: 'Magazijn Amersfoort', sell: 2 })
    expect(answer.body).toMatchObject({ sku: one.sku, available: one.available - 2 })
    await client.post('inventory', { sku: one.sku, location: 'Magazijn Amersfoort', available: 40, tracked: false })
    expect((await stocked()).available).toBe(40)
    const tracked = await client.graphql('query($id: ID!) { inventoryItem(id: $id) { tracked } }', {
      id: one.inventoryItemId,
    })
    expect(tracked.data?.['inventoryItem']).toEqual({ tracked: false })
    const update = `mutation($id: ID!) { inventoryItemUpdate(id: $id, input: { tracked: true }) {
      inventoryItem { tracked } userErrors { field } } }`
    expect((await client.graphql(update, { id: one.inventoryItemId })).data?.['inventoryItemUpdate']).toEqual({
      inventoryItem: { tracked: true },
      userErrors: [],
    })
    expect((await client.post('inventory', { sku: 'no such' })).status).toBe(404)
  })
})
