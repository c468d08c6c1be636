import { connectionCost, query, type Document } from './document.ts'
import type { PageInfo } from './raw-order.ts'

/** What a look-up asks for in one page. `keys` are metafields as `namespace.key`; none: the list is left out. */
export interface LookUpVariables {
  readonly q: string
  readonly n: number
  readonly after: string | null
  readonly keys: readonly string[]
  readonly some: boolean
}

/** An object as GraphQL gives it; `metafields` only when some were asked for. */
export type RawFound = Readonly<Record<string, unknown>>

export type LookUpDocument = Document<
  { readonly found: { readonly pageInfo: PageInfo; readonly nodes: readonly RawFound[] } },
  LookUpVariables
>

/** Metafields that one look-up can ask for. */
export const MOST_METAFIELDS = 25

const METAFIELDS = `metafields(first: ${MOST_METAFIELDS}, keys: $keys) @include(if: $some) { nodes { namespace key value } }`

/** `children`: objects that come along with each row, itself included. */
const costOf = (children: number) => (variables: LookUpVariables) =>
  connectionCost(children + (variables.some ? connectionCost(1, MOST_METAFIELDS) : 0), variables.n)
const sizeOf = ({ n, some }: LookUpVariables) => n * 2 + (some ? 1 : 0)

export const LOOK_UP_VARIANTS: LookUpDocument = query({
  name: 'LookUpVariants',
  text: `
    query LookUpVariants($q: String!, $n: Int!, $after: String, $keys: [String!], $some: Boolean!) {
      found: productVariants(first: $n, after: $after, query: $q, sortKey: ID) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id sku barcode title price compareAtPrice taxable inventoryQuantity updatedAt
          product { id title handle status vendor productType tags }
          inventoryItem { id tracked countryCodeOfOrigin harmonizedSystemCode }
          ${METAFIELDS}
        }
      }
    }
  `,
  cost: costOf(3),
  size: sizeOf,
})

/** Products by a SKU: found by their variants. The metafields are the product's. */
export const LOOK_UP_PRODUCTS_BY_VARIANT: LookUpDocument = query({
  name: 'LookUpProductsByVariant',
  text: `
    query LookUpProductsByVariant($q: String!, $n: Int!, $after: String, $keys: [String!], $some: Boolean!) {
      found: productVariants(first: $n, after: $after, query: $q, sortKey: ID) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id sku barcode
          product {
            id title handle status vendor productType tags description updatedAt
            ${METAFIELDS}
          }
        }
      }
    }
  `,
  cost: costOf(2),
  size: sizeOf,
})

export const LOOK_UP_PRODUCTS: LookUpDocument = query({
  name: 'LookUpProducts',
  text: `
    query LookUpProducts($q: String!, $n: Int!, $after: String, $keys: [String!], $some: Boolean!) {
      found: products(first: $n, after: $after, query: $q, sortKey: ID) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id title handle status vendor productType tags description updatedAt
          ${METAFIELDS}
        }
      }
    }
  `,
  cost: costOf(1),
  size: sizeOf,
})

export const LOOK_UP_CUSTOMERS: LookUpDocument = query({
  name: 'LookUpCustomers',
  text: `
    query LookUpCustomers($q: String!, $n: Int!, $after: String, $keys: [String!], $some: Boolean!) {
      found: customers(first: $n, after: $after, query: $q, sortKey: ID) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id firstName lastName displayName tags note locale taxExempt state numberOfOrders updatedAt
          defaultEmailAddress { emailAddress }
          defaultPhoneNumber { phoneNumber }
          companyContactProfiles { company { id name externalId } }
          ${METAFIELDS}
        }
      }
    }
  `,
  cost: costOf(5),
  size: sizeOf,
})

export const LOOK_UP_ORDERS: LookUpDocument = query({
  name: 'LookUpOrders',
  text: `
    query LookUpOrders($q: String!, $n: Int!, $after: String, $keys: [String!], $some: Boolean!) {
      found: orders(first: $n, after: $after, query: $q, sortKey: ID) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id name email poNumber note tags displayFinancialStatus displayFulfillmentStatus
          createdAt processedAt cancelledAt updatedAt
          totalPriceSet { shopMoney { amount currencyCode } }
          customer { id }
          ${METAFIELDS}
        }
      }
    }
  `,
  cost: costOf(2),
  size: sizeOf,
})

export const LOOK_UP_COMPANIES: LookUpDocument = query({
  name: 'LookUpCompanies',
  text: `
    query LookUpCompanies($q: String!, $n: Int!, $after: String, $keys: [String!], $some: Boolean!) {
      found: companies(first: $n, after: $after, query: $q, sortKey: ID) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id name externalId note updatedAt
          mainContact { customer { id defaultEmailAddress { emailAddress } } }
          ${METAFIELDS}
        }
      }
    }
  `,
  cost: costOf(4),
  size: sizeOf,
})
