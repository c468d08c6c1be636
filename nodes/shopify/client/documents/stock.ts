import type { UserError } from '../user-errors.ts'
import { mutation, PAGE_SIZES, query, type Document } from './document.ts'
import type { RawLevel } from './variant-stock.ts'

/** So many items are read, and so many rows of stock set, in one call. */
export const MOST_ITEMS = PAGE_SIZES[0]
export const MOST_STOCK_ROWS = 250

/** An inventory item with its level at each place that was asked for, as `l0`, `l1`, ...; null: not stocked there. */
export type RawStockItem = {
  readonly id: string
  readonly sku: string | null
  readonly tracked: boolean
} & { readonly [level: `l${number}`]: RawLevel | null }

interface StockReading {
  readonly nodes: readonly (Partial<RawStockItem> | null)[]
}

/** The ids of the places stand in `p0`, `p1`, ... */
type ReadingVariables = { readonly ids: readonly string[] } & { readonly [place: `p${number}`]: string }

const LEVEL = '{ quantities(names: ["available", "on_hand", "committed"]) { name quantity } }'

/** Its text depends on how many places are asked for, so that only those are paid for. */
const READING = {
  name: 'StockReading',
  text: (places: readonly number[]) => `
    query StockReading($ids: [ID!]!${places.map((at) => `, $p${at}: ID!`).join('')}) {
      nodes(ids: $ids) {
        ... on InventoryItem {
          id sku tracked
          ${places.map((at) => `l${at}: inventoryLevel(locationId: $p${at}) ${LEVEL}`).join('\n')}
        }
      }
    }
  `,
}

const readings = new Map<number, Document<StockReading, ReadingVariables>>()

/** Items by id, as they are at this moment: the search index may be seconds behind, this is not. */
export function stockReading(count: number): Document<StockReading, ReadingVariables> {
  const known = readings.get(count)
  if (known) return known
  const made = query<StockReading, ReadingVariables>({
    ...READING,
    text: READING.text(Array.from({ length: count }, (_, at) => at)),
    // Shopify has not published what a list of ids costs: the dearest reading, until an answer says so.
    cost: ({ ids }) => Math.min(1000, ids.length * (1 + 2 * count)),
    size: ({ ids }) => ids.length * 100 + count,
  })
  readings.set(count, made)
  return made
}

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
