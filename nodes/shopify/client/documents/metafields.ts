import type { UserError } from '../user-errors.ts'
import { connectionCost, mutation, query } from './document.ts'

/** A metafield of an owner, by its place. */
export interface MetafieldPlace {
  readonly ownerId: string
  readonly namespace: string
  readonly key: string
}

export const DELETE_METAFIELDS = mutation<
  { metafieldsDelete: { deletedMetafields: ({ key: string } | null)[] | null; userErrors: readonly UserError[] } },
  { metafields: readonly MetafieldPlace[] }
>({
  name: 'DeleteMetafields',
  text: `
    mutation DeleteMetafields($metafields: [MetafieldIdentifierInput!]!) {
      metafieldsDelete(metafields: $metafields) {
        deletedMetafields { key }
        userErrors { field message }
      }
    }
  `,
  cost: 10,
  size: ({ metafields }) => metafields.length,
})

/** How a metafield of customers is defined, if it is. */
export const CUSTOMER_DEFINITION = query<
  { metafieldDefinitions: { nodes: { type: { name: string } }[] } },
  { namespace: string; key: string }
>({
  name: 'CustomerDefinition',
  text: `
    query CustomerDefinition($namespace: String!, $key: String!) {
      metafieldDefinitions(ownerType: CUSTOMER, namespace: $namespace, key: $key, first: 1) { nodes { type { name } } }
    }
  `,
  cost: connectionCost(2, 1),
})

/** Defines a metafield of customers; with the type `id` its values become unique, and say who somebody is. */
export const DEFINE_METAFIELD = mutation<
  { metafieldDefinitionCreate: { createdDefinition: { id: string } | null; userErrors: readonly UserError[] } },
  {
    definition: {
      readonly name: string
      readonly description: string
      readonly namespace: string
      readonly key: string
      readonly type: 'id'
      readonly ownerType: 'CUSTOMER'
    }
  }
>({
  name: 'DefineMetafield',
  text: `
    mutation DefineMetafield($definition: MetafieldDefinitionInput!) {
      metafieldDefinitionCreate(definition: $definition) {
        createdDefinition { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 11,
})
