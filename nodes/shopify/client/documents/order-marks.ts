import { mutation, query } from './document.ts'
import type { UserError } from '../user-errors.ts'
import type { RawMetafield } from './raw-order.ts'

export interface MarkedOrder {
  readonly id: string
  readonly name: string
  readonly tags: readonly string[]
  readonly metafield: RawMetafield | null
}

/** What marking looks at before it writes; up to 250 orders at once. */
export const ORDER_MARKS = query<
  { nodes: (Partial<MarkedOrder> | null)[] },
  { ids: readonly string[]; namespace: string; key: string }
>({
  name: 'OrderMarks',
  text: `
    query OrderMarks($ids: [ID!]!, $namespace: String!, $key: String!) {
      nodes(ids: $ids) {
        ... on Order {
          id name tags
          metafield(namespace: $namespace, key: $key) { namespace key type value }
        }
      }
    }
  `,
  cost: ({ ids }) => Math.min(1000, ids.length * 2),
  size: ({ ids }) => ids.length,
})

/** Adds tags and leaves the others alone (`orderUpdate` would replace them all). Adding one twice changes nothing. */
export const ADD_TAGS = mutation<
  { tagsAdd: { node: { id: string } | null; userErrors: readonly UserError[] } },
  { id: string; tags: readonly string[] }
>({
  name: 'AddTags',
  text: `
    mutation AddTags($id: ID!, $tags: [String!]!) {
      tagsAdd(id: $id, tags: $tags) {
        node { id }
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})

/** Takes tags away, whatever their case; one that is not there changes nothing. */
export const REMOVE_TAGS = mutation<
  { tagsRemove: { node: { id: string } | null; userErrors: readonly UserError[] } },
  { id: string; tags: readonly string[] }
>({
  name: 'RemoveTags',
  text: `
    mutation RemoveTags($id: ID!, $tags: [String!]!) {
      tagsRemove(id: $id, tags: $tags) {
        node { id }
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})

export interface MetafieldInput extends RawMetafield {
  readonly ownerId: string
}

/** So many metafields in one call, of as many orders; all of them or none. */
export const MOST_METAFIELDS = 25

export const SET_METAFIELDS = mutation<
  { metafieldsSet: { metafields: { id: string }[] | null; userErrors: readonly UserError[] } },
  { metafields: readonly MetafieldInput[] }
>({
  name: 'SetMetafields',
  text: `
    mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) {
        metafields { id }
        userErrors { field message code }
      }
    }
  `,
  cost: 10,
  size: ({ metafields }) => metafields.length,
})
