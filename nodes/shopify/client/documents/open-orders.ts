import { connectionCost, query } from './document.ts'
import type { PageInfo } from './raw-order.ts'

export interface OpenLine {
  readonly sku: string | null
  readonly unfulfilledQuantity: number
}

export interface OpenOrder {
  readonly id: string
  readonly name: string
  readonly updatedAt: string
  readonly cancelledAt: string | null
  readonly closedAt: string | null
  readonly test: boolean
  readonly displayFinancialStatus: string | null
  readonly tags: readonly string[]
  readonly metafield: { readonly value: string } | null
  readonly lineItems: { readonly pageInfo: PageInfo; readonly nodes: readonly OpenLine[] }
}

/** An order, its mark, and a first page of lines. */
const ORDER_COST = 2 + connectionCost(1, 33)

/** What orders still ask for, and whether they carry the mark of the orders flow. */
export const OPEN_ORDERS = query<
  { orders: { pageInfo: PageInfo; nodes: readonly OpenOrder[] } },
  { q: string; n: number; after: string | null; namespace: string; key: string }
>({
  name: 'OpenOrders',
  text: `
    query OpenOrders($q: String!, $n: Int!, $after: String, $namespace: String!, $key: String!) {
      orders(first: $n, after: $after, query: $q, sortKey: UPDATED_AT) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id name updatedAt cancelledAt closedAt test displayFinancialStatus tags
          metafield(namespace: $namespace, key: $key) { value }
          lineItems(first: 33) { pageInfo { hasNextPage endCursor } nodes { sku unfulfilledQuantity } }
        }
      }
    }
  `,
  cost: ({ n }) => connectionCost(ORDER_COST, n),
  size: ({ n }) => n,
})

/** The lines that did not fit on the page with their order. */
export const OPEN_LINES = query<
  { order: { lineItems: { pageInfo: PageInfo; nodes: readonly OpenLine[] } } | null },
  { id: string; after: string }
>({
  name: 'OpenLines',
  text: `
    query OpenLines($id: ID!, $after: String!) {
      order(id: $id) {
        lineItems(first: 244, after: $after) { pageInfo { hasNextPage endCursor } nodes { sku unfulfilledQuantity } }
      }
    }
  `,
  cost: 13,
})
