import { connectionCost, query } from './document.ts'
import type { PageInfo } from './raw-order.ts'

export interface RawDefinition {
  readonly name: string
  readonly namespace: string
  readonly key: string
  readonly type: { readonly name: string }
}

export type DefinedOn = 'PRODUCT' | 'PRODUCTVARIANT' | 'CUSTOMER' | 'COMPANY' | 'ORDER'

/** What the shop has said of the metafields of one kind of object. */
export const METAFIELD_DEFINITIONS = query<
  { metafieldDefinitions: { pageInfo: PageInfo; nodes: RawDefinition[] } },
  { owner: DefinedOn; after: string | null }
>({
  name: 'MetafieldDefinitions',
  text: `
    query MetafieldDefinitions($owner: MetafieldOwnerType!, $after: String) {
      metafieldDefinitions(ownerType: $owner, first: 148, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { name namespace key type { name } }
      }
    }
  `,
  cost: connectionCost(2, 148),
})
