import { bulkQuery, literal, type BulkQuery } from '../bulk/bulk-query.ts'
import { connectionCost, query } from './document.ts'
import type { PageInfo } from './raw-order.ts'

export interface RawLevel {
  readonly quantities: readonly { readonly name: string; readonly quantity: number }[]
}

/** A variant with its stock: `l0`, `l1`, ... are its levels at the locations that were asked for, null where it has none. */
export interface RawVariant {
  readonly id: string
  readonly sku: string | null
  readonly product: { readonly id: string }
  readonly inventoryItem: { readonly id: string; readonly tracked: boolean } & {
    readonly [level: `l${number}`]: RawLevel | null
  }
}

/** Locations that one call asks for: each has a field of its own, which costs half of what a list of levels does. */
export const LOCATIONS_AT_ONCE = 10
const places = Array.from({ length: LOCATIONS_AT_ONCE }, (_, place) => place)
const QUANTITIES = '{ quantities(names: ["available", "on_hand", "committed"]) { name quantity } }'

type Place<T extends string, V> = { readonly [key in `${T}${number}`]?: V }
export type VariantVariables = { readonly q: string; readonly n: number; readonly after: string | null } & Place<
  'loc',
  string
> &
  Place<'has', boolean>

/** Which of the ten places are taken, as variables. */
export function locationVariables(locations: readonly string[]): Place<'loc', string> & Place<'has', boolean> {
  const ids: Place<'loc', string> = Object.fromEntries(
    places.map((place) => [`loc${place}`, locations[place] ?? 'gid://shopify/Location/0']),
  )
  const taken: Place<'has', boolean> = Object.fromEntries(
    places.map((place) => [`has${place}`, place < locations.length]),
  )
  return Object.assign(ids, taken)
}

const placesIn = (variables: VariantVariables): number =>
  places.filter((place) => variables[`has${place}`] === true).length

/** What a variant costs as a child of a list: itself, its product, its item, and each level with its quantities. */
const variantCost = (locations: number): number => 3 + 2 * locations

export const VARIANT_STOCK = query<{ productVariants: { pageInfo: PageInfo; nodes: RawVariant[] } }, VariantVariables>({
  name: 'VariantStock',
  text: `
    query VariantStock(
      $q: String!, $n: Int!, $after: String,
      ${places.map((place) => `$loc${place}: ID!, $has${place}: Boolean!`).join(', ')}
    ) {
      productVariants(first: $n, after: $after, query: $q, sortKey: ID) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id sku product { id }
          inventoryItem {
            id tracked
            ${places.map((place) => `l${place}: inventoryLevel(locationId: $loc${place}) @include(if: $has${place}) ${QUANTITIES}`).join('\n')}
          }
        }
      }
    }
  `,
  cost: (variables) => connectionCost(variantCost(placesIn(variables)), variables.n),
  size: (variables) => variables.n * 100 + placesIn(variables),
})

export const VARIANTS_COUNT = query<{ productVariantsCount: { count: number; precision: string } | null }>({
  name: 'VariantsCount',
  text: `
    query VariantsCount {
      productVariantsCount(limit: null) { count precision }
    }
  `,
  cost: 1,
})

/** In bulk: what VARIANT_STOCK gives, of the whole shop. */
export const ALL_VARIANTS = bulkQuery<RawVariant>({
  name: 'AllVariants',
  text: `
    query AllVariants {
      productVariants {
        edges { node { id sku product { id } inventoryItem { id tracked } } }
      }
    }
  `,
})

/** With the levels at these locations, however many. */
export function allVariants(locations: readonly string[]): BulkQuery<RawVariant> {
  const levels = locations.map((id, place) => `l${place}: inventoryLevel(locationId: ${literal(id)}) ${QUANTITIES}`)
  return { ...ALL_VARIANTS, text: ALL_VARIANTS.text.replace('id tracked', `id tracked ${levels.join(' ')}`) }
}
