import type { Context } from '../../../sdk/context.ts'
import type { Rec } from '../../../sdk/record.ts'
import type { Found, Reference } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { ADD_MEDIA, DETACH_MEDIA, type MediaInput } from '../../client/documents/product-media.ts'
import { UPDATE_VARIANTS } from '../../client/documents/product-writes.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { spelledAs } from '../../variants/variant.ts'
import type { WrittenProduct } from '../written-product.ts'
import { fileNameFor, isOurs, readyImagesOf, type ShopImages } from './product-images.ts'
import type { ImageDocument } from './set-images.ts'
import { EXTENSIONS, spool } from './spool.ts'
import { upload } from './upload.ts'

/** Shopify's media of the images that we uploaded, by the source's ids. */
export type Remembered = Readonly<Record<string, string>>

/** What the ledger keeps of the images of a product. */
interface Kept {
  readonly product: string
  readonly media: Remembered
}

export interface Place {
  readonly record: Rec
  readonly product: WrittenProduct | undefined
  readonly images: readonly ImageDocument[]
  readonly remembered: Remembered
  readonly ctx: Context<unknown, ShopifyClient>
}

export function rememberedIn(reference: Reference | undefined, product: WrittenProduct | undefined): Remembered {
  const kept = reference?.data as Kept | undefined
  return kept?.product === product?.id ? (kept?.media ?? {}) : {}
}

/** Which of the images are in the shop, and which variants show them. */
export async function findImages(place: Place): Promise<Found> {
  const id = place.product?.id ?? ''
  const shop = await shopOf(place)
  const known = knownIn(shop, place)
  const byMedia = new Map([...known].map(([image, media]) => [media, image]))
  const wanted = new Set(place.images.map((one) => one.id))
  const stale = Object.keys(place.remembered).filter((image) => !wanted.has(image) && known.has(image))
  const shown = shop.variants.flatMap(({ sku, media }) => {
    const image = media === null ? undefined : byMedia.get(media)
    return sku === null || image === undefined ? [] : [[sku, image] as const]
  })
  return {
    reference: referenceTo(place, Object.fromEntries(known)),
    current: {
      product: id,
      images: [...place.images.map((one) => one.id).filter((image) => known.has(image)), ...stale],
      variants: Object.fromEntries(shown),
    },
  }
}

/**
 * Brings the images to what is wanted. What is there is found by its file name, so a run that was cut off half-way goes
 * on with what is missing; what we uploaded before and is gone was taken away by somebody, and stays away.
 */
export async function putImages(place: Place): Promise<Reference> {
  const { images, remembered } = place
  let shop = await shopOf(place)
  const known = knownIn(shop, place)
  const missing = images.filter((image) => !known.has(image.id) && remembered[image.id] === undefined)
  if (missing.length > 0) {
    for (const [image, media] of await add(missing, shop, place)) known.set(image, media)
  }
  const wanted = new Set(images.map((one) => one.id))
  const stale = [...known].filter(([image]) => remembered[image] !== undefined && !wanted.has(image))
  if (stale.length > 0)
    await detach(
      stale.map(([, media]) => media),
      place,
    )
  if (images.some(({ skus = [] }) => skus.length > 0)) {
    if (missing.length > 0) shop = await shopOf(place)
    await giveToVariants(shop, known, place)
  }
  const kept = Object.entries({ ...remembered, ...Object.fromEntries(known) }).filter(([image]) => wanted.has(image))
  return referenceTo(place, Object.fromEntries(kept))
}

async function shopOf({ product, images, ctx }: Place): Promise<ShopImages> {
  const shop = await readyImagesOf(ctx.client, product?.id ?? '', ctx.signal)
  const own = images.flatMap(({ skus = [] }) => skus)
  return { ...shop, variants: spelledAs(shop.variants, own) }
}

/** The images of ours that the product has, by the source's ids: those remembered, and those known by their names. */
function knownIn(shop: ShopImages, { images, remembered }: Place): Map<string, string> {
  const there = new Set(shop.media.map(({ id }) => id))
  const known = new Map(Object.entries(remembered).filter(([, media]) => there.has(media)))
  for (const { id } of images) {
    const media = shop.media.find((one) => isOurs(one, id))
    if (media && !known.has(id)) known.set(id, media.id)
  }
  return known
}

/** Fetches and uploads one image after the other, then adds them all in their order. */
async function add(
  missing: readonly ImageDocument[],
  shop: ShopImages,
  { product, ctx }: Place,
): Promise<readonly [string, string][]> {
  const media: MediaInput[] = []
  for (const image of missing) {
    const spooled = await spool(await ctx.open(image.file), image.fileName ?? image.id)
    try {
      const filename = fileNameFor(image.id, EXTENSIONS[spooled.mimeType] ?? 'img')
      const originalSource = await upload(ctx.client, filename, spooled, ctx.signal)
      media.push({ originalSource, alt: product?.title ?? '', mediaContentType: 'IMAGE' })
    } finally {
      await spooled.remove()
    }
  }
  const { productUpdate } = await ctx.client.run(ADD_MEDIA, { id: product?.id ?? '', media }, ctx.signal)
  refuseUserErrors(productUpdate.userErrors, `add images to the product "${product?.title ?? ''}"`)
  const before = new Set(shop.media.map(({ id }) => id))
  const added = (productUpdate.product?.media.nodes ?? []).filter(({ id }) => !before.has(id))
  return missing.flatMap((image, at): [string, string][] => {
    const one = added[at]
    return one ? [[image.id, one.id]] : []
  })
}

async function detach(media: readonly string[], { product, ctx }: Place): Promise<void> {
  const files = media.map((id) => ({ id, referencesToRemove: [product?.id ?? ''] }))
  const { fileUpdate } = await ctx.client.run(DETACH_MEDIA, { files }, ctx.signal)
  refuseUserErrors(fileUpdate.userErrors, `take replaced images off "${product?.title ?? ''}"`)
}

/** A variant gets its image; one that somebody gave another image keeps that unless ours is new. */
async function giveToVariants(shop: ShopImages, known: ReadonlyMap<string, string>, place: Place): Promise<void> {
  const { images, product, remembered, ctx } = place
  const ready = new Set(shop.media.filter(({ status }) => status === 'READY').map(({ id }) => id))
  const ours = new Set([...known.values(), ...Object.values(remembered)])
  const wanted = new Map(images.flatMap(({ id, skus = [] }) => skus.map((sku) => [sku, id] as const)))
  const variants = shop.variants.flatMap(({ id, sku, media }) => {
    const image = sku === null ? undefined : wanted.get(sku)
    const mediaId = image === undefined ? undefined : known.get(image)
    if (mediaId === undefined || mediaId === media || !ready.has(mediaId)) return []
    const chosenByShop = media !== null && !ours.has(media) && remembered[image ?? ''] !== undefined
    return chosenByShop ? [] : [{ id, mediaId }]
  })
  for (let at = 0; at < variants.length; at += 250) {
    const part = variants.slice(at, at + 250)
    const answer = await ctx.client.run(UPDATE_VARIANTS, { product: product?.id ?? '', variants: part }, ctx.signal)
    refuseUserErrors(
      answer.productVariantsBulkUpdate.userErrors,
      `give variants of "${product?.title ?? ''}" their image`,
    )
  }
}

function referenceTo({ record, product }: Place, media: Remembered): Reference {
  const id = product?.id ?? ''
  return { id, label: product?.title ?? record.key, data: { product: id, media } satisfies Kept }
}
