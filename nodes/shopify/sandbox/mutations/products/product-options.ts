import type { Context, Fields } from '../../graphql/context.ts'
import { gid, readGid } from '../../graphql/gid.ts'
import type { Shop } from '../../shop.ts'
import {
  defaultOption,
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
import { mostOptions, optionsFrom, titleOf, type OptionInput } from './options.ts'
import { attempted, ProductProblem } from './problem.ts'
import { setQuantities } from './variant-fields.ts'
import { productNamed } from './variants-bulk.ts'

const isDefault = (options: readonly ProductOption[]): boolean =>
  options.length === 1 && options[0]?.name === defaultOption.name && options[0].values[0]?.name === defaultOption.value

function keep(shop: Shop, product: Product, options: readonly ProductOption[]): number {
  saveProduct(shop, { ...product, body: { ...product.body, options } }, Date.now())
  productChanged(shop, product.id, 'PRODUCTS_UPDATE')
  return product.id
}

function withChoices(shop: Shop, variant: Variant, options: readonly ChosenOption[]): void {
  saveVariant(shop, { ...variant, body: { ...variant.body, options, title: titleOf(options) } }, Date.now())
}

/** Every other combination with the new values, as copies of the variants that are there. */
function addCombinations(shop: Shop, product: Product, added: readonly ProductOption[]): void {
  const combine = (rest: readonly ProductOption[]): ChosenOption[][] => {
    const [first, ...more] = rest
    if (!first) return [[]]
    return first.values.flatMap((value) =>
      combine(more).map((one) => [{ name: first.name, value: value.name }, ...one]),
    )
  }
  const names = new Set(added.map((one) => one.name))
  const all = variantsOf(shop, product.id)
  let position = all.length
  for (const variant of all) {
    const own = variant.body.options.filter((one) => !names.has(one.name))
    for (const choices of combine(added).slice(1)) {
      position += 1
      const id = newVariantId(shop)
      withChoices(shop, { ...variant, id, position, sku: null, barcode: null, created: Date.now() }, [
        ...own,
        ...choices,
      ])
      setQuantities(shop, id, [], true, [])
    }
  }
}

interface CreateArgs {
  readonly productId: string
  readonly options: readonly OptionInput[]
  readonly variantStrategy?: string | null
}

function create({ productId, options: inputs, variantStrategy }: CreateArgs, shop: Shop): number {
  const product = productNamed(shop, productId)
  const before = isDefault(product.body.options) ? [] : product.body.options
  const clash = inputs.find((one) => before.some((option) => option.name.toLowerCase() === one.name?.toLowerCase()))
  if (clash) throw new ProductProblem('OPTION_ALREADY_EXISTS', ['options'], `Option '${clash.name}' already exists.`)
  if (before.length + inputs.length > mostOptions) {
    throw new ProductProblem('OPTIONS_OVER_LIMIT', ['options'], `Can only specify a maximum of ${mostOptions} options`)
  }
  const added = optionsFrom(shop, inputs, [], ['options'])
  for (const variant of variantsOf(shop, product.id)) {
    const own = before.length === 0 ? [] : variant.body.options
    const first = added.map((one) => ({ name: one.name, value: one.values[0]?.name ?? '' }))
    withChoices(shop, variant, [...own, ...first])
  }
  const id = keep(shop, product, [...before, ...added])
  if (variantStrategy === 'CREATE') addCombinations(shop, product, added)
  return id
}

interface UpdateArgs {
  readonly productId: string
  readonly option: { readonly id: string; readonly name?: string | null }
  readonly optionValuesToAdd?: readonly { readonly name?: string | null }[] | null
  readonly optionValuesToUpdate?: readonly { readonly id: string; readonly name?: string | null }[] | null
  readonly optionValuesToDelete?: readonly string[] | null
}

function update(args: UpdateArgs, shop: Shop): number {
  const product = productNamed(shop, args.productId)
  const option = product.body.options.find((one) => one.id === readGid(args.option.id)?.id)
  if (!option) throw new ProductProblem('OPTION_DOES_NOT_EXIST', ['option', 'id'], 'Option does not exist')
  const variants = variantsOf(shop, product.id)
  const used = (value: string): boolean =>
    variants.some((one) => one.body.options.some((o) => o.name === option.name && o.value === value))
  const gone = new Set((args.optionValuesToDelete ?? []).map((one) => readGid(one)?.id))
  const renamed = new Map((args.optionValuesToUpdate ?? []).map((one) => [readGid(one.id)?.id, one.name ?? '']))
  for (const id of [...gone, ...renamed.keys()]) {
    if (!option.values.some((one) => one.id === id)) {
      throw new ProductProblem('OPTION_VALUE_DOES_NOT_EXIST', ['optionValues'], 'Option value does not exist')
    }
  }
  if (option.values.some((one) => gone.has(one.id) && used(one.name))) {
    throw new ProductProblem('OPTION_VALUE_HAS_VARIANTS', ['optionValuesToDelete'], 'Option value has variants')
  }
  const kept = option.values.filter((one) => !gone.has(one.id))
  const values = kept.map((one) => ({ ...one, name: renamed.get(one.id) ?? one.name }))
  for (const one of args.optionValuesToAdd ?? []) values.push({ id: newOptionId(shop), name: one.name ?? '' })
  if (new Set(values.map((one) => one.name.toLowerCase())).size < values.length) {
    throw new ProductProblem('OPTION_VALUE_ALREADY_EXISTS', ['optionValuesToAdd'], 'Option value already exists.')
  }
  const name = args.option.name ?? option.name
  for (const variant of variants) {
    const choices = variant.body.options.map((one) => {
      if (one.name !== option.name) return one
      const place = kept.findIndex((value) => value.name === one.value)
      return { name, value: values[place]?.name ?? one.value }
    })
    withChoices(shop, variant, choices)
  }
  return keep(
    shop,
    product,
    product.body.options.map((one) => (one === option ? { ...one, name, values } : one)),
  )
}

interface DeleteArgs {
  readonly productId: string
  readonly options: readonly string[]
  readonly strategy?: string
}

/** Variants that are alike without the option: by default that is refused, by position the first stays. */
function remove({ productId, options: given, strategy }: DeleteArgs, shop: Shop): number {
  const product = productNamed(shop, productId)
  const gone = product.body.options.filter((one) => given.some((id) => readGid(id)?.id === one.id))
  if (gone.length < given.length)
    throw new ProductProblem('OPTION_DOES_NOT_EXIST', ['options'], 'Option does not exist')
  if ((strategy ?? 'DEFAULT') === 'DEFAULT' && gone.some((one) => one.values.length > 1)) {
    const message = 'Cannot delete an option that has multiple values.'
    throw new ProductProblem('CANNOT_DELETE_OPTION_WITH_MULTIPLE_VALUES', ['options'], message)
  }
  const names = new Set(gone.map((one) => one.name))
  const rest = product.body.options.filter((one) => !names.has(one.name))
  const options =
    rest.length > 0
      ? rest
      : [
          {
            id: newOptionId(shop),
            name: defaultOption.name,
            values: [{ id: newOptionId(shop), name: defaultOption.value }],
          },
        ]
  const seen = new Set<string>()
  for (const variant of variantsOf(shop, product.id)) {
    const own = variant.body.options.filter((one) => !names.has(one.name))
    const choices = own.length > 0 ? own : [defaultOption]
    if (!seen.has(titleOf(choices))) withChoices(shop, variant, choices)
    else if (strategy === 'POSITION') removeVariant(shop, variant.id)
    else {
      const message = 'Deleting the option would leave variants that are the same.'
      throw new ProductProblem('CANNOT_USE_NON_DESTRUCTIVE_STRATEGY', ['options'], message)
    }
    seen.add(titleOf(choices))
  }
  return keep(shop, product, options)
}

const answered = (context: Context, work: () => number, more: object = {}) => {
  const tried = attempted(context, work)
  if ('userErrors' in tried) return { product: null, deletedOptionsIds: null, userErrors: tried.userErrors }
  return { product: context.shop.database.row('products', tried.done) ?? null, userErrors: [], ...more }
}

export const optionMutations: Fields = {
  productOptionsCreate: (_, args: CreateArgs, context) => answered(context, () => create(args, context.shop)),
  productOptionUpdate: (_, args: UpdateArgs, context) => answered(context, () => update(args, context.shop)),
  productOptionsDelete: (_, args: DeleteArgs, context) =>
    answered(context, () => remove(args, context.shop), {
      deletedOptionsIds: args.options.map((one) => gid('ProductOption', readGid(one)?.id ?? 0)),
    }),
}
