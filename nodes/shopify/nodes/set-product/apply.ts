import { ProblemError } from '../../../sdk/problem.ts'
import type { Reference } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { ADD_TAGS } from '../../client/documents/order-marks.ts'
import {
  ADD_OPTIONS,
  ADD_VARIANTS,
  CREATE_PRODUCT,
  UPDATE_PRODUCT,
  UPDATE_VARIANTS,
  type NewProductInput,
} from '../../client/documents/product-writes.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { adminUrl } from '../admin-url.ts'
import { addedVariantInput, productUpdate, variantUpdates } from './inputs.ts'
import type { FieldTypes } from './field-types.ts'
import { chunks, type ShopProduct } from './shop-product.ts'
import { currentView, folded, isPlain, type ProductView, type VariantView } from './view.ts'

/** What Shopify takes in one list. */
const MOST_VARIANTS = 250

export async function createProduct(
  client: ShopifyClient,
  input: NewProductInput,
  signal: AbortSignal,
): Promise<Reference> {
  const { productSet } = await client.run(CREATE_PRODUCT, { input }, signal)
  refuseUserErrors(productSet.userErrors, `make the product "${input.title}"`)
  const { product } = productSet
  if (!product) throw noAnswer(input.title)
  return referenceTo(
    client,
    product,
    input.title,
    input.variants.map(({ sku }) => sku),
    true,
  )
}

/**
 * Brings a product to what is wanted with mutations that touch only what they name: whatever else the shop has
 * (variants, tags, metafields, options) is never in a list that could drop it.
 */
export async function updateProduct(
  client: ShopifyClient,
  found: ShopProduct,
  wanted: ProductView,
  types: FieldTypes,
  signal: AbortSignal,
): Promise<void> {
  const doing = `change the product "${found.title}"`
  const names = addedNames(found, wanted)
  const product = isPlain(found) && names.length > 0 ? await withOptions(client, found, wanted, names, signal) : found
  const spelling = spellingOf(product, names)
  const current = currentView(product, wanted)
  const fields = productUpdate(product, wanted, current, types)
  if (fields) {
    const { productUpdate: answer } = await client.run(UPDATE_PRODUCT, { product: fields }, signal)
    refuseUserErrors(answer.userErrors, doing)
  }
  const has = new Set((current.tags ?? []).map(folded))
  const tags = (wanted.tags ?? []).filter((tag) => !has.has(folded(tag)))
  if (tags.length > 0) {
    const { tagsAdd } = await client.run(ADD_TAGS, { id: product.id, tags }, signal)
    refuseUserErrors(tagsAdd.userErrors, doing)
  }
  for (const variants of chunks(variantUpdates(product, wanted, current, types), MOST_VARIANTS)) {
    const { productVariantsBulkUpdate } = await client.run(UPDATE_VARIANTS, { product: product.id, variants }, signal)
    refuseUserErrors(productVariantsBulkUpdate.userErrors, doing)
  }
  const added = addedVariants(product, wanted).map(([sku, view]) =>
    addedVariantInput(sku, { ...view, ...(view.options ? { options: renamed(view.options, spelling) } : {}) }, types),
  )
  for (const variants of chunks(added, MOST_VARIANTS)) {
    const { productVariantsBulkCreate } = await client.run(ADD_VARIANTS, { product: product.id, variants }, signal)
    refuseUserErrors(productVariantsBulkCreate.userErrors, doing)
  }
}

function addedVariants(product: ShopProduct, wanted: ProductView): readonly [string, VariantView][] {
  const there = new Set(product.variants.map(({ sku }) => sku))
  return Object.entries(wanted.variants).filter(([sku]) => !there.has(sku))
}

/** The options that new variants bring; none when there are no new ones. */
function addedNames(product: ShopProduct, wanted: ProductView): readonly string[] {
  return Object.keys(addedVariants(product, wanted)[0]?.[1].options ?? {})
}

/** How the product spells the options that new variants bring. It must have exactly those. */
function spellingOf(product: ShopProduct, names: readonly string[]): ReadonlyMap<string, string> {
  if (names.length === 0) return new Map()
  const own = new Map(product.options.map(({ name }) => [folded(name), name]))
  if (own.size !== names.length || names.some((name) => !own.has(folded(name)))) throw otherOptions(product, names)
  return new Map(names.map((name) => [name, own.get(folded(name)) as string]))
}

function renamed(
  options: Readonly<Record<string, string>>,
  names: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [names.get(name) ?? name, value]))
}

/**
 * A product without options becomes one with variants. Its one variant is in the source, or the product would not have
 * been found: so it is known which values it has.
 */
async function withOptions(
  client: ShopifyClient,
  product: ShopProduct,
  wanted: ProductView,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ShopProduct> {
  const only = product.variants[0]
  const values = only?.sku ? wanted.variants[only.sku]?.options : undefined
  if (!only || product.variants.length > 1 || !values) throw otherOptions(product, names)
  const options = names.map((name) => ({ name, values: [{ name: values[name] ?? '' }] }))
  const { productOptionsCreate } = await client.run(ADD_OPTIONS, { product: product.id, options }, signal)
  refuseUserErrors(productOptionsCreate.userErrors, `give options to the product "${product.title}"`)
  return {
    ...product,
    options: names.map((name) => ({ id: '', name })),
    variants: [{ ...only, options: values }],
  }
}

function otherOptions(product: ShopProduct, names: readonly string[]): ProblemError {
  const own = product.options.map(({ name }) => name).join(', ')
  return new ProblemError({
    code: 'shopify.options-differ',
    message: `The product "${product.title}" has the options ${own} in the shop; the source has ${names.join(', ') || 'none'}.`,
    advice: 'Name the options alike: in the value map "Options", or in the shop.',
    retry: 'after-fix',
  })
}

/** What the ledger keeps of a product that we wrote. */
export interface Written {
  readonly handle: string
  readonly skus: readonly string[]
  /** Made by us, now or before; not merely found. */
  readonly created: boolean
}

export function referenceTo(
  client: ShopifyClient,
  product: { readonly id: string; readonly handle: string },
  title: string,
  skus: readonly string[],
  created: boolean,
): Reference {
  const data: Written = { handle: product.handle, skus, created }
  return { id: product.id, label: title, ...adminUrl(client, 'products', product.id), data }
}

function noAnswer(title: string): ProblemError {
  return new ProblemError({
    code: 'shopify.rejected',
    message: `Shopify did not answer with the product "${title}".`,
    advice: 'Koppel looks whether it is there before it tries again.',
    retry: 'later',
    effect: 'unknown',
  })
}
