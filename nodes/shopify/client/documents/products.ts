import { connectionCost, query } from './document.ts'
import type { PageInfo, RawMetafield } from './raw-order.ts'

/** A variant as far as a product sync looks at it. Money is decimal text in the shop's currency. */
export interface RawVariant {
  readonly id: string
  readonly sku: string | null
  readonly barcode: string | null
  readonly price: string
  readonly compareAtPrice: string | null
  readonly taxable: boolean
  readonly selectedOptions: readonly { readonly name: string; readonly value: string }[]
  readonly metafields: { readonly nodes: readonly RawMetafield[] }
  readonly media: { readonly nodes: readonly { readonly id: string }[] }
  readonly inventoryItem: {
    readonly id: string
    readonly tracked: boolean
    readonly unitCost: { readonly amount: string } | null
    readonly countryCodeOfOrigin: string | null
    readonly harmonizedSystemCode: string | null
    readonly measurement: { readonly weight: { readonly unit: string; readonly value: number } | null }
  }
}

export interface RawProduct {
  readonly id: string
  readonly title: string
  readonly handle: string
  readonly descriptionHtml: string
  readonly vendor: string
  readonly productType: string
  readonly status: string
  readonly tags: readonly string[]
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly metafields: { readonly pageInfo: PageInfo; readonly nodes: readonly RawMetafield[] }
  readonly variants: { readonly pageInfo: PageInfo; readonly nodes: readonly RawVariant[] }
}

const VARIANT = `
  fragment Variant on ProductVariant {
    id sku barcode price compareAtPrice taxable
    selectedOptions { name value }
    metafields(first: 20) { nodes { namespace key type value } }
    media(first: 1) { nodes { id } }
    inventoryItem {
      id tracked countryCodeOfOrigin harmonizedSystemCode
      unitCost { amount }
      measurement { weight { unit value } }
    }
  }`
/** A variant with its lists and its inventory item, as a child of a connection. */
const VARIANT_COST = 21

/** Products by id, with as many variants each as asked; what is gone is null in its place. */
export const PRODUCTS_BY_ID = query<{ nodes: (RawProduct | null)[] }, { ids: readonly string[]; variants: number }>({
  name: 'ProductsById',
  text: `
    query ProductsById($ids: [ID!]!, $variants: Int!) {
      nodes(ids: $ids) {
        ... on Product {
          id title handle descriptionHtml vendor productType status tags
          options { id name }
          metafields(first: 50) { pageInfo { hasNextPage endCursor } nodes { namespace key type value } }
          variants(first: $variants) { pageInfo { hasNextPage endCursor } nodes { ...Variant } }
        }
      }
    }
    ${VARIANT}
  `,
  cost: ({ ids, variants }) => Math.ceil(ids.length * productCost(variants)),
  size: ({ ids, variants }) => ids.length * 1000 + variants,
})

function productCost(variants: number): number {
  return 2 + connectionCost(1, 50) + connectionCost(VARIANT_COST, variants)
}

/** The variants that did not fit beside their product. */
export const PRODUCT_VARIANTS = query<
  { product: { variants: { pageInfo: PageInfo; nodes: RawVariant[] } } | null },
  { id: string; after: string }
>({
  name: 'ProductVariants',
  text: `
    query ProductVariants($id: ID!, $after: String!) {
      product(id: $id) {
        variants(first: 100, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { ...Variant }
        }
      }
    }
    ${VARIANT}
  `,
  cost: 1 + connectionCost(VARIANT_COST, 100),
})
