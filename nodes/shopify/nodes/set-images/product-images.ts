import { pause } from '../../../sdk/retry.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { pageFor } from '../../client/documents/document.ts'
import {
  MEDIA_STATUS,
  MORE_MEDIA,
  MORE_SHOWN_BY,
  PRODUCT_MEDIA,
  type RawMedia,
  type RawProductMedia,
  type RawShownBy,
} from '../../client/documents/product-media.ts'
import { wholeList } from '../../client/whole-list.ts'

/** A product's images as they are in the shop, and which of them each variant shows. */
export interface ShopImages {
  readonly title: string
  readonly media: readonly RawMedia[]
  readonly variants: readonly { readonly id: string; readonly sku: string | null; readonly media: string | null }[]
}

/** How many images and variants a product is likely to have: what it does have is read in any case. */
export interface Likely {
  readonly media: number
  readonly variants: number
}

const LONGEST_WAIT_MS = 60_000
const BETWEEN_MS = [250, 500, 1000, 2000] as const
/** What Shopify answers of a list of ids in one call. */
const MOST_IDS = 250

/**
 * The images of a product once Shopify has worked on each of them: before, an image has no name by which it is known,
 * and cannot be given to a variant.
 */
export async function readyImagesOf(
  client: ShopifyClient,
  id: string,
  likely: Likely,
  signal: AbortSignal,
): Promise<ShopImages> {
  const variables = { id, media: pageFor(likely.media), variants: pageFor(likely.variants) }
  const { product } = await client.run(PRODUCT_MEDIA, variables, signal)
  if (!product) throw productGone(id)
  const media = await allMedia(client, product, signal)
  const variants = await allShownBy(client, product, signal)
  return {
    title: product.title,
    media: await settledMedia(client, product.title, media, signal),
    variants: variants.map((one) => ({ id: one.id, sku: one.sku, media: one.media.nodes[0]?.id ?? null })),
  }
}

function allMedia(client: ShopifyClient, { id, media }: RawProductMedia, signal: AbortSignal): Promise<RawMedia[]> {
  return wholeList(media, async (after) => {
    const { product } = await client.run(MORE_MEDIA, { id, after }, signal)
    if (!product) throw productGone(id)
    return product.media
  })
}

function allShownBy(
  client: ShopifyClient,
  { id, variants }: RawProductMedia,
  signal: AbortSignal,
): Promise<RawShownBy[]> {
  return wholeList(variants, async (after) => {
    const { product } = await client.run(MORE_SHOWN_BY, { id, after }, signal)
    if (!product) throw productGone(id)
    return product.variants
  })
}

const isSettled = ({ status }: RawMedia): boolean => status === 'READY' || status === 'FAILED'

/** The same images once Shopify is done with each: usable, or refused. Asks after those it is not done with, and no others. */
export async function settledMedia(
  client: ShopifyClient,
  title: string,
  media: readonly RawMedia[],
  signal: AbortSignal,
): Promise<readonly RawMedia[]> {
  const latest = new Map(media.map((one) => [one.id, one]))
  let waited = 0
  for (let turn = 0; ; turn += 1) {
    const pending = [...latest.values()].filter((one) => !isSettled(one)).map(({ id }) => id)
    if (pending.length === 0) return [...latest.values()]
    if (waited >= LONGEST_WAIT_MS) throw stillWorking(title)
    const wait = BETWEEN_MS[Math.min(turn, BETWEEN_MS.length - 1)] as number
    await pause(wait, signal)
    waited += wait
    for (let at = 0; at < pending.length; at += MOST_IDS) {
      const ids = pending.slice(at, at + MOST_IDS)
      const { nodes } = await client.run(MEDIA_STATUS, { ids }, signal)
      for (const [i, id] of ids.entries()) {
        const node = nodes[i]
        if (node?.id === undefined) latest.delete(id)
        else latest.set(id, node)
      }
    }
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
    // Shopify answers; it is this product's images that take their time.
    scope: 'record',
    effect: 'none',
  })
}
