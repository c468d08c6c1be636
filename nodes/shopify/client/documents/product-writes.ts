import { mutation } from './document.ts'
import type { UserError } from '../user-errors.ts'

export interface MetafieldValue {
  readonly namespace: string
  readonly key: string
  readonly type: string
  readonly value: string
}

export interface InventoryItemInput {
  readonly sku?: string
  readonly tracked?: boolean
  readonly cost?: string
  readonly countryCodeOfOrigin?: string | null
  readonly harmonizedSystemCode?: string | null
  readonly measurement?: { readonly weight: { readonly unit: 'GRAMS'; readonly value: number } }
}

/** What both ways of writing a variant have in common. */
export interface VariantInput {
  readonly mediaId?: string
  readonly barcode?: string | null
  readonly price?: string
  readonly compareAtPrice?: string | null
  readonly taxable?: boolean
  readonly inventoryItem?: InventoryItemInput
  readonly metafields?: readonly MetafieldValue[]
  readonly optionValues?: readonly { readonly optionName: string; readonly name: string }[]
}

export interface NewVariantInput extends VariantInput {
  readonly sku: string
  readonly inventoryQuantities?: readonly {
    readonly locationId: string
    readonly name: 'available'
    readonly quantity: number
  }[]
}

export interface NewProductInput {
  readonly title: string
  readonly handle?: string
  readonly descriptionHtml?: string
  readonly vendor?: string
  readonly productType?: string
  readonly status?: string
  readonly tags?: readonly string[]
  readonly metafields?: readonly MetafieldValue[]
  readonly productOptions: readonly { readonly name: string; readonly values: readonly { readonly name: string }[] }[]
  readonly variants: readonly NewVariantInput[]
}

/**
 * Makes a product with all its variants. Only ever used for a new one: of an existing product the lists given here
 * would delete what is not in them.
 */
export const CREATE_PRODUCT = mutation<
  {
    productSet: {
      product: {
        id: string
        handle: string
        variants: { nodes: { id: string; sku: string | null }[] }
      } | null
      userErrors: readonly UserError[]
    }
  },
  { input: NewProductInput }
>({
  name: 'CreateProduct',
  text: `
    mutation CreateProduct($input: ProductSetInput!) {
      productSet(input: $input, synchronous: true) {
        product { id handle variants(first: 250) { nodes { id sku } } }
        userErrors { code field message }
      }
    }
  `,
  cost: ({ input }) => 24 + Math.ceil(input.variants.length * 0.2 + (input.metafields?.length ?? 0) * 0.4),
  size: ({ input }) => input.variants.length,
})

export interface ProductUpdate {
  readonly id: string
  readonly title?: string
  readonly descriptionHtml?: string
  readonly vendor?: string
  readonly productType?: string
  readonly status?: string
  readonly metafields?: readonly MetafieldValue[]
  readonly collectionsToJoin?: readonly string[]
  readonly collectionsToLeave?: readonly string[]
}

/** Changes the fields that are given and nothing else. */
export const UPDATE_PRODUCT = mutation<
  { productUpdate: { product: { id: string } | null; userErrors: readonly UserError[] } },
  { product: ProductUpdate }
>({
  name: 'UpdateProduct',
  text: `
    mutation UpdateProduct($product: ProductUpdateInput!) {
      productUpdate(product: $product) {
        product { id }
        userErrors { field message }
      }
    }
  `,
  cost: 12,
})

/** Changes the variants that are given and no others. */
export const UPDATE_VARIANTS = mutation<
  { productVariantsBulkUpdate: { productVariants: { id: string }[] | null; userErrors: readonly UserError[] } },
  { product: string; variants: readonly (VariantInput & { readonly id: string })[] }
>({
  name: 'UpdateVariants',
  text: `
    mutation UpdateVariants($product: ID!, $variants: [ProductVariantsBulkInput!]!) {
      productVariantsBulkUpdate(productId: $product, variants: $variants) {
        productVariants { id }
        userErrors { code field message }
      }
    }
  `,
  cost: ({ variants }) => 12 + variants.length,
  size: ({ variants }) => variants.length,
})

/** Adds variants to a product; the others stay. */
export const ADD_VARIANTS = mutation<
  {
    productVariantsBulkCreate: {
      productVariants: { id: string; sku: string | null }[] | null
      userErrors: readonly UserError[]
    }
  },
  { product: string; variants: readonly VariantInput[] }
>({
  name: 'AddVariants',
  text: `
    mutation AddVariants($product: ID!, $variants: [ProductVariantsBulkInput!]!) {
      productVariantsBulkCreate(productId: $product, variants: $variants, strategy: DEFAULT) {
        productVariants { id sku }
        userErrors { code field message }
      }
    }
  `,
  cost: ({ variants }) => 12 + variants.length,
  size: ({ variants }) => variants.length,
})

export interface NewOption {
  readonly name: string
  readonly values: readonly { readonly name: string }[]
}

/** Adds options; the variants that are there get the first value of each. */
export const ADD_OPTIONS = mutation<
  { productOptionsCreate: { product: { id: string } | null; userErrors: readonly UserError[] } },
  { product: string; options: readonly NewOption[] }
>({
  name: 'AddOptions',
  text: `
    mutation AddOptions($product: ID!, $options: [OptionCreateInput!]!) {
      productOptionsCreate(productId: $product, options: $options, variantStrategy: LEAVE_AS_IS) {
        product { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 12,
})
