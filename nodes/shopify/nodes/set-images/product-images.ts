import { pause } from '../../../sdk/retry.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { PRODUCT_MEDIA, type RawMedia, type RawProductMedia } from '../../client/documents/product-media.ts'

/** A product's images as they are in the shop, and which of them each variant shows. */
export interface ShopImages {
  readonly title: string
  readonly media: readonly RawMedia[]
  readonly variants: readonly { readonly id: string; readonly sku: string | null; readonly media: string | null }[]
}

const LONGEST_WAIT_MS = 60_000
const BETWEEN_MS = [250, 500, 1000, 2000] as const

export async function imagesOf(client: ShopifyClient, id: string, signal: AbortSignal): Promise<ShopImages> {
  let after: string | null = null
  let first: Pick<ShopImages, 'title' | 'media'> | undefined
  const variants: ShopImages['variants'][number][] = []
  do {
    const answer: NonNullable<(typeof PRODUCT_MEDIA)['data']> = await client.run(PRODUCT_MEDIA, { id, after }, signal)
    const product: RawProductMedia | null = answer.product
    if (!product) throw productGone(id)
    first ??= { title: product.title, media: product.media.nodes }
    for (const one of product.variants.nodes) {
      variants.push({ id: one.id, sku: one.sku, media: one.media.nodes[0]?.id ?? null })
    }
    after = product.variants.pageInfo.hasNextPage ? product.variants.pageInfo.endCursor : null
  } while (after !== null)
  return { ...first, variants }
}

/**
 * The same once Shopify has worked on every image: before, an image has no name by which it is known, and cannot be
 * given to a variant.
 */
export async function readyImagesOf(client: ShopifyClient, id: string, signal: AbortSignal): Promise<ShopImages> {
  let waited = 0
  for (let turn = 0; ; turn += 1) {
    const images = await imagesOf(client, id, signal)
    if (images.media.every(({ status }) => status === 'READY' || status === 'FAILED')) return images
    const wait = BETWEEN_MS[Math.min(turn, BETWEEN_MS.length - 1)] as number
    if (waited >= LONGEST_WAIT_MS) throw stillWorking(images.title)
    await pause(wait, signal)
    waited += wait
  }
}

/**
 * How our images are told from the shop's own: by their file name, which holds the id that the source gave them. It
 * stays with the image in the shop, whatever happens to what Koppel remembers.
 */
export function fileNameFor(image: string, extension: string): string {
  return `${PREFIX}${image.replaceAll(/[^A-Za-z0-9]/g, '-')}.${extension}`
}

const PREFIX = 'koppel-'

/** The source's id in the address of an image that we uploaded; Shopify may put something behind a name that is taken. */
export function isOurs(media: RawMedia, image: string): boolean {
  return (
    nameOf(media)?.match(/^koppel-([A-Za-z0-9-]+?)(_[A-Za-z0-9-]+)?\.\w+$/)?.[1] ===
    fileNameFor(image, '').slice(PREFIX.length, -1)
  )
}

function nameOf(media: RawMedia): string | undefined {
  return media.image ? decodeURIComponent(new URL(media.image.url).pathname.split('/').at(-1) ?? '') : undefined
}

function productGone(id: string): ProblemError {
  return new ProblemError({
    code: 'shopify.no-product',
    message: `The product ${id} is no longer in the shop.`,
    advice: 'Run the record again: the product is made anew.',
    retry: 'after-fix',
  })
}

function stillWorking(title: string): ProblemError {
  return new ProblemError({
    code: 'shopify.images-pending',
    message: `Shopify is still working on the images of "${title}".`,
    advice: 'Koppel tries again by itself.',
    retry: 'later',
    retryAfterMs: 60_000,
    effect: 'none',
  })
}
