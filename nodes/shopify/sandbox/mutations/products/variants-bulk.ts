import type { Context, Fields } from '../../graphql/context.ts'
import { readGid } from '../../graphql/gid.ts'
import { addMedia, mediaOf } from '../../files/files.ts'
import type { Shop } from '../../shop.ts'
import {
  defaultOption,
  findProduct,
  newOptionId,
  newVariantId,
  removeVariant,
  saveProduct,
  saveVariant,
  variantsOf,
  type ChosenOption,
  type Product,
  type ProductOption,
  type Variant,
} from '../../store/products.ts'
import { productChanged } from '../../webhooks/product-news.ts'
import { filesFrom } from './media-inputs.ts'
import { setMetafields, type MetafieldInput } from './metafield-inputs.ts'
import { chosenFrom, titleOf, type ChosenInput } from './options.ts'
import { attempted, checkSize, checkTaken, ProductProblem, type Path } from './problem.ts'
import { mostVariants } from './product-set.ts'
import {
  freshVariant,
  setQuantities,
  variantFieldNames,
  withVariantFields,
  type VariantFields,
} from './variant-fields.ts'

interface BulkInput extends VariantFields {
  readonly id?: string | null
  readonly optionValues?: readonly ChosenInput[] | null
  readonly mediaId?: string | null
  readonly mediaSrc?: readonly string[] | null
  readonly metafields?: readonly MetafieldInput[] | null
  readonly inventoryQuantities?: readonly { readonly locationId: string; readonly availableQuantity: number }[] | null
}

interface MediaInput {
  readonly originalSource: string
  readonly alt?: string | null
  readonly mediaContentType: string
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

/** The pictures that come along, by the address they were given with. */
function mediaAlong(shop: Shop, product: number, media: readonly MediaInput[] | null | undefined) {
  const inputs = (media ?? []).map(({ originalSource, alt }) => ({ originalSource, alt: alt ?? null }))
  const ids = inputs.length > 0 ? filesFrom(shop, product, inputs, ['media']).ids : []
  if (ids.length > 0) addMedia(shop, product, ids)
  return new Map(inputs.map((one, place) => [one.originalSource, ids[place]] as const))
}

type Along = ReturnType<typeof mediaAlong>

/** One picture a variant, of those of the product. */
function pictureOf(shop: Shop, product: number, input: BulkInput, along: Along, before: Variant, at: Path) {
  const sources = input.mediaSrc ?? []
  if (sources.length > 1) throw new ProductProblem('INVALID_INPUT', [...at, 'mediaSrc'], 'Only one media can be given.')
  if (sources.length > 0 && input.mediaId) {
    throw new ProductProblem('CANNOT_SPECIFY_BOTH', at, 'Only one of mediaId or mediaSrc can be given.')
  }
  const found = sources[0] === undefined ? undefined : along.get(sources[0])
  if (sources.length > 0 && found === undefined) {
    throw new ProductProblem('INVALID_INPUT', [...at, 'mediaSrc'], 'The source must be given in media too.')
  }
  if (input.mediaId === null) return null
  if (!input.mediaId) return found ?? before.body.media ?? null
  const id = readGid(input.mediaId)?.id
  if (id !== undefined && mediaOf(shop, product).some((one) => one.id === id)) return id
  throw new ProductProblem('INVALID_INPUT', [...at, 'mediaId'], 'Media does not exist on the product')
}

/** Options that learn the values that variants come with. */
class Options {
  readonly #shop: Shop
  #list: ProductOption[]
  constructor(shop: Shop, list: readonly ProductOption[]) {
    this.#shop = shop
    this.#list = [...list]
  }

  get list(): readonly ProductOption[] {
    return this.#list
  }

  choose(inputs: readonly ChosenInput[], at: Path): ChosenOption[] {
    return chosenFrom(this.#list, inputs, at, (option, name, where) => {
      if (name.trim() === '')
        throw new ProductProblem('OPTION_VALUE_DOES_NOT_EXIST', where, 'Option value does not exist')
      const value = { id: newOptionId(this.#shop), name: name.trim() }
      this.#list = this.#list.map((one) => (one.id === option.id ? { ...one, values: [...one.values, value] } : one))
      return value.name
    })
  }
}

const keyOf = (chosen: readonly ChosenOption[]): string => JSON.stringify(chosen.map((one) => one.value.toLowerCase()))

function checkFree(others: readonly Variant[], options: readonly ChosenOption[], at: Path): void {
  if (!others.some((one) => keyOf(one.body.options) === keyOf(options))) return
  const message = `The variant '${titleOf(options)}' already exists. Please change at least one option value.`
  throw new ProductProblem('VARIANT_ALREADY_EXISTS', at, message)
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
  const options = new Options(shop, product.body.options)
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

function updateOne(shop: Shop, product: Product, input: BulkInput, options: Options, along: Along, path: Path): number {
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
  const options = new Options(shop, product.body.options)
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

/** What each mutation calls a problem that others have another word for. */
const otherWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  create: {
    INVALID_VARIANT: 'NEED_TO_ADD_OPTION_VALUES',
    OPTION_DOES_NOT_EXIST: 'INVALID_INPUT',
    OPTION_VALUE_DOES_NOT_EXIST: 'INVALID_INPUT',
    CANNOT_SPECIFY_BOTH: 'INVALID_INPUT',
  },
  update: { INVALID_VARIANT: 'NEED_TO_ADD_OPTION_VALUES' },
}
const always: Readonly<Record<string, string>> = {
  INVALID_METAFIELD: 'INVALID_INPUT',
  DUPLICATED_METAFIELD_VALUE: 'INVALID_INPUT',
  CAPABILITY_VIOLATION: 'INVALID_INPUT',
}

const worded = (kind: string, one: { code: string; field: readonly string[]; message: string }) => ({
  code: otherWords[kind]?.[one.code] ?? always[one.code] ?? one.code,
  field: one.field,
  message: one.message,
})

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
