import { connectionCost, mutation, query } from './document.ts'
import type { UserError } from '../user-errors.ts'
import type { PageInfo } from './raw-order.ts'

export interface RawCollection {
  readonly id: string
  readonly title: string
  readonly handle: string
  /** What fills a smart collection; null where products are put in by hand. */
  readonly ruleSet: { readonly appliedDisjunctively: boolean } | null
}

/** Collections by a search on their titles, which is loose: compare the answer. */
export const COLLECTIONS = query<
  { collections: { pageInfo: PageInfo; nodes: RawCollection[] } },
  { q: string | null; after: string | null }
>({
  name: 'Collections',
  text: `
    query Collections($q: String, $after: String) {
      collections(first: 100, after: $after, query: $q) {
        pageInfo { hasNextPage endCursor }
        nodes { id title handle ruleSet { appliedDisjunctively } }
      }
    }
  `,
  cost: connectionCost(2, 100),
})

/** A collection as it stands; null when the shop no longer has it. */
export const COLLECTION = query<{ collection: RawCollection | null }, { id: string }>({
  name: 'Collection',
  text: `
    query Collection($id: ID!) {
      collection(id: $id) { id title handle ruleSet { appliedDisjunctively } }
    }
  `,
  cost: 2,
})

/** Which collections a product is in. */
export const PRODUCT_COLLECTIONS = query<
  { product: { id: string; collections: { pageInfo: PageInfo; nodes: RawCollection[] } } | null },
  { id: string; after: string | null }
>({
  name: 'ProductCollections',
  text: `
    query ProductCollections($id: ID!, $after: String) {
      product(id: $id) {
        id
        collections(first: 20, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { id title handle ruleSet { appliedDisjunctively } }
        }
      }
    }
  `,
  cost: 1 + connectionCost(2, 20),
})

export const CREATE_COLLECTION = mutation<
  { collectionCreate: { collection: { id: string; handle: string } | null; userErrors: readonly UserError[] } },
  { title: string }
>({
  name: 'CreateCollection',
  text: `
    mutation CreateCollection($title: String!) {
      collectionCreate(input: { title: $title }) {
        collection { id handle }
        userErrors { field message }
      }
    }
  `,
  cost: 11,
})

export const PUBLICATIONS = query<{ publications: { nodes: { id: string; name: string }[] } }>({
  name: 'Publications',
  text: `
    query Publications {
      publications(first: 50) { nodes { id name } }
    }
  `,
  cost: connectionCost(1, 50),
})

/** Where a product or a collection is published. */
export const PUBLISHED_ON = query<
  {
    node: { resourcePublicationsV2?: { nodes: { publication: { id: string; name: string } }[] } } | null
  },
  { id: string }
>({
  name: 'PublishedOn',
  text: `
    query PublishedOn($id: ID!) {
      node(id: $id) {
        ... on Publishable {
          resourcePublicationsV2(first: 50, onlyPublished: false) { nodes { publication { id name } } }
        }
      }
    }
  `,
  cost: 1 + connectionCost(2, 50),
})

export const PUBLISH = mutation<
  { publishablePublish: { userErrors: readonly UserError[] } },
  { id: string; input: readonly { readonly publicationId: string }[] }
>({
  name: 'Publish',
  text: `
    mutation Publish($id: ID!, $input: [PublicationInput!]!) {
      publishablePublish(id: $id, input: $input) {
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})
