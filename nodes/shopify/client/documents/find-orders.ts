import { connectionCost, query } from './document.ts'
import type { PageInfo } from './raw-order.ts'

/** An order as far as it is needed to know that it is the right one, and where it went. */
export interface FoundOrder {
  readonly id: string
  readonly name: string
  readonly cancelledAt: string | null
  readonly displayFulfillmentStatus: string
  readonly tags: readonly string[]
  readonly mark: { readonly value: string } | null
  readonly shippingAddress: { readonly zip: string | null; readonly countryCodeV2: string | null } | null
}

/** Orders by a search; large enough a page for what one search asks for. */
export const FIND_ORDERS = query<
  { orders: { pageInfo: PageInfo; nodes: FoundOrder[] } },
  { q: string; namespace: string; key: string; after: string | null }
>({
  name: 'FindOrders',
  text: `
    query FindOrders($q: String!, $namespace: String!, $key: String!, $after: String) {
      orders(first: 100, after: $after, query: $q, sortKey: CREATED_AT) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id name cancelledAt displayFulfillmentStatus tags
          mark: metafield(namespace: $namespace, key: $key) { value }
          shippingAddress { zip countryCodeV2 }
        }
      }
    }
  `,
  cost: connectionCost(3, 100),
})
