import { connectionCost, PAGE_SIZES, query } from './document.ts'
import { LINE, MONEY, ORDER_FRAGMENTS } from './order-fields.ts'
import type { RawLine, RawOrder, PageInfo } from './raw-order.ts'

/** What one order costs as a child of a connection. */
const ORDER_COST = 80

export type OrderSortKey = 'UPDATED_AT' | 'CREATED_AT'

/** Large pages are cheap per order. */
export const MOST_ORDERS = PAGE_SIZES[0]

/** A page of orders, each with the cursor of its own place. A cursor is good for one `q` and `sort` only. */
export const ORDERS = query<
  { orders: { pageInfo: { hasNextPage: boolean }; edges: { cursor: string; node: RawOrder }[] } },
  { q: string; n: number; after: string | null; sort: OrderSortKey }
>({
  name: 'Orders',
  text: `
    query Orders($q: String!, $n: Int!, $after: String, $sort: OrderSortKeys!) {
      orders(first: $n, after: $after, query: $q, sortKey: $sort) {
        pageInfo { hasNextPage }
        edges { cursor node { ...Order } }
      }
    }
    ${ORDER_FRAGMENTS}
  `,
  cost: ({ n }) => connectionCost(ORDER_COST, n),
  size: ({ n }) => n,
})

/** Orders by id: those that webhooks name. What is not an order, or gone, is null in its place. */
export const ORDERS_BY_ID = query<{ nodes: (RawOrder | null)[] }, { ids: string[] }>({
  name: 'OrdersById',
  text: `
    query OrdersById($ids: [ID!]!) {
      nodes(ids: $ids) { ...Order }
    }
    ${ORDER_FRAGMENTS}
  `,
  // Shopify has not published what a list of ids costs: the dearest reading, until an answer says so.
  cost: ({ ids }) => Math.min(1000, ids.length * ORDER_COST),
  size: ({ ids }) => ids.length,
})

/** The lines that did not fit on the page with their order. */
export const ORDER_LINES = query<
  { order: { lineItems: { pageInfo: PageInfo; nodes: RawLine[] } } | null },
  { id: string; after: string }
>({
  name: 'OrderLines',
  text: `
    query OrderLines($id: ID!, $after: String!) {
      order(id: $id) {
        lineItems(first: 250, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { ...Line }
        }
      }
    }
    ${LINE}
    ${MONEY}
  `,
  cost: 69,
})
