import { ids } from '../orders/order.ts'
import { storedList } from '../search/filters.ts'
import type { Shop } from '../shop.ts'

export interface ProductRow {
  readonly id: number
  readonly handle: string
  readonly title: string
  readonly vendor: string
  readonly status: string
  readonly tags: string
  readonly created: number
  readonly updated: number
  readonly body: string
}

export interface VariantRow {
  readonly id: number
  readonly product: number
  readonly position: number
  readonly sku: string | null
  readonly barcode: string | null
  readonly price: number
  readonly created: number
  readonly updated: number
  readonly body: string
}

export interface OptionValue {
  readonly id: number
  readonly name: string
}

export interface ProductOption {
  readonly id: number
  readonly name: string
  readonly values: readonly OptionValue[]
}

/** What a product carries besides the columns that lists search by. */
export interface ProductBody {
  readonly descriptionHtml: string
  readonly productType: string
  readonly tags: readonly string[]
  readonly options: readonly ProductOption[]
  readonly giftCard: boolean
  readonly seoTitle: string | null
  readonly seoDescription: string | null
  readonly templateSuffix: string | null
}

export interface ChosenOption {
  readonly name: string
  readonly value: string
}

export interface VariantBody {
  readonly title: string
  readonly options: readonly ChosenOption[]
  readonly compareAt: number | null
  readonly taxable: boolean
  readonly tracked: boolean
  readonly grams: number
  /** As it was given; grams where it was not. */
  readonly weight?: { readonly unit: string; readonly value: number }
  readonly cost: number | null
  readonly requiresShipping: boolean
  readonly policy?: 'DENY' | 'CONTINUE'
  readonly origin?: string | null
  readonly hsCode?: string | null
  /** The picture of this variant: one of those of the product. */
  readonly media?: number | null
}

/** A product without the columns that follow from the rest. */
export interface Product {
  readonly id: number
  readonly handle: string
  readonly title: string
  readonly vendor: string
  /** In lower case, as lists search it. */
  readonly status: string
  readonly created: number
  readonly body: ProductBody
}

export interface Variant {
  readonly id: number
  readonly product: number
  readonly position: number
  readonly sku: string | null
  readonly barcode: string | null
  readonly price: number
  readonly created: number
  readonly body: VariantBody
}

export const productBody = (row: ProductRow): ProductBody => JSON.parse(row.body) as ProductBody
export const variantBody = (row: VariantRow): VariantBody => JSON.parse(row.body) as VariantBody

export const defaultOption = { name: 'Title', value: 'Default Title' } as const

/** Ids of what programs and people make; those of the seed lie far below. */
export const newProductId = (shop: Shop): number => 8_200_000_000_000 + shop.nextId('product')
export const newVariantId = (shop: Shop): number => 47_000_000_000_000 + shop.nextId('variant')
export const newOptionId = (shop: Shop): number => 90_000_000_000_000 + shop.nextId('option')

export function findProduct(shop: Shop, id: number): Product | undefined {
  const row = shop.database.row<ProductRow>('products', id)
  return row && productOf(row)
}

export function productOf(row: ProductRow): Product {
  const { id, handle, title, vendor, status, created } = row
  return { id, handle, title, vendor, status, created, body: productBody(row) }
}

export function variantOf(row: VariantRow): Variant {
  const { id, product, position, sku, barcode, price, created } = row
  return { id, product, position, sku, barcode, price, created, body: variantBody(row) }
}

export const variantRows = (shop: Shop, product: number): VariantRow[] =>
  shop.database.all<VariantRow>('SELECT * FROM variants WHERE product = ? ORDER BY position', product)

export const variantsOf = (shop: Shop, product: number): Variant[] => variantRows(shop, product).map(variantOf)

export function saveProduct(shop: Shop, one: Product, at: number): void {
  shop.database.run(
    `INSERT OR REPLACE INTO products (id, handle, title, vendor, status, tags, created, updated, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    one.id,
    one.handle,
    one.title,
    one.vendor,
    one.status,
    storedList(one.body.tags),
    one.created,
    at,
    JSON.stringify(one.body),
  )
}

export function saveVariant(shop: Shop, one: Variant, at: number): void {
  shop.database.run(
    `INSERT OR REPLACE INTO variants (id, product, position, sku, barcode, price, created, updated, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    one.id,
    one.product,
    one.position,
    one.sku,
    one.barcode,
    one.price,
    one.created,
    at,
    JSON.stringify(one.body),
  )
}

/** Something of the product changed: it counts as changed itself. */
export function touchProduct(shop: Shop, id: number, at = Date.now()): void {
  shop.database.run('UPDATE products SET updated = ? WHERE id = ?', at, id)
}

export function removeVariant(shop: Shop, id: number): void {
  const { database } = shop
  database.run('DELETE FROM variants WHERE id = ?', id)
  database.run('DELETE FROM levels WHERE item = ?', ids.inventoryItem(id))
  database.run('DELETE FROM metafields WHERE owner = ?', `ProductVariant/${id}`)
}

export function removeProduct(shop: Shop, id: number): void {
  const { database } = shop
  for (const one of variantRows(shop, id)) removeVariant(shop, one.id)
  database.run('DELETE FROM products WHERE id = ?', id)
  database.run('DELETE FROM metafields WHERE owner = ?', `Product/${id}`)
  database.run('DELETE FROM product_media WHERE product = ?', id)
  database.run('DELETE FROM collection_products WHERE product = ?', id)
  database.run('DELETE FROM published WHERE owner = ?', `Product/${id}`)
}

export const slugOf = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 255)

/** A handle that nobody has: the title's, with a number where that is taken. */
export function freeHandle(shop: Shop, table: 'products' | 'collections', title: string, own?: number): string {
  const wanted = slugOf(title) || table.slice(0, -1)
  const isTaken = (handle: string): boolean =>
    shop.database.get(`SELECT 1 FROM ${table} WHERE handle = ? AND id <> ?`, handle, own ?? 0) !== undefined
  if (!isTaken(wanted)) return wanted
  for (let n = 1; ; n++) {
    const handle = `${wanted.slice(0, 250)}-${n}`
    if (!isTaken(handle)) return handle
  }
}
