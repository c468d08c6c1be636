import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { BinaryRefSchema } from '../../../sdk/binary.ts'
import type { Context } from '../../../sdk/context.ts'
import { eachRecord } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'
import { passed, settledBy } from '../../../sdk/settle.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { shopifySystem } from '../../system.ts'
import { foundWhole } from '../found-whole.ts'
import { withWritten } from '../with-written.ts'
import { isDue, isFirstTime, writtenProduct } from '../written-product.ts'
import { findImages, imageLabel, putImages, rememberedIn, type Place } from './put-images.ts'

const config = Type.Object(
  {
    images: Type.Optional(
      Type.String({
        title: 'Images',
        description: 'The field of the record with the list of images: of each its id, its file and the SKUs it shows.',
        default: 'images',
        minLength: 1,
      }),
    ),
    update: Type.Optional(
      Type.Boolean({
        title: 'Also products that are there',
        description: 'Off: only new products get images.',
        default: true,
      }),
    ),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, ShopifyClient>

const Image = Type.Object({
  /** The source's id; another one for an image that replaces it. */
  id: Type.String({ minLength: 1 }),
  fileName: Type.Optional(Type.String()),
  /** Variants that show it; of none in particular it stands with the product. */
  skus: Type.Optional(Type.Array(Type.String())),
  file: BinaryRefSchema,
})
export type ImageDocument = Static<typeof Image>

/** Uploads images that a product does not have yet, once each, and gives variants theirs. */
export const setImages = defineNode<typeof config, ShopifyClient>({
  type: 'shopify.set-images',
  version: 1,
  kind: 'target',
  title: 'Set images',
  description:
    'Uploads the images that a product does not have yet and gives each variant its own. An image that is replaced in the source is replaced; images of the shop stay.',
  icon: 'photo',
  config,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'With its images' } },
  operations: ['images'],
  // A few at once, each with a handful of images on disk: while some are uploaded others are fetched.
  run: eachRecord<Ctx>(4, setOne),
})

async function setOne(record: Rec, ctx: Ctx): Promise<Outcome> {
  const { update = true } = ctx.config
  const images = imagesIn(record.data, ctx.config.images ?? 'images')
  const product = writtenProduct(record, ctx)
  const before = ctx.wrote('images', record.identity)
  const { remembered, order, names } = rememberedIn(before?.reference, product)
  const nothing = images.length === 0 && Object.keys(remembered).length === 0
  if (nothing || !isDue(product, update, before)) return passed(record)
  const place: Place = { record, product, images, remembered, order, names, ctx, seen: {} }
  const payload = {
    product: product?.id ?? '',
    images: images.map(({ id }) => imageLabel(place, id)),
    variants: Object.fromEntries(
      images.flatMap(({ id, skus = [] }) => skus.map((sku) => [sku, imageLabel(place, id)])),
    ),
  }
  const isNew = isFirstTime(product, before)
  const result = await ctx.write({
    record,
    operation: 'images',
    kind: 'state',
    payload,
    find: product && (async () => (isNew ? foundWhole(await findImages(place), payload) : findImages(place))),
    findWhen: isNew ? 'when-ambiguous' : 'first',
    onExisting: 'update',
    create: () => putImages(place),
    update: () => putImages(place),
    sentence: () => `Images of ${product?.title ?? record.key} put in Shopify`,
  })
  return settledBy(result, record, 'out', withWritten(record, 'images', result))
}

function imagesIn(data: unknown, name: string): readonly ImageDocument[] {
  const list = Reflect.get(Object(data), name) as unknown
  if (list === undefined || list === null) return []
  if (Array.isArray(list) && list.every((one) => Value.Check(Image, one))) return list as ImageDocument[]
  throw new ProblemError({
    code: 'shopify.no-images',
    message: `"${name}" is not a list of images with an id and a file each.`,
    advice: 'Correct the mapping before this node: an image is { id, file, skus }.',
    retry: 'after-fix',
  })
}
