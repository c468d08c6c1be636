import { mutation, query } from './document.ts'
import type { UserError } from '../user-errors.ts'
import type { RawMetafield } from './raw-order.ts'

export interface MarkedOrder {
  readonly id: string
  readonly legacyResourceId: string
  readonly name: string
  readonly tags: readonly string[]
  readonly metafield: RawMetafield | null
}

/** What a mark looks at before it writes. */
export const ORDER_MARKS = query<{ order: MarkedOrder | null }, { id: string; namespace: string; key: string }>({
  name: 'OrderMarks',
  text: `
    query OrderMarks($id: ID!, $namespace: String!, $key: String!) {
      order(id: $id) {
        id
        legacyResourceId
        name
        tags
        metafield(namespace: $namespace, key: $key) { namespace key type value }
      }
    }
  `,
  cost: 2,
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
  cost: 11,
})

interface MetafieldInput extends RawMetafield {
  readonly ownerId: string
}

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
  cost: 12,
})
