import type { UserError } from '../user-errors.ts'
import { connectionCost, mutation, PAGE_SIZES, query, type Document } from './document.ts'
import type { PageInfo } from './raw-order.ts'

/** So many SKUs fit into one search, and so many rows into one setting of stock. */
export const MOST_SKUS = PAGE_SIZES[0]
export const MOST_STOCK_ROWS = 250

export interface RawLevel {
  readonly quantities: readonly { readonly name: string; readonly quantity: number }[]
}

/** An inventory item with its level at each place that was asked for, as `l0`, `l1`, ...; null: not stocked there. */
export type RawStockItem = {
  readonly id: string
  readonly sku: string | null
  readonly tracked: boolean
} & { readonly [level: `l${number}`]: RawLevel | null }

/** The ids of the places, as `p0`, `p1`, ... */
export type PlaceVariables = { readonly [place: `p${number}`]: string }

export function placesAs(ids: readonly string[]): PlaceVariables {
  return Object.fromEntries(ids.map((id, at) => [`p${at}`, id]))
}

type SearchVariables = { readonly q: string; readonly n: number; readonly after: string | null } & PlaceVariables
type ReadingVariables = { readonly ids: readonly string[] } & PlaceVariables

/** Asked for by position, so that only the places that matter are paid for. */
function levelsAt(count: number): string {
  const one = (at: number): string =>
    `l${at}: inventoryLevel(locationId: $p${at}) { quantities(names: ["available", "committed"]) { name quantity } }`
  return Array.from({ length: count }, (_, at) => one(at)).join('\n')
}

function placeVariables(count: number): string {
  return Array.from({ length: count }, (_, at) => `, $p${at}: ID!`).join('')
}

/** An item, and a level with its quantities at each place. */
const itemCost = (places: number): number => 1 + 2 * places

const searches = new Map<number, Document<StockSearch, SearchVariables>>()
const readings = new Map<number, Document<StockReading, ReadingVariables>>()

export interface StockSearch {
  readonly productVariants: {
    readonly pageInfo: PageInfo
    readonly nodes: readonly { readonly id: string; readonly inventoryItem: RawStockItem }[]
  }
}

interface StockReading {
  readonly nodes: readonly (Partial<RawStockItem> | null)[]
}

/** Their texts depend on how many places are asked for; the name is that of one document all the same. */
const SEARCH = {
  name: 'StockSearch',
  text: (places: number) => `
    query StockSearch($q: String!, $n: Int!, $after: String${placeVariables(places)}) {
      productVariants(first: $n, after: $after, query: $q) {
        pageInfo { hasNextPage endCursor }
        nodes { id inventoryItem { id sku tracked ${levelsAt(places)} } }
      }
    }
  `,
}

const READING = {
  name: 'StockReading',
  text: (places: number) => `
    query StockReading($ids: [ID!]!${placeVariables(places)}) {
      nodes(ids: $ids) { ... on InventoryItem { id sku tracked ${levelsAt(places)} } }
    }
  `,
}

/** Variants of a search with their stock at so many places. */
export function stockSearch(places: number): Document<StockSearch, SearchVariables> {
  const known = searches.get(places)
  if (known) return known
  const made = query<StockSearch, SearchVariables>({
    ...SEARCH,
    text: SEARCH.text(places),
    cost: ({ n }) => connectionCost(1 + itemCost(places), n),
    size: ({ n }) => n * 100 + places,
  })
  searches.set(places, made)
  return made
}

/** The same of items by id, read anew: the search index may be seconds behind, this is not. */
export function stockReading(places: number): Document<StockReading, ReadingVariables> {
  const known = readings.get(places)
  if (known) return known
  const made = query<StockReading, ReadingVariables>({
    ...READING,
    text: READING.text(places),
    // Shopify has not published what a list of ids costs: the dearest reading, until an answer says so.
    cost: ({ ids }) => Math.min(1000, ids.length * itemCost(places)),
    size: ({ ids }) => ids.length * 100 + places,
  })
  readings.set(places, made)
  return made
}

export const STOCK_SEARCH = stockSearch(2)
export const STOCK_READING = stockReading(2)

export interface StockRow {
  readonly inventoryItemId: string
  readonly locationId: string
  readonly quantity: number
  /** What must be there now; null: whatever is there. */
  readonly changeFromQuantity: number | null
}

export interface SetStockInput {
  readonly name: 'available'
  readonly reason: 'correction'
  readonly referenceDocumentUri: string
  readonly quantities: readonly StockRow[]
}

/** All rows or none of them. */
export const SET_STOCK = mutation<
  { inventorySetQuantities: { userErrors: readonly UserError[] } },
  { input: SetStockInput; key: string }
>({
  name: 'SetStock',
  text: `
    mutation SetStock($input: InventorySetQuantitiesInput!, $key: String!) {
      inventorySetQuantities(input: $input) @idempotent(key: $key) {
        userErrors { code field message }
      }
    }
  `,
  cost: 10,
})

/** Begins to stock an item at a place, with so many of it. */
export const STOCK_AT = mutation<
  { inventoryActivate: { userErrors: readonly UserError[] } },
  { item: string; location: string; available: number; key: string }
>({
  name: 'StockAt',
  text: `
    mutation StockAt($item: ID!, $location: ID!, $available: Int!, $key: String!) {
      inventoryActivate(inventoryItemId: $item, locationId: $location, available: $available) @idempotent(key: $key) {
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})

export const TRACK_ITEM = mutation<
  { inventoryItemUpdate: { userErrors: readonly UserError[] } },
  { item: string; tracked: boolean }
>({
  name: 'TrackItem',
  text: `
    mutation TrackItem($item: ID!, $tracked: Boolean!) {
      inventoryItemUpdate(id: $item, input: { tracked: $tracked }) {
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})
