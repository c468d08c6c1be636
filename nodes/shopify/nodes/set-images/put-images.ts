import type { Context } from '../../../sdk/context.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'
import type { Found, Reference } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { DETACH_MEDIA, REORDER_MEDIA } from '../../client/documents/product-media.ts'
import { UPDATE_VARIANTS } from '../../client/documents/product-writes.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { spelledAs } from '../../variants/variant.ts'
import type { WrittenProduct } from '../written-product.ts'
import { addImages } from './add-images.ts'
import { movesFor } from './order.ts'
import { isOurs, readyImagesOf, type ShopImages } from './product-images.ts'
import type { ImageDocument } from './set-images.ts'

/** Shopify's media of the images that we uploaded, by the source's ids. */
export type Remembered = Readonly<Record<string, string>>

/** What the ledger keeps of the images of a product. */
interface Kept {
  readonly product: string
  readonly media: Remembered
  /** The images in the order in which they were put. */
  readonly order?: readonly string[]
  /** Their file names, for people. */
  readonly names?: Readonly<Record<string, string>>
}

export interface Place {
  readonly record: Rec
  readonly product: WrittenProduct | undefined
  readonly images: readonly ImageDocument[]
  readonly remembered: Remembered
  readonly order: readonly string[]
  /** File names of images that the source no longer has. */
  readonly names: Readonly<Record<string, string>>
  readonly ctx: Context<unknown, ShopifyClient>
  /** What the door's question has read, for what is sent right behind it. */
  readonly seen: { shop?: ShopImages | undefined }
}

export function rememberedIn(
  reference: Reference | undefined,
  product: WrittenProduct | undefined,
): Pick<Place, 'remembered' | 'order' | 'names'> {
  const kept = reference?.data as Kept | undefined
  if (kept?.product !== product?.id) return { remembered: {}, order: [], names: {} }
  const remembered = kept?.media ?? {}
  return { remembered, order: kept?.order ?? Object.keys(remembered), names: kept?.names ?? {} }
}

/** An image as people see it in a difference: its file name, and so much of its id that a replaced one is another. */
export function imageLabel({ images, names }: Pick<Place, 'images' | 'names'>, id: string): string {
  const name = images.find((one) => one.id === id)?.fileName ?? names[id]
  return name === undefined ? id : `${name} (${id.slice(0, 8)})`
}

/** Which of the images are in the shop, in the order in which they were put, and which variants show them. */
export async function findImages(place: Place): Promise<Found> {
  const id = place.product?.id ?? ''
  const shop = await shopOf(place)
  place.seen.shop = shop
  const known = knownIn(shop, place)
  const byMedia = new Map([...known].map(([image, media]) => [media, image]))
  const shown = shop.variants.flatMap(({ sku, media }) => {
    const image = media === null ? undefined : byMedia.get(media)
    return sku === null || image === undefined ? [] : [[sku, imageLabel(place, image)] as const]
  })
  return {
    reference: referenceTo(place, known),
    current: {
      product: id,
      images: [...inOrder(place, known).keys()].map((image) => imageLabel(place, image)),
      variants: Object.fromEntries(shown),
    },
  }
}

/**
 * Brings the images to what is wanted. What is there is found by its file name, so a run that was cut off half-way goes
 * on with what is missing; what we uploaded before and is gone was taken away by somebody, and stays away.
 */
export async function putImages(place: Place): Promise<Reference> {
  const { images, remembered, product, ctx } = place
  let shop = place.seen.shop ?? (await shopOf(place))
  place.seen.shop = undefined
  const known = knownIn(shop, place)
  const missing = images.filter((image) => !known.has(image.id) && remembered[image.id] === undefined)
  const target = { id: product?.id ?? '', title: product?.title ?? '', media: shop.media }
  const added = missing.length > 0 ? await addImages(missing, target, ctx) : undefined
  for (const [image, { id }] of added?.media ?? []) known.set(image, id)
  if (added) shop = { ...shop, media: [...shop.media, ...added.media.values()] }
  const wanted = new Set(images.map((one) => one.id))
  const stale = [...known].filter(([image]) => remembered[image] !== undefined && !wanted.has(image))
  if (stale.length > 0) await detach(new Set(stale.map(([, media]) => media)), place)
  await putInOrder(shop, new Set(stale.map(([, media]) => media)), known, place)
  if (images.some(({ skus = [] }) => skus.length > 0)) await giveToVariants(shop, known, place)
  if (added?.problem) throw new ProblemError(added.problem)
  const kept = Object.entries({ ...remembered, ...Object.fromEntries(known) }).filter(([image]) => wanted.has(image))
  return referenceTo(place, new Map(kept))
}

async function shopOf({ product, images, remembered, ctx }: Place): Promise<ShopImages> {
  const own = images.flatMap(({ skus = [] }) => skus)
  // A few more than ours: the shop may have some of its own.
  const media = Math.max(images.length, Object.keys(remembered).length) + 3
  const shop = await readyImagesOf(ctx.client, product?.id ?? '', { media, variants: own.length + 1 }, ctx.signal)
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

/** Those known, in the order in which we put them; what was only found by its name comes behind. */
function inOrder({ order, images }: Place, known: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const names = new Set([...order, ...images.map(({ id }) => id), ...known.keys()])
  return new Map(
    [...names].flatMap((image) => {
      const media = known.get(image)
      return media === undefined ? [] : [[image, media]]
    }),
  )
}

/** New images stand behind all others: where the source has them elsewhere, they go there. What the shop arranged by hand since is left alone otherwise. */
async function putInOrder(
  shop: ShopImages,
  gone: ReadonlySet<string>,
  known: ReadonlyMap<string, string>,
  { images, product, ctx }: Place,
): Promise<void> {
  const current = shop.media.map(({ id }) => id).filter((id) => !gone.has(id))
  const moves = movesFor(
    current,
    images.flatMap(({ id }) => known.get(id) ?? []),
  )
  if (moves.length === 0) return
  const { productReorderMedia } = await ctx.client.run(REORDER_MEDIA, { id: product?.id ?? '', moves }, ctx.signal)
  refuseUserErrors(productReorderMedia.mediaUserErrors, `put the images of "${product?.title ?? ''}" in order`)
}

async function detach(media: ReadonlySet<string>, { product, ctx }: Place): Promise<void> {
  const files = [...media].map((id) => ({ id, referencesToRemove: [product?.id ?? ''] }))
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

function referenceTo(place: Place, known: ReadonlyMap<string, string>): Reference {
  const { record, product, images } = place
  const id = product?.id ?? ''
  const order = images.map((one) => one.id).filter((image) => known.has(image))
  const names = Object.fromEntries(images.flatMap(({ id: image, fileName }) => (fileName ? [[image, fileName]] : [])))
  const data: Kept = { product: id, media: Object.fromEntries(known), order, names }
  return { id, label: product?.title ?? record.key, data }
}
