import { connectionCost, mutation, query } from './document.ts'
import type { UserError } from '../user-errors.ts'
import type { UploadTarget } from './bulk.ts'
import type { PageInfo } from './raw-order.ts'

export interface RawMedia {
  readonly id: string
  readonly alt: string | null
  readonly status: string
  /** Only once it is ready. */
  readonly image?: { readonly url: string } | null
}

export interface RawProductMedia {
  readonly id: string
  readonly title: string
  readonly media: { readonly nodes: readonly RawMedia[] }
  readonly variants: {
    readonly pageInfo: PageInfo
    readonly nodes: readonly {
      readonly id: string
      readonly sku: string | null
      readonly media: { readonly nodes: readonly { readonly id: string }[] }
    }[]
  }
}

/** The images of a product, and which of them its variants show. */
export const PRODUCT_MEDIA = query<{ product: RawProductMedia | null }, { id: string; after: string | null }>({
  name: 'ProductMedia',
  text: `
    query ProductMedia($id: ID!, $after: String) {
      product(id: $id) {
        id title
        media(first: 250) { nodes { id alt status ... on MediaImage { image { url } } } }
        variants(first: 100, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { id sku media(first: 1) { nodes { id } } }
        }
      }
    }
  `,
  cost: 1 + connectionCost(2, 250) + connectionCost(4, 100),
})

export interface MediaInput {
  readonly originalSource: string
  readonly alt: string
  readonly mediaContentType: 'IMAGE'
}

/** Adds images behind those that a product has; the answer has them all, in their order. */
export const ADD_MEDIA = mutation<
  {
    productUpdate: { product: { media: { nodes: { id: string }[] } } | null; userErrors: readonly UserError[] }
  },
  { id: string; media: readonly MediaInput[] }
>({
  name: 'AddMedia',
  text: `
    mutation AddMedia($id: ID!, $media: [CreateMediaInput!]!) {
      productUpdate(product: { id: $id }, media: $media) {
        product { media(first: 250) { nodes { id } } }
        userErrors { field message }
      }
    }
  `,
  cost: ({ media }) => 24 + 2 * media.length,
  size: ({ media }) => media.length,
})

/** Takes images off a product; the files themselves stay in the shop. */
export const DETACH_MEDIA = mutation<
  { fileUpdate: { files: { id: string }[] | null; userErrors: readonly UserError[] } },
  { files: readonly { readonly id: string; readonly referencesToRemove: readonly string[] }[] }
>({
  name: 'DetachMedia',
  text: `
    mutation DetachMedia($files: [FileUpdateInput!]!) {
      fileUpdate(files: $files) {
        files { id }
        userErrors { code field message }
      }
    }
  `,
  cost: ({ files }) => 10 + files.length,
  size: ({ files }) => files.length,
})

export interface ImageTarget extends UploadTarget {
  readonly resourceUrl: string
}

/** Where an image is to be uploaded, and the address by which the shop then takes it. */
export const STAGE_IMAGE = mutation<
  { stagedUploadsCreate: { stagedTargets: ImageTarget[] | null; userErrors: UserError[] } },
  { filename: string; mimeType: string; size: string }
>({
  name: 'StageImage',
  text: `
    mutation StageImage($filename: String!, $mimeType: String!, $size: UnsignedInt64!) {
      stagedUploadsCreate(
        input: [{ resource: IMAGE, filename: $filename, mimeType: $mimeType, fileSize: $size, httpMethod: POST }]
      ) {
        stagedTargets { url resourceUrl parameters { name value } }
        userErrors { field message }
      }
    }
  `,
  cost: 12,
})
