import type { Context, Fields } from '../../graphql/context.ts'
import { readGid } from '../../graphql/gid.ts'
import type { Shop } from '../../shop.ts'
import {
  defaultOption,
  findProduct,
  newVariantId,
  removeVariant,
  saveProduct,
  saveVariant,
  variantsOf,
  type Product,
  type Variant,
} from '../../store/products.ts'
import { productChanged } from '../../webhooks/product-news.ts'
import { setMetafields, type MetafieldInput } from './metafield-inputs.ts'
import { checkFree, GrowingOptions } from './growing-options.ts'
import { titleOf, type ChosenInput } from './options.ts'
import { attempted, checkSize, checkTaken, ProductProblem, type Path } from './problem.ts'
import { mostVariants } from './product-set.ts'
import {
  freshVariant,
  setQuantities,
  variantFieldNames,
  withVariantFields,
  type VariantFields,
} from './variant-fields.ts'
import { mediaAlong, pictureOf, type Along, type MediaInput, type PictureInput } from './variant-media.ts'
import { worded } from './variant-problems.ts'

interface BulkInput extends VariantFields, PictureInput {
  readonly id?: string | null
  readonly optionValues?: readonly ChosenInput[] | null
  readonly metafields?: readonly MetafieldInput[] | null
  readonly inventoryQuantities?: readonly { readonly locationId: string; readonly availableQuantity: number }[] | null
}

interface Args {
  readonly productId: string
  readonly variants: readonly BulkInput[]
  readonly media?: readonly MediaInput[] | null
  readonly strategy?: string
  readonly allowPartialUpdates?: boolean
}

const taken = [...variantFieldNames, 'mediaId', 'mediaSrc']

export function productNamed(shop: Shop, id: string): Product {
  const read = readGid(id)
  const product = read?.type === 'Product' ? findProduct(shop, read.id) : undefined
  if (product) return product
  throw new ProductProblem('PRODUCT_DOES_NOT_EXIST', ['productId'], 'Product does not exist')
}

/** The variant that a product without options has; it goes when real ones come. */
function standalone(before: readonly Variant[], strategy: string): Variant | undefined {
  const [only, ...more] = before
  if (!only || more.length > 0 || strategy === 'PRESERVE_STANDALONE_VARIANT') return undefined
  const isDefault = only.body.options.some((one) => one.value === defaultOption.value)
  return strategy === 'REMOVE_STANDALONE_VARIANT' || isDefault ? only : undefined
}

function create({ productId, variants, media, strategy }: Args, shop: Shop): { product: Product; made: number[] } {
  checkSize(variants, 'variants')
  const product = productNamed(shop, productId)
  const before = variantsOf(shop, product.id)
  const goes = standalone(before, strategy ?? 'DEFAULT')
  const along = mediaAlong(shop, product.id, media)
  const options = new GrowingOptions(shop, product.body.options)
  const there = before.filter((one) => one !== goes)
  const at = Date.now()
  const made: number[] = []
  for (const [place, input] of variants.entries()) {
    const path = ['variants', String(place)]
    checkTaken(input, taken, 'INVALID_INPUT', path)
    const chosen = options.choose(input.optionValues ?? [], path)
    checkFree(there, chosen, path)
    const id = newVariantId(shop)
    const base = { ...freshVariant, id, product: product.id, position: there.length + 1, created: at }
    const variant = withVariantFields(base, input, 'INVALID_INPUT', path)
    const picture = pictureOf(shop, product.id, input, along, base, path)
    const whole = { ...variant, body: { ...variant.body, options: chosen, title: titleOf(chosen), media: picture } }
    there.push(whole)
    saveVariant(shop, whole, at)
    const quantities = (input.inventoryQuantities ?? []).map(({ locationId, availableQuantity }) => ({
      locationId,
      quantity: availableQuantity,
    }))
    setQuantities(shop, id, quantities, true, path)
    if (input.metafields) setMetafields(shop, `ProductVariant/${id}`, input.metafields, path, 'stay')
    made.push(id)
  }
  if (there.length > mostVariants) {
    throw new ProductProblem('INVALID_INPUT', ['variants'], `Number of variants cannot exceed ${mostVariants}.`)
  }
  if (goes && made.length > 0) removeVariant(shop, goes.id)
  saveProduct(shop, { ...product, body: { ...product.body, options: options.list } }, at)
  productChanged(shop, product.id, 'PRODUCTS_UPDATE')
  return { product, made }
}

function updateOne(
  shop: Shop,
  product: Product,
  input: BulkInput,
  options: GrowingOptions,
  along: Along,
  path: Path,
): number {
  checkTaken(input, taken, 'INVALID_INPUT', path)
  if (!input.id)
    throw new ProductProblem('PRODUCT_VARIANT_ID_MISSING', [...path, 'id'], 'Product variant is missing ID attribute')
  if (input.inventoryQuantities) {
    const message =
      'Inventory quantities can only be provided during create. To update inventory for existing variants, use inventoryAdjustQuantities.'
    throw new ProductProblem('NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE', [...path, 'inventoryQuantities'], message)
  }
  const all = variantsOf(shop, product.id)
  const before = all.find((one) => one.id === readGid(input.id)?.id)
  if (!before)
    throw new ProductProblem('PRODUCT_VARIANT_DOES_NOT_EXIST', [...path, 'id'], 'Product variant does not exist')
  const given = input.optionValues ?? []
  const kept = before.body.options.filter(
    (one) => !given.some((other) => other.optionName === one.name || other.optionId),
  )
  const chosen =
    given.length === 0
      ? before.body.options
      : options.choose([...kept.map(({ name, value }) => ({ optionName: name, name: value })), ...given], path)
  checkFree(
    all.filter((one) => one.id !== before.id),
    chosen,
    path,
  )
  const variant = withVariantFields(before, input, 'INVALID_INPUT', path)
  const media = pictureOf(shop, product.id, input, along, before, path)
  saveVariant(
    shop,
    { ...variant, body: { ...variant.body, options: chosen, title: titleOf(chosen), media } },
    Date.now(),
  )
  if (input.metafields) setMetafields(shop, `ProductVariant/${before.id}`, input.metafields, path, 'stay')
  return before.id
}

interface Updated {
  readonly product: Product
  readonly made: number[]
  readonly problems: ProductProblem[]
}

/** All of them, or those that will do when that was asked for. */
function update(args: Args, shop: Shop): Updated {
  checkSize(args.variants, 'variants')
  const product = productNamed(shop, args.productId)
  const along = mediaAlong(shop, product.id, args.media)
  const options = new GrowingOptions(shop, product.body.options)
  const made: number[] = []
  const problems: ProductProblem[] = []
  for (const [place, input] of args.variants.entries()) {
    try {
      const path = ['variants', String(place)]
      made.push(shop.database.attempt(() => updateOne(shop, product, input, options, along, path)))
    } catch (error) {
      if (!(error instanceof ProductProblem) || !args.allowPartialUpdates) throw error
      problems.push(error)
    }
  }
  saveProduct(shop, { ...product, body: { ...product.body, options: options.list } }, Date.now())
  productChanged(shop, product.id, 'PRODUCTS_UPDATE')
  return { product, made, problems }
}

function remove(
  { productId, variantsIds }: { productId: string; variantsIds: readonly string[] },
  shop: Shop,
): Product {
  const product = productNamed(shop, productId)
  const all = variantsOf(shop, product.id)
  const gone = new Set(variantsIds.map((one) => readGid(one)?.id))
  for (const [place, one] of variantsIds.entries()) {
    if (all.some((variant) => variant.id === readGid(one)?.id)) continue
    const message = 'At least one variant does not belong to the product'
    throw new ProductProblem(
      'AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT',
      ['variantsIds', String(place)],
      message,
    )
  }
  if (all.every((one) => gone.has(one.id))) {
    throw new ProductProblem(
      'CANNOT_DELETE_LAST_VARIANT',
      ['variantsIds'],
      'Cannot delete the last variant of a product',
    )
  }
  for (const id of gone) if (id !== undefined) removeVariant(shop, id)
  saveProduct(shop, product, Date.now())
  productChanged(shop, product.id, 'PRODUCTS_UPDATE')
  return product
}

function answered(
  kind: string,
  context: Context,
  work: () => { product: Product; made: number[]; problems?: ProductProblem[] },
) {
  const { database } = context.shop
  const tried = attempted(context, work)
  if ('userErrors' in tried) {
    return { product: null, productVariants: null, userErrors: tried.userErrors.map((one) => worded(kind, one)) }
  }
  const { product, made, problems } = tried.done
  return {
    product: database.row('products', product.id) ?? null,
    productVariants: made.map((id) => database.row('variants', id)),
    userErrors: (problems ?? []).map((one) => worded(kind, one)),
  }
}

export const variantMutations: Fields = {
  productVariantsBulkCreate: (_, args: Args, context) => answered('create', context, () => create(args, context.shop)),
  productVariantsBulkUpdate: (_, args: Args, context) => answered('update', context, () => update(args, context.shop)),
  productVariantsBulkDelete: (_, args: { productId: string; variantsIds: string[] }, context) =>
    answered('delete', context, () => ({ product: remove(args, context.shop), made: [] })),
}
