import type {
  InventoryItemInput,
  MetafieldValue,
  NewProductInput,
  NewVariantInput,
  ProductUpdate,
  VariantInput,
} from '../../client/documents/product-writes.ts'
import type { RawMetafield } from '../../client/documents/raw-order.ts'
import type { FieldTypes } from './field-types.ts'
import type { ShopProduct } from './shop-product.ts'
import type { ProductView, VariantView } from './view.ts'

export function newProductInput(view: ProductView, types: FieldTypes, location: string | undefined): NewProductInput {
  const { options, metafields, variants, title = '', ...fields } = view
  const names = options ?? ['Title']
  const list = Object.entries(variants)
  return {
    ...fields,
    title,
    ...(metafields ? { metafields: metafieldInputs(metafields, types.product, []) } : {}),
    productOptions: names.map((name) => ({
      name,
      values: [...new Set(list.map(([, one]) => one.options?.[name] ?? 'Default Title'))].map((value) => ({
        name: value,
      })),
    })),
    variants: list.map(([sku, one]): NewVariantInput => ({
      ...variantInput(one, types),
      sku,
      optionValues: names.map((name) => ({ optionName: name, name: one.options?.[name] ?? 'Default Title' })),
      ...(location !== undefined && one.quantity !== undefined
        ? { inventoryQuantities: [{ locationId: location, name: 'available', quantity: one.quantity }] }
        : {}),
    })),
  }
}

/** A variant that joins a product: in this mutation the SKU belongs to the inventory item. */
export function addedVariantInput(sku: string, view: VariantView, types: FieldTypes): VariantInput {
  const input = variantInput(view, types)
  return { ...input, inventoryItem: { ...input.inventoryItem, sku } }
}

/** The fields of the product that differ; undefined when none does. Tags are added apart, so that none is lost. */
export function productUpdate(
  product: ShopProduct,
  wanted: ProductView,
  current: ProductView,
  types: FieldTypes,
): ProductUpdate | undefined {
  const fields = ['title', 'descriptionHtml', 'vendor', 'productType', 'status'] as const
  const changed = fields.filter((name) => wanted[name] !== undefined && wanted[name] !== current[name])
  const metafields = metafieldInputs(
    changedFields(wanted.metafields, current.metafields),
    types.product,
    product.metafields,
  )
  if (changed.length === 0 && metafields.length === 0) return undefined
  return {
    id: product.id,
    ...Object.fromEntries(changed.map((name) => [name, wanted[name]])),
    ...(metafields.length > 0 ? { metafields } : {}),
  }
}

/** The variants that are there and differ, each with just the fields that do. */
export function variantUpdates(
  product: ShopProduct,
  wanted: ProductView,
  current: ProductView,
  types: FieldTypes,
): readonly (VariantInput & { readonly id: string })[] {
  return product.variants.flatMap((variant) => {
    const after = variant.sku === null ? undefined : wanted.variants[variant.sku]
    const before = variant.sku === null ? undefined : current.variants[variant.sku]
    if (!after || !before) return []
    const changed = Object.fromEntries(
      Object.entries(after).filter(([name, value]) => differs(before[name as keyof VariantView], value)),
    ) as VariantView
    if (Object.keys(changed).length === 0) return []
    const { metafields, ...rest } = changed
    const fields = metafieldInputs(changedFields(metafields, before.metafields), types.variant, variant.metafields)
    return [{ id: variant.id, ...variantInput(rest, types), ...(fields.length > 0 ? { metafields: fields } : {}) }]
  })
}

function differs(before: unknown, after: unknown): boolean {
  if (typeof after !== 'object' || after === null) return (before ?? '') !== after
  return Object.entries(after).some(([name, value]) => Reflect.get(Object(before), name) !== value)
}

function changedFields(
  wanted: Readonly<Record<string, string>> = {},
  current: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => current[name] !== value))
}

function variantInput(view: VariantView, types: FieldTypes): VariantInput {
  const { barcode, price, compareAtPrice, taxable, options, metafields } = view
  const inventoryItem = inventoryItemInput(view)
  return {
    ...(barcode === undefined ? {} : { barcode }),
    ...(price === undefined ? {} : { price }),
    ...(compareAtPrice === undefined ? {} : { compareAtPrice: compareAtPrice === '' ? null : compareAtPrice }),
    ...(taxable === undefined ? {} : { taxable }),
    ...(Object.keys(inventoryItem).length === 0 ? {} : { inventoryItem }),
    ...(metafields === undefined ? {} : { metafields: metafieldInputs(metafields, types.variant, []) }),
    ...(options === undefined
      ? {}
      : { optionValues: Object.entries(options).map(([optionName, name]) => ({ optionName, name })) }),
  }
}

function inventoryItemInput(view: VariantView): InventoryItemInput {
  const { tracked, cost, countryOfOrigin, harmonizedSystemCode, weight } = view
  return {
    ...(tracked === undefined ? {} : { tracked }),
    ...(cost === undefined ? {} : { cost }),
    ...(countryOfOrigin === undefined ? {} : { countryCodeOfOrigin: countryOfOrigin }),
    ...(harmonizedSystemCode === undefined ? {} : { harmonizedSystemCode }),
    ...(weight === undefined ? {} : { measurement: { weight: { unit: 'GRAMS', value: Number(weight) } } }),
  }
}

/** A field that is there keeps its type: the shop may have a definition for it. */
function metafieldInputs(
  fields: Readonly<Record<string, string>>,
  types: ReadonlyMap<string, string>,
  there: readonly RawMetafield[],
): readonly MetafieldValue[] {
  const known = new Map(there.map((one) => [`${one.namespace}.${one.key}`, one.type]))
  return Object.entries(fields).map(([name, value]) => {
    const at = name.indexOf('.')
    const type = known.get(name) ?? types.get(name) ?? 'single_line_text_field'
    return { namespace: name.slice(0, at), key: name.slice(at + 1), type, value }
  })
}
