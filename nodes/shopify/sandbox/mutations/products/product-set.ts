import { readGid } from '../../graphql/gid.ts'
import { setMedia } from '../../files/files.ts'
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
import { filesFrom, type FileInput, type ProductFiles } from './media-inputs.ts'
import { joinOnly } from './memberships.ts'
import { setMetafields, type MetafieldInput } from './metafield-inputs.ts'
import { chosenFrom, optionsFrom, titleOf, type ChosenInput, type OptionInput } from './options.ts'
import { checkSize, checkTaken, ProductProblem } from './problem.ts'
import { productFieldNames, withFields, type ProductFields } from './product-fields.ts'
import { findForSet, type Identifier } from './product-identifier.ts'
import {
  freshVariant,
  setQuantities,
  variantFieldNames,
  withVariantFields,
  type QuantityInput,
  type VariantFields,
} from './variant-fields.ts'

interface VariantInput extends VariantFields {
  readonly id?: string | null
  readonly position?: number | null
  readonly optionValues: readonly ChosenInput[]
  readonly file?: FileInput | null
  readonly inventoryQuantities?: readonly QuantityInput[] | null
  readonly metafields?: readonly MetafieldInput[] | null
}

export interface SetInput extends ProductFields {
  readonly id?: string | null
  readonly productOptions?: readonly OptionInput[] | null
  readonly variants?: readonly VariantInput[] | null
  readonly files?: readonly FileInput[] | null
  readonly metafields?: readonly MetafieldInput[] | null
  readonly collections?: readonly string[] | null
}

export interface SetArgs {
  readonly identifier?: Identifier | null
  readonly input: SetInput
}

export const mostVariants = 2048
const taken = [...productFieldNames, 'productOptions', 'variants', 'files', 'collections']
const takenOfVariant = [...variantFieldNames, 'sku', 'position', 'file']
const path = ['input']

function checkInput(input: SetInput): void {
  checkTaken(input, taken, 'INVALID_INPUT', path)
  checkSize(input.variants, 'variants', mostVariants + 1)
  for (const list of [input.tags, input.collections, input.productOptions]) checkSize(list, 'input')
  if (input.variants && input.variants.length > mostVariants) {
    const message = `Number of variants cannot exceed ${mostVariants}.`
    throw new ProductProblem('VARIANTS_OVER_LIMIT', ['input', 'variants'], message)
  }
  if (input.variants && !input.productOptions) {
    const message = 'Product options input is required when updating variants.'
    throw new ProductProblem('PRODUCT_OPTIONS_INPUT_MISSING', ['input', 'variants'], message)
  }
  if (input.productOptions && !input.variants) {
    const message = 'Variants input is required when updating product options.'
    throw new ProductProblem('VARIANTS_INPUT_MISSING', ['input', 'productOptions'], message)
  }
}

/** The choices of a variant that is there, in the names that options and values have by now; undefined when an option is gone. */
function renamed(chosen: readonly ChosenOption[], before: readonly ProductOption[], after: readonly ProductOption[]) {
  const found: ChosenOption[] = []
  for (const one of chosen) {
    const old = before.find((option) => option.name === one.name)
    const option = after.find((candidate) => candidate.id === old?.id)
    const oldValue = old?.values.find((value) => value.name === one.value)
    const value = option?.values.find((candidate) => candidate.id === oldValue?.id)
    if (!option || !value) return undefined
    found.push({ name: option.name, value: value.name })
  }
  return found.length === after.length ? keyOf(found) : undefined
}

const keyOf = (chosen: readonly ChosenOption[]): string =>
  JSON.stringify(chosen.map((one) => [one.name, one.value]).toSorted())

const byOptions = (variants: readonly Variant[], before: readonly ProductOption[], after: readonly ProductOption[]) =>
  new Map(
    variants.flatMap((one) => {
      const key = renamed(one.body.options, before, after)
      return key === undefined ? [] : [[key, one] as const]
    }),
  )

function chosenOf(options: readonly ProductOption[], input: VariantInput, at: readonly string[]): ChosenOption[] {
  return chosenFrom(options, input.optionValues, at, (option, name, where) => {
    throw new ProductProblem(
      'OPTION_VALUE_DOES_NOT_EXIST',
      where,
      `Option value ${name} does not exist in option ${option.name}`,
    )
  })
}

/** These variants and no others: found by id or by their options, made where there is none, the rest is deleted. */
function setVariants(shop: Shop, product: Product, before: Product | undefined, input: SetInput, files: ProductFiles) {
  const inputs = input.variants ?? []
  const existing = before ? variantsOf(shop, product.id) : []
  const known = byOptions(existing, before?.body.options ?? [], product.body.options)
  const at = Date.now()
  const seen = new Set<string>()
  const kept = new Set<number>()
  const order = inputs.map((one, place) => ({ one, place, position: one.position ?? place + 1 }))
  for (const [rank, { one, place }] of order.toSorted((a, b) => a.position - b.position).entries()) {
    const where = ['input', 'variants', String(place)]
    checkTaken(one, takenOfVariant, 'INVALID_VARIANT', where)
    const options = chosenOf(product.body.options, one, where)
    const key = keyOf(options)
    if (seen.has(key)) {
      const message = `The variant '${titleOf(options)}' already exists. Please change at least one option value.`
      throw new ProductProblem('INVALID_VARIANT', where, message)
    }
    seen.add(key)
    const old = one.id ? existing.find((variant) => variant.id === readGid(one.id)?.id) : known.get(key)
    if (one.id && !old)
      throw new ProductProblem('PRODUCT_VARIANT_DOES_NOT_EXIST', [...where, 'id'], 'Product variant does not exist')
    const base = old ?? { ...freshVariant, id: newVariantId(shop), product: product.id, created: at }
    const made = withVariantFields({ ...base, position: rank + 1 }, one, 'INVALID_VARIANT', where)
    const media = one.file ? files.find(one.file, [...where, 'file']) : (old?.body.media ?? null)
    saveVariant(shop, { ...made, body: { ...made.body, options, title: titleOf(options), media } }, at)
    kept.add(made.id)
    setQuantities(shop, made.id, one.inventoryQuantities ?? [], !old, where)
    if (one.metafields) setMetafields(shop, `ProductVariant/${made.id}`, one.metafields, where, 'go')
  }
  if (inputs.length === 0)
    throw new ProductProblem(
      'VARIANTS_INPUT_MISSING',
      ['input', 'variants'],
      'A product must have at least one variant.',
    )
  for (const one of existing) if (!kept.has(one.id)) removeVariant(shop, one.id)
}

function standaloneOption(shop: Shop): ProductOption[] {
  return [
    { id: newOptionId(shop), name: defaultOption.name, values: [{ id: newOptionId(shop), name: defaultOption.value }] },
  ]
}

/** A product without options has one variant all the same. */
export function addDefaultVariant(shop: Shop, product: Product): Product {
  const options = standaloneOption(shop)
  const at = Date.now()
  const id = newVariantId(shop)
  const body = { ...freshVariant.body, title: defaultOption.value, options: [defaultOption], media: null }
  saveVariant(shop, { ...freshVariant, id, product: product.id, position: 1, created: at, body }, at)
  setQuantities(shop, id, [], true, [])
  return { ...product, body: { ...product.body, options } }
}

/** Of a product with options only the first variant is made at once: the first value of each. */
export function addFirstVariant(shop: Shop, product: Product): void {
  const options = product.body.options.map(({ name, values }) => ({ name, value: values[0]?.name ?? '' }))
  const at = Date.now()
  const id = newVariantId(shop)
  const body = { ...freshVariant.body, title: titleOf(options), options, media: null }
  saveVariant(shop, { ...freshVariant, id, product: product.id, position: 1, created: at, body }, at)
  setQuantities(shop, id, [], true, [])
}

/** Does all that is asked or throws; answers the product's id. */
export function setProduct(shop: Shop, args: SetArgs): number {
  const { input } = args
  checkInput(input)
  const found = findForSet(shop, args.identifier, input)
  const before = found === undefined ? undefined : findProduct(shop, found)
  const handle = input.handle ?? (before ? undefined : args.identifier?.handle)
  let product = withFields(shop, before, { ...input, handle: handle ?? null }, path)
  const options = before?.body.options ?? []
  if (input.productOptions) {
    const at = ['input', 'productOptions']
    product = { ...product, body: { ...product.body, options: optionsFrom(shop, input.productOptions, options, at) } }
  }
  const files = filesFrom(shop, product.id, input.files, path)
  if (input.variants) setVariants(shop, product, before, input, files)
  else if (!before) product = addDefaultVariant(shop, product)
  saveProduct(shop, product, Date.now())
  if (input.files) setMedia(shop, product.id, files.ids)
  if (input.metafields) setMetafields(shop, `Product/${product.id}`, input.metafields, path, 'go')
  if (input.collections) joinOnly(shop, product.id, input.collections, path)
  productChanged(shop, product.id, before ? 'PRODUCTS_UPDATE' : 'PRODUCTS_CREATE')
  return product.id
}
