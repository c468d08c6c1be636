import { readGid } from '../../graphql/gid.ts'
import { ids } from '../../orders/order.ts'
import type { Shop } from '../../shop.ts'
import { emptyLevel, findLevel, saveLevel } from '../../store/levels.ts'
import type { Variant, VariantBody } from '../../store/products.ts'
import { checkTaken, ProductProblem, type Path } from './problem.ts'

interface ItemInput {
  readonly sku?: string | null
  readonly cost?: string | number | null
  readonly tracked?: boolean | null
  readonly requiresShipping?: boolean | null
  readonly countryCodeOfOrigin?: string | null
  readonly harmonizedSystemCode?: string | null
  readonly measurement?: { readonly weight?: { readonly unit: string; readonly value: number } | null } | null
}

/** What `ProductVariantSetInput` and `ProductVariantsBulkInput` have in common; only the first has a SKU of its own. */
export interface VariantFields {
  readonly sku?: string | null
  readonly barcode?: string | null
  readonly price?: string | number | null
  readonly compareAtPrice?: string | number | null
  readonly taxable?: boolean | null
  readonly inventoryPolicy?: 'DENY' | 'CONTINUE' | null
  readonly inventoryItem?: ItemInput | null
}

export const variantFieldNames = [
  'id',
  'barcode',
  'price',
  'compareAtPrice',
  'taxable',
  'inventoryPolicy',
  'inventoryItem',
  'optionValues',
  'metafields',
  'inventoryQuantities',
]

const itemFieldNames = [
  'sku',
  'cost',
  'tracked',
  'requiresShipping',
  'countryCodeOfOrigin',
  'harmonizedSystemCode',
  'measurement',
]
const gramsIn: Readonly<Record<string, number>> = { GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.349523125, POUNDS: 453.59237 }
const longest = 255

/** Cents from decimal text. */
function moneyOf(value: string | number, name: string, code: string, path: Path): number {
  if (!/^-?\d+(\.\d+)?$/.test(String(value).trim())) {
    throw new ProductProblem(code, [...path, name], `${name} is not a number`)
  }
  const cents = Math.round(Number(value) * 100)
  if (cents < 0) throw new ProductProblem(code, [...path, name], 'Price must be greater than or equal to 0')
  if (cents >= 1e20) throw new ProductProblem(code, [...path, name], 'Price is too high')
  return cents
}

/** `undefined` keeps, `null` clears. */
function moneyOr(
  before: number | null,
  value: string | number | null | undefined,
  name: string,
  code: string,
  path: Path,
) {
  if (value === undefined) return before
  return value === null ? null : moneyOf(value, name, code, path)
}

function textOr(before: string | null, value: string | null | undefined, name: string, code: string, path: Path) {
  if (value === undefined) return before
  const text = value?.trim() ?? ''
  if (Array.from(text).length > longest) {
    const message = `${name === 'sku' ? 'SKU' : 'Barcode'} is too long (maximum is ${longest} characters)`
    throw new ProductProblem(code, [...path, name], message)
  }
  return text === '' ? null : text
}

function itemFields(body: VariantBody, input: ItemInput, code: string, path: Path): VariantBody {
  checkTaken(input, itemFieldNames, code, path)
  const { weight } = input.measurement ?? {}
  const hs = input.harmonizedSystemCode
  if (hs && !/^\d{6,13}$/.test(hs)) {
    const message = 'Harmonized system code must be 6 to 13 digits'
    throw new ProductProblem(code, [...path, 'harmonizedSystemCode'], message)
  }
  if (weight && !(weight.value >= 0)) {
    throw new ProductProblem(code, [...path, 'measurement', 'weight', 'value'], 'Weight must be 0 or more')
  }
  return {
    ...body,
    cost: moneyOr(body.cost, input.cost, 'cost', code, path),
    tracked: input.tracked ?? body.tracked,
    requiresShipping: input.requiresShipping ?? body.requiresShipping,
    origin: input.countryCodeOfOrigin === undefined ? (body.origin ?? null) : input.countryCodeOfOrigin,
    hsCode: hs === undefined ? (body.hsCode ?? null) : hs,
    ...(weight ? { weight, grams: Math.round(weight.value * (gramsIn[weight.unit] ?? 1)) } : {}),
  }
}

export const freshVariant: Omit<Variant, 'id' | 'product' | 'position' | 'created'> = {
  sku: null,
  barcode: null,
  price: 0,
  body: {
    title: '',
    options: [],
    compareAt: null,
    taxable: true,
    tracked: false,
    grams: 0,
    cost: null,
    requiresShipping: true,
  },
}

/** The variant with what is given set; `code` is how this mutation calls a value that will not do. */
export function withVariantFields(before: Variant, input: VariantFields, code: string, path: Path): Variant {
  const sku = input.sku === undefined ? input.inventoryItem?.sku : input.sku
  const body = input.inventoryItem
    ? itemFields(before.body, input.inventoryItem, code, [...path, 'inventoryItem'])
    : before.body
  return {
    ...before,
    sku: textOr(before.sku, sku, 'sku', code, path),
    barcode: textOr(before.barcode, input.barcode, 'barcode', code, path),
    price: moneyOr(before.price, input.price, 'price', code, path) ?? before.price,
    body: {
      ...body,
      compareAt: moneyOr(body.compareAt, input.compareAtPrice, 'compareAtPrice', code, path),
      taxable: input.taxable ?? body.taxable,
      policy: input.inventoryPolicy ?? body.policy ?? 'DENY',
    },
  }
}

export interface QuantityInput {
  readonly locationId: string
  readonly name?: string
  readonly quantity: number
}

/** A new variant is stocked at the shop's first location, and wherever it gets a quantity. */
export function setQuantities(
  shop: Shop,
  variant: number,
  inputs: readonly QuantityInput[],
  isNew: boolean,
  path: Path,
) {
  const item = ids.inventoryItem(variant)
  if (isNew && inputs.length === 0) saveLevel(shop.database, { ...emptyLevel(item, ids.location(0)), active: 1 })
  for (const [place, input] of inputs.entries()) {
    const at = [...path, 'inventoryQuantities', String(place)]
    const read = readGid(input.locationId)
    const location = read?.type === 'Location' ? shop.location(read.id - ids.location(0)) : undefined
    if (!read || !location) throw new ProductProblem('INVALID_INPUT', [...at, 'locationId'], 'Location does not exist')
    const name = input.name ?? 'available'
    if (name !== 'available' && name !== 'on_hand') {
      throw new ProductProblem('INVALID_INPUT', [...at, 'name'], 'Quantity name must be available or on_hand')
    }
    const level = findLevel(shop.database, item, read.id)
    if (!isNew && level?.active !== 1) {
      throw new ProductProblem('INVALID_INPUT', at, 'The inventory item is not stocked at the location')
    }
    const known = level ?? emptyLevel(item, read.id)
    const available = name === 'on_hand' ? input.quantity - known.committed : input.quantity
    saveLevel(shop.database, { ...known, active: 1, available })
  }
}
