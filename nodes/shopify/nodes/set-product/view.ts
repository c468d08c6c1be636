import type { RawMetafield } from '../../client/documents/raw-order.ts'
import type { SetProductConfig } from './config.ts'
import { switchesOf } from './config.ts'
import type { ProductDocument, VariantDocument } from './document.ts'
import type { ShopProduct, ShopVariant } from './shop-product.ts'

/**
 * A product as it is compared and shown: only what we have a say in, amounts as text with two decimals, variants by
 * their SKU, metafields by `namespace.key`.
 */
export interface ProductView {
  readonly title?: string
  readonly handle?: string
  readonly descriptionHtml?: string
  readonly vendor?: string
  readonly productType?: string
  readonly status?: string
  readonly tags?: readonly string[]
  readonly options?: readonly string[]
  readonly metafields?: Readonly<Record<string, string>>
  readonly variants: Readonly<Record<string, VariantView>>
}

export interface VariantView {
  readonly barcode?: string
  readonly price?: string
  readonly compareAtPrice?: string
  readonly cost?: string
  readonly weight?: string
  readonly countryOfOrigin?: string
  readonly harmonizedSystemCode?: string
  readonly taxable?: boolean
  readonly tracked?: boolean
  readonly quantity?: number
  readonly options?: Readonly<Record<string, string>>
  readonly metafields?: Readonly<Record<string, string>>
}

/** What a new product gets: everything the document says. */
export function newView(document: ProductDocument, config: SetProductConfig): ProductView {
  return given({
    title: document.title,
    handle: document.handle,
    descriptionHtml: document.descriptionHtml ?? undefined,
    vendor: document.vendor ?? undefined,
    productType: document.productType ?? undefined,
    status: document.status ?? undefined,
    tags: document.tags,
    options: optionNames(document),
    metafields: metafieldsOf(document, config, true, true),
    variants: Object.fromEntries(document.variants.map((one) => [one.sku, newVariantView(one, config)])),
  })
}

/** What a product that is there should become, field by field as the switches allow; new variants get everything. */
export function wantedView(document: ProductDocument, product: ShopProduct, config: SetProductConfig): ProductView {
  const update = switchesOf(config.update)
  const bySku = new Map(product.variants.map((one) => [one.sku, one]))
  const plain = isPlain(product) && document.variants.length > 1
  const variants = document.variants.map((one): [string, VariantView] => {
    const there = bySku.get(one.sku)
    return [one.sku, there ? changedVariantView(one, there, plain, config) : newVariantView(one, config)]
  })
  const status = update.status ? statusFor(document, product) : undefined
  return given({
    title: update.title ? document.title : undefined,
    descriptionHtml: update.description ? (document.descriptionHtml ?? undefined) : undefined,
    vendor: update.vendor ? (document.vendor ?? undefined) : undefined,
    productType: update.vendor ? (document.productType ?? undefined) : undefined,
    status,
    tags: update.tags && document.tags ? ours(document.tags) : undefined,
    metafields: metafieldsOf(document, config, update.metafields, update.shortDescription),
    variants: Object.fromEntries(variants),
  })
}

/**
 * The status on an update. A draft is only how new products begin: what the shop has put on sale since stays on sale,
 * and so does a product that it hid from lists. What is blocked in the source leaves the shop in any case.
 */
function statusFor(document: ProductDocument, { status }: ShopProduct): string | undefined {
  const wanted = document.status ?? undefined
  if (wanted === undefined || document.blocked === true) return wanted
  if (wanted === 'DRAFT') return status === 'ARCHIVED' ? wanted : undefined
  return wanted === 'ACTIVE' && status === 'UNLISTED' ? undefined : wanted
}

/** The same fields as the product has them now. */
export function currentView(product: ShopProduct, wanted: ProductView): ProductView {
  const has = new Set(product.tags.map(folded))
  return given({
    title: wanted.title === undefined ? undefined : product.title,
    descriptionHtml: wanted.descriptionHtml === undefined ? undefined : product.descriptionHtml,
    vendor: wanted.vendor === undefined ? undefined : product.vendor,
    productType: wanted.productType === undefined ? undefined : product.productType,
    status: wanted.status === undefined ? undefined : product.status,
    tags: wanted.tags?.filter((tag) => has.has(folded(tag))),
    metafields: wanted.metafields && pick(fieldsOf(product.metafields), wanted.metafields),
    variants: Object.fromEntries(
      product.variants.flatMap((one) => {
        const view = one.sku === null ? undefined : wanted.variants[one.sku]
        return view ? [[one.sku, currentVariantView(one, view)]] : []
      }),
    ),
  })
}

function newVariantView(variant: VariantDocument, config: SetProductConfig): VariantView {
  return given({
    barcode: variant.barcode ?? undefined,
    price: moneyText(variant.price),
    compareAtPrice: moneyText(variant.compareAtPrice),
    cost: moneyText(variant.cost),
    weight: weightText(variant.weight),
    countryOfOrigin: variant.countryOfOrigin ?? undefined,
    harmonizedSystemCode: variant.harmonizedSystemCode ?? undefined,
    taxable: variant.taxable,
    tracked: variant.tracked,
    quantity: config.stockLocation ? variant.quantity : undefined,
    options: optionsOf(variant),
    metafields: fieldsOf(namesOf(variant.metafields)),
  })
}

function changedVariantView(
  variant: VariantDocument,
  there: ShopVariant,
  plain: boolean,
  config: SetProductConfig,
): VariantView {
  const update = switchesOf(config.update)
  const { price, compareAtPrice, cost, weight } = variant
  return given({
    barcode: update.barcode ? (variant.barcode ?? undefined) : undefined,
    price: update.price ? moneyText(price) : undefined,
    // Nothing said about an earlier price leaves it; null takes it away.
    compareAtPrice: update.price && compareAtPrice !== undefined ? (moneyText(compareAtPrice) ?? '') : undefined,
    cost: update.details ? moneyText(cost) : undefined,
    weight: update.details ? weightText(weight) : undefined,
    countryOfOrigin: update.details ? (variant.countryOfOrigin ?? undefined) : undefined,
    harmonizedSystemCode: update.details ? (variant.harmonizedSystemCode ?? undefined) : undefined,
    options: plain ? optionsOf(variant) : update.options ? sharedOptions(variant, there) : undefined,
    metafields: update.metafields ? fieldsOf(namesOf(variant.metafields)) : undefined,
  })
}

function currentVariantView(variant: ShopVariant, wanted: VariantView): VariantView {
  const all: Required<Omit<VariantView, 'quantity' | 'taxable' | 'tracked'>> = {
    barcode: variant.barcode ?? '',
    price: moneyText(variant.price) ?? '',
    compareAtPrice: moneyText(variant.compareAtPrice) ?? '',
    cost: moneyText(variant.cost) ?? '',
    weight: weightText(variant.grams) ?? '',
    countryOfOrigin: variant.countryOfOrigin ?? '',
    harmonizedSystemCode: variant.harmonizedSystemCode ?? '',
    options: variant.options,
    metafields: wanted.metafields ? (pick(fieldsOf(variant.metafields), wanted.metafields) ?? {}) : {},
  }
  const names = Object.keys(all).filter((name) => wanted[name as keyof VariantView] !== undefined)
  return Object.fromEntries(names.map((name) => [name, all[name as keyof typeof all]]))
}

/** Only options that the variant has in the shop: an option is never added by a change of a value. */
function sharedOptions(variant: VariantDocument, there: ShopVariant): Readonly<Record<string, string>> | undefined {
  const names = new Map(Object.keys(there.options).map((name) => [folded(name), name]))
  const shared = (variant.options ?? []).flatMap(({ name, value }): [string, string][] => {
    const own = names.get(folded(name))
    return own === undefined ? [] : [[own, value]]
  })
  return shared.length > 0 ? { ...there.options, ...Object.fromEntries(shared) } : undefined
}

function optionsOf(variant: VariantDocument): Readonly<Record<string, string>> | undefined {
  if (!variant.options || variant.options.length === 0) return undefined
  return Object.fromEntries(variant.options.map(({ name, value }) => [name, value]))
}

/** The options of a product, in the order in which its variants name them. */
function optionNames(document: ProductDocument): readonly string[] | undefined {
  const names = new Set(document.variants.flatMap((one) => (one.options ?? []).map(({ name }) => name)))
  return names.size > 0 ? [...names] : undefined
}

function metafieldsOf(
  document: ProductDocument,
  config: SetProductConfig,
  fields: boolean,
  short: boolean,
): Readonly<Record<string, string>> | undefined {
  const all = fields ? { ...fieldsOf(namesOf(document.metafields)) } : {}
  const { shortDescription } = document
  if (short && shortDescription) all[config.shortDescription ?? 'koppel.short_description'] = shortDescription
  return Object.keys(all).length > 0 ? all : undefined
}

interface Named {
  readonly name: string
  readonly value: string
}

/** Fields without a value are left alone: Shopify keeps no empty metafield. */
function namesOf(fields: ProductDocument['metafields']): readonly Named[] {
  return (fields ?? []).flatMap(({ name, value }) =>
    value === null || value === '' ? [] : [{ name: name.split(' ')[0] as string, value: String(value) }],
  )
}

function fieldsOf(fields: readonly (Named | RawMetafield)[]): Readonly<Record<string, string>> | undefined {
  if (fields.length === 0) return undefined
  return Object.fromEntries(fields.map((one) => ['name' in one ? one.name : `${one.namespace}.${one.key}`, one.value]))
}

function pick(
  from: Readonly<Record<string, string>> | undefined,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(from ?? {}).filter(([name]) => names[name] !== undefined))
}

function ours(tags: readonly string[]): readonly string[] {
  return [...new Map(tags.map((tag) => [folded(tag), tag])).values()]
}

/** Whether a product has no options of its own, as Shopify says it. */
export function isPlain({ options }: ShopProduct): boolean {
  return options.length === 1 && options[0]?.name === 'Title'
}

/** Shopify tells tags and option names apart whatever their case. */
export function folded(text: string): string {
  return text.trim().toLowerCase()
}

/** An amount with two decimals; the mapping has rounded it already, so nothing is decided here. */
function moneyText(amount: string | number | null | undefined): string | undefined {
  if (amount === undefined || amount === null || amount === '') return undefined
  return Number(amount).toFixed(2)
}

function weightText(grams: string | number | null | undefined): string | undefined {
  if (grams === undefined || grams === null || grams === '') return undefined
  return String(Math.round(Number(grams) * 1000) / 1000)
}

function given<T extends object>(view: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined)) as T
}
