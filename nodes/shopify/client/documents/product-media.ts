import { connectionCost, mutation, query } from './document.ts'
import type { UserError } from '../user-errors.ts'
import type { PageInfo } from './raw-order.ts'

export interface RawMedia {
  readonly id: string
  readonly alt: string | null
  readonly status: string
  /** Only once it is ready. */
  readonly image?: { readonly url: string } | null
}

export interface RawShownBy {
  readonly id: string
  readonly sku: string | null
  readonly media: { readonly nodes: readonly { readonly id: string }[] }
}

interface MediaPage {
  readonly pageInfo: PageInfo
  readonly nodes: readonly RawMedia[]
}

interface ShownByPage {
  readonly pageInfo: PageInfo
  readonly nodes: readonly RawShownBy[]
}

export interface RawProductMedia {
  readonly id: string
  readonly title: string
  readonly media: MediaPage
  readonly variants: ShownByPage
}

const MEDIA = 'pageInfo { hasNextPage endCursor } nodes { id alt status ... on MediaImage { image { url } } }'
const SHOWN_BY = 'pageInfo { hasNextPage endCursor } nodes { id sku media(first: 1) { nodes { id } } }'
const MEDIA_COST = 2
const SHOWN_BY_COST = 4

/** The images of a product, and which of them its variants show; as many of each as asked, since pages cost by their size. */
export const PRODUCT_MEDIA = query<
  { product: RawProductMedia | null },
  { id: string; media: number; variants: number }
>({
  name: 'ProductMedia',
  text: `
    query ProductMedia($id: ID!, $media: Int!, $variants: Int!) {
      product(id: $id) {
        id title
        media(first: $media) { ${MEDIA} }
        variants(first: $variants) { ${SHOWN_BY} }
      }
    }
  `,
  cost: ({ media, variants }) => 1 + connectionCost(MEDIA_COST, media) + connectionCost(SHOWN_BY_COST, variants),
  size: ({ media, variants }) => media * 1000 + variants,
})

/** The images that did not fit beside their product. */
export const MORE_MEDIA = query<{ product: { media: MediaPage } | null }, { id: string; after: string }>({
  name: 'MoreMedia',
  text: `
    query MoreMedia($id: ID!, $after: String!) {
      product(id: $id) { media(first: 148, after: $after) { ${MEDIA} } }
    }
  `,
  cost: 1 + connectionCost(MEDIA_COST, 148),
})

/** The variants that did not fit beside their product. */
export const MORE_SHOWN_BY = query<{ product: { variants: ShownByPage } | null }, { id: string; after: string }>({
  name: 'MoreShownBy',
  text: `
    query MoreShownBy($id: ID!, $after: String!) {
      product(id: $id) { variants(first: 148, after: $after) { ${SHOWN_BY} } }
    }
  `,
  cost: 1 + connectionCost(SHOWN_BY_COST, 148),
})

/** How far Shopify is with images. */
export const MEDIA_STATUS = query<{ nodes: (RawMedia | null)[] }, { ids: readonly string[] }>({
  name: 'MediaStatus',
  text: `
    query MediaStatus($ids: [ID!]!) {
      nodes(ids: $ids) { ... on MediaImage { id alt status image { url } } }
    }
  `,
  cost: ({ ids }) => 2 * ids.length,
  size: ({ ids }) => ids.length,
})

export interface MediaInput {
  readonly originalSource: string
  readonly alt: string
  readonly mediaContentType: 'IMAGE'
}

/** Adds images behind those that a product has; the answer has them all, in their order. */
export const ADD_MEDIA = mutation<
  {
    productUpdate: { product: { media: { nodes: RawMedia[] } } | null; userErrors: readonly UserError[] }
  },
  { id: string; media: readonly MediaInput[] }
>({
  name: 'AddMedia',
  text: `
    mutation AddMedia($id: ID!, $media: [CreateMediaInput!]!) {
      productUpdate(product: { id: $id }, media: $media) {
        product { media(first: 250) { nodes { id alt status } } }
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

export interface ImageTarget {
  readonly url: string
  /** What the upload's form has to carry besides the file. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
  readonly resourceUrl: string
}

export interface StagedImageInput {
  readonly resource: 'IMAGE'
  readonly filename: string
  readonly mimeType: string
  readonly fileSize: string
  readonly httpMethod: 'POST'
}

/** Where images are to be uploaded, and the addresses by which the shop then takes them; in the order asked. */
export const STAGE_IMAGES = mutation<
  { stagedUploadsCreate: { stagedTargets: ImageTarget[] | null; userErrors: UserError[] } },
  { input: readonly StagedImageInput[] }
>({
  name: 'StageImages',
  text: `
    mutation StageImages($input: [StagedUploadInput!]!) {
      stagedUploadsCreate(input: $input) {
        stagedTargets { url resourceUrl parameters { name value } }
        userErrors { field message }
      }
    }
  `,
  cost: ({ input }) => 10 + 3 * input.length,
  size: ({ input }) => input.length,
})

/** Puts images of a product in another order; the shop does it a moment later. */
export const REORDER_MEDIA = mutation<
  {
    productReorderMedia: {
      job: { id: string; done: boolean } | null
      mediaUserErrors: readonly UserError[]
    }
  },
  { id: string; moves: readonly { readonly id: string; readonly newPosition: string }[] }
>({
  name: 'ReorderMedia',
  text: `
    mutation ReorderMedia($id: ID!, $moves: [MoveInput!]!) {
      productReorderMedia(id: $id, moves: $moves) {
        job { id done }
        mediaUserErrors { field message }
      }
    }
  `,
  cost: 12,
})

/** Deletes files that the shop could not use. */
export const DELETE_FILES = mutation<
  { fileDelete: { deletedFileIds: readonly string[] | null; userErrors: readonly UserError[] } },
  { ids: readonly string[] }
>({
  name: 'DeleteFiles',
  text: `
    mutation DeleteFiles($ids: [ID!]!) {
      fileDelete(fileIds: $ids) {
        deletedFileIds
        userErrors { code field message }
      }
    }
  `,
  cost: 10,
})
