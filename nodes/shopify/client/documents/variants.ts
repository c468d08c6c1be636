import { connectionCost, query } from './document.ts'
import type { PageInfo } from './raw-order.ts'

export interface ListedVariant {
  readonly id: string
  readonly sku: string | null
  readonly title: string
  readonly updatedAt: string
  readonly product: { readonly id: string; readonly title: string; readonly status: string }
  readonly inventoryItem: { readonly id: string; readonly tracked: boolean }
}

/** Variants in the order of their ids, which never changes. */
export const VARIANTS = query<
  { productVariants: { pageInfo: PageInfo; nodes: readonly ListedVariant[] } },
  { q: string; n: number; after: string | null }
>({
  name: 'Variants',
  text: `
    query Variants($q: String!, $n: Int!, $after: String) {
      productVariants(first: $n, after: $after, query: $q, sortKey: ID) {
        pageInfo { hasNextPage endCursor }
        nodes { id sku title updatedAt product { id title status } inventoryItem { id tracked } }
      }
    }
  `,
  cost: ({ n }) => connectionCost(3, n),
  size: ({ n }) => n,
})
