import type { Context, Fields } from '../graphql/context.ts'
import { gid, time } from '../graphql/gid.ts'
import { fixed } from '../graphql/money.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { ids } from '../orders/order.ts'
import { levelsOf } from '../store/levels.ts'
import type { ProductBody, VariantBody } from '../store/seed-catalogue.ts'
import { metafieldFields } from './metafields.ts'

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

export const productBody = (row: ProductRow): ProductBody => JSON.parse(row.body) as ProductBody
export const variantBody = (row: VariantRow): VariantBody => JSON.parse(row.body) as VariantBody

export const variantsOfProduct = (context: Context, product: number): VariantRow[] =>
  context.shop.database.all<VariantRow>('SELECT * FROM variants WHERE product = ? ORDER BY position', product)

const availableOf = (context: Context, variant: number): number =>
  levelsOf(context.shop.database, ids.inventoryItem(variant)).reduce((all, one) => all + one.available, 0)

const plainText = (html: string): string => html.replaceAll(/<[^>]*>/g, '')

export const productFields: Fields<ProductRow> = {
  ...metafieldFields((row: ProductRow) => `Product/${row.id}`),
  id: (row) => gid('Product', row.id),
  legacyResourceId: (row) => String(row.id),
  title: (row) => row.title,
  handle: (row) => row.handle,
  vendor: (row) => row.vendor,
  status: (row) => row.status.toUpperCase(),
  tags: (row) => productBody(row).tags,
  productType: (row) => productBody(row).productType,
  descriptionHtml: (row) => productBody(row).descriptionHtml,
  description: (row) => plainText(productBody(row).descriptionHtml),
  isGiftCard: (row) => productBody(row).giftCard,
  createdAt: (row) => time(row.created),
  updatedAt: (row) => time(row.updated),
  publishedAt: (row) => time(row.created),
  hasOnlyDefaultVariant: (row) => productBody(row).options[0]?.name === 'Title',
  totalInventory: (row, _, context) =>
    variantsOfProduct(context, row.id).reduce((all, one) => all + availableOf(context, one.id), 0),
  tracksInventory: (row, _, context) => variantsOfProduct(context, row.id).some((one) => variantBody(one).tracked),
  variants: (row, args: PageArgs, context) =>
    pageOfList(variantsOfProduct(context, row.id), args, `Product.variants ${row.id}`),
  variantsCount: (row, _, context) => ({ count: variantsOfProduct(context, row.id).length, precision: 'EXACT' }),
  options: (row, args: { first?: number }) => {
    const options = productBody(row).options.map((one, place) => ({
      id: gid('ProductOption', row.id * 10 + place),
      name: one.name,
      position: place + 1,
      values: one.values,
      optionValues: one.values.map((name, at) => ({
        id: gid('ProductOptionValue', (row.id * 10 + place) * 100 + at),
        name,
        hasVariants: true,
        linkedMetafieldValue: null,
      })),
    }))
    return typeof args.first === 'number' ? options.slice(0, args.first) : options
  },
  collections: (row, args: PageArgs) => pageOfList([], args, `Product.collections ${row.id}`),
  media: (row, args: PageArgs) => pageOfList([], args, `Product.media ${row.id}`),
}

export const variantFields: Fields<VariantRow> = {
  ...metafieldFields((row: VariantRow) => `ProductVariant/${row.id}`),
  id: (row) => gid('ProductVariant', row.id),
  legacyResourceId: (row) => String(row.id),
  title: (row) => variantBody(row).title,
  displayName: (row, _, { shop }) => {
    const product = shop.database.row<ProductRow>('products', row.product)
    return `${product?.title ?? ''} - ${variantBody(row).title}`
  },
  sku: (row) => row.sku,
  barcode: (row) => row.barcode,
  position: (row) => row.position,
  price: (row) => fixed(row.price),
  compareAtPrice: (row) => {
    const { compareAt } = variantBody(row)
    return compareAt === null ? null : fixed(compareAt)
  },
  taxable: (row) => variantBody(row).taxable,
  availableForSale: () => true,
  inventoryPolicy: () => 'DENY',
  inventoryQuantity: (row, _, context) => availableOf(context, row.id),
  inventoryItem: (row) => row,
  product: (row, _, { shop }) => shop.database.row('products', row.product),
  selectedOptions: (row) =>
    variantBody(row).options.map((one) => ({
      ...one,
      optionValue: { id: gid('ProductOptionValue', row.id), name: one.value, hasVariants: true },
    })),
  createdAt: (row) => time(row.created),
  updatedAt: (row) => time(row.updated),
}
