import type { Context, Fields } from '../../graphql/context.ts'
import { gid, readGid } from '../../graphql/gid.ts'
import { addMedia, setMedia } from '../../files/files.ts'
import type { Shop } from '../../shop.ts'
import { addToCollection, takeFromCollection } from '../../store/collections.ts'
import { findProduct, removeProduct, saveProduct, type Product } from '../../store/products.ts'
import { productChanged, productGone } from '../../webhooks/product-news.ts'
import { filesFrom } from './media-inputs.ts'
import { manualCollection } from './memberships.ts'
import { setMetafields, type MetafieldInput } from './metafield-inputs.ts'
import { findOperation, type OperationResult } from './operation.ts'
import { optionsFrom, type OptionInput } from './options.ts'
import { attempted, checkTaken, ProductProblem, type UserError } from './problem.ts'
import { productFieldNames, withFields, type ProductFields } from './product-fields.ts'
import { byCustomId, type Identifier } from './product-identifier.ts'
import { addDefaultVariant, addFirstVariant, setProduct, type SetArgs } from './product-set.ts'

interface ProductInput extends ProductFields {
  readonly id?: string | null
  readonly metafields?: readonly MetafieldInput[] | null
  readonly productOptions?: readonly OptionInput[] | null
  readonly collectionsToJoin?: readonly string[] | null
  readonly collectionsToLeave?: readonly string[] | null
}

interface MediaInput {
  readonly originalSource: string
  readonly alt?: string | null
  readonly mediaContentType: string
}

interface Args {
  readonly product?: ProductInput | null
  readonly input?: ProductInput | null
  readonly media?: readonly MediaInput[] | null
  readonly identifier?: Identifier | null
}

const rowOf = (context: Context, id: number) => context.shop.database.row('products', id) ?? null
/** The older errors have no code. */
const bare = (errors: readonly UserError[]) => errors.map(({ field, message }) => ({ field, message }))

function mediaFrom(shop: Shop, product: number, media: readonly MediaInput[] | null | undefined): readonly number[] {
  const inputs = media?.map((one) => ({
    originalSource: one.originalSource,
    alt: one.alt ?? null,
    contentType: one.mediaContentType,
  }))
  return inputs ? filesFrom(shop, product, inputs, ['media']).ids : []
}

function changeMemberships(shop: Shop, product: number, input: ProductInput, name: string): void {
  for (const [place, one] of (input.collectionsToJoin ?? []).entries()) {
    addToCollection(shop, manualCollection(shop, one, [name, 'collectionsToJoin', String(place)]), [product])
  }
  for (const [place, one] of (input.collectionsToLeave ?? []).entries()) {
    takeFromCollection(shop, manualCollection(shop, one, [name, 'collectionsToLeave', String(place)]), [product])
  }
}

const taken = [...productFieldNames, 'productOptions', 'collectionsToJoin', 'collectionsToLeave']

function create({ product, input, media }: Args, context: Context): number {
  const { shop } = context
  const name = product ? 'product' : 'input'
  const given = product ?? input ?? {}
  checkTaken(given, taken, 'INVALID_INPUT', [name])
  let made: Product = withFields(shop, undefined, given, [name])
  if (given.productOptions && given.productOptions.length > 0) {
    const options = optionsFrom(shop, given.productOptions, [], [name, 'productOptions'])
    made = { ...made, body: { ...made.body, options } }
    addFirstVariant(shop, made)
  } else made = addDefaultVariant(shop, made)
  saveProduct(shop, made, Date.now())
  setMedia(shop, made.id, mediaFrom(shop, made.id, media))
  if (given.metafields) setMetafields(shop, `Product/${made.id}`, given.metafields, [name], 'stay')
  changeMemberships(shop, made.id, given, name)
  productChanged(shop, made.id, 'PRODUCTS_CREATE')
  return made.id
}

function identified(shop: Shop, identifier: Identifier | null | undefined, input: ProductInput): Product {
  const id = identifier?.id ?? input.id
  const handle = identifier?.handle
  const found = identifier?.customId
    ? byCustomId(shop, 'Product', identifier.customId)
    : handle
      ? shop.database.get<{ id: number }>('SELECT id FROM products WHERE handle = ?', handle)?.id
      : readGid(id)?.type === 'Product'
        ? readGid(id)?.id
        : undefined
  const product = found === undefined ? undefined : findProduct(shop, found)
  if (!product) throw new ProductProblem('PRODUCT_DOES_NOT_EXIST', ['id'], 'Product does not exist')
  return product
}

function update({ product, input, media, identifier }: Args, context: Context): number {
  const { shop } = context
  const name = product ? 'product' : 'input'
  const given = product ?? input ?? {}
  checkTaken(
    given,
    taken.filter((one) => one !== 'productOptions'),
    'INVALID_INPUT',
    [name],
  )
  const before = identified(shop, identifier, given)
  const after = withFields(shop, before, given, [name])
  saveProduct(shop, after, Date.now())
  const files = mediaFrom(shop, after.id, media)
  if (files.length > 0) addMedia(shop, after.id, files)
  if (given.metafields) setMetafields(shop, `Product/${after.id}`, given.metafields, [name], 'stay')
  changeMemberships(shop, after.id, given, name)
  productChanged(shop, after.id, 'PRODUCTS_UPDATE')
  return after.id
}

function answered(context: Context, work: () => number) {
  const tried = attempted(context, work)
  if ('done' in tried) return { product: rowOf(context, tried.done), shop: context.shop, userErrors: [] }
  return { product: null, shop: context.shop, userErrors: bare(tried.userErrors) }
}

function remove(id: string, context: Context) {
  const { shop } = context
  const read = readGid(id)
  const rest = { shop, productDeleteOperation: null }
  if (read?.type !== 'Product' || !findProduct(shop, read.id)) {
    return { ...rest, deletedProductId: null, userErrors: [{ field: ['id'], message: 'Product does not exist' }] }
  }
  removeProduct(shop, read.id)
  productGone(shop, read.id)
  return { ...rest, deletedProductId: gid('Product', read.id), userErrors: [] }
}

/** Large ones may be done later: the answer then is where to look. */
function set(args: SetArgs & { synchronous: boolean }, context: Context) {
  if (!args.synchronous) {
    const id = context.shop.tasks.start('productSet', { identifier: args.identifier ?? null, input: args.input })
    return { product: null, productSetOperation: findOperation(context, id), userErrors: [] }
  }
  const tried = attempted(context, () => setProduct(context.shop, args))
  if ('done' in tried) return { product: rowOf(context, tried.done), productSetOperation: null, userErrors: [] }
  return { product: null, productSetOperation: null, userErrors: tried.userErrors }
}

/** What the task does when its time has come. */
export function setLater(shop: Shop, args: unknown): OperationResult {
  const tried = attempted({ shop }, () => setProduct(shop, args as SetArgs))
  return 'done' in tried ? { product: tried.done } : { userErrors: tried.userErrors }
}

export const productMutations: Fields = {
  productSet: (_, args: SetArgs & { synchronous: boolean }, context) => set(args, context),
  productCreate: (_, args: Args, context) => answered(context, () => create(args, context)),
  productUpdate: (_, args: Args, context) => answered(context, () => update(args, context)),
  productDelete: (_, args: { input: { id: string } }, context) => remove(args.input.id, context),
}
