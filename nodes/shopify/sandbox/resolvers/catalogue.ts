import type { Context, Fields } from '../graphql/context.ts'
import { gid, readGid, time } from '../graphql/gid.ts'
import { decimal, fixed } from '../graphql/money.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { ids } from '../orders/order.ts'
import { levelsOf } from '../store/levels.ts'
import { publishedOn } from '../store/publications.ts'
import { findFile, mediaOf } from '../files/files.ts'
import {
  productBody,
  variantBody,
  variantRows,
  type ProductOption,
  type ProductRow,
  type VariantRow,
} from '../store/products.ts'
import { collectionsOf } from './collections.ts'
import { mediaImage } from './media.ts'
import { publishableFields } from './publications.ts'
import { metafieldFields } from './metafields.ts'

export const variantsOfProduct = (context: Context, product: number): VariantRow[] => variantRows(context.shop, product)

const availableOf = (context: Context, variant: number): number =>
  levelsOf(context.shop.database, ids.inventoryItem(variant)).reduce((all, one) => all + one.available, 0)

const plainText = (html: string): string => html.replaceAll(/<[^>]*>/g, '')

function optionView(one: ProductOption, place: number, used: ReadonlySet<string>) {
  return {
    id: gid('ProductOption', one.id),
    name: one.name,
    position: place + 1,
    linkedMetafield: null,
    values: one.values.map((value) => value.name).filter((value) => used.has(`${one.name}\n${value}`)),
    optionValues: one.values.map((value) => ({
      id: gid('ProductOptionValue', value.id),
      name: value.name,
      hasVariants: used.has(`${one.name}\n${value.name}`),
      linkedMetafieldValue: null,
      swatch: null,
    })),
  }
}

/** Which values of which options some variant has. */
const usedValues = (variants: readonly VariantRow[]): ReadonlySet<string> =>
  new Set(variants.flatMap((one) => variantBody(one).options.map(({ name, value }) => `${name}\n${value}`)))

const money = (cents: number) => ({ amount: decimal(cents), currencyCode: 'EUR' })

function priceRange(context: Context, product: number) {
  const prices = variantsOfProduct(context, product).map((one) => one.price)
  return { minVariantPrice: money(Math.min(...prices)), maxVariantPrice: money(Math.max(...prices)) }
}

export const productFields: Fields<ProductRow> = {
  ...publishableFields<ProductRow>('Product', (row) => `Product/${row.id}`),
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
  publishedAt: (row, _, { shop }) => {
    const first = publishedOn(shop, `Product/${row.id}`)[0]
    return first ? time(first.at) : null
  },
  seo: (row) => {
    const { seoTitle, seoDescription } = productBody(row)
    return { title: seoTitle, description: seoDescription }
  },
  templateSuffix: (row) => productBody(row).templateSuffix,
  requiresSellingPlan: () => false,
  priceRangeV2: (row, _, context) => priceRange(context, row.id),
  hasOnlyDefaultVariant: (row) => productBody(row).options[0]?.name === 'Title',
  totalInventory: (row, _, context) =>
    variantsOfProduct(context, row.id).reduce((all, one) => all + availableOf(context, one.id), 0),
  tracksInventory: (row, _, context) => variantsOfProduct(context, row.id).some((one) => variantBody(one).tracked),
  variants: (row, args: PageArgs, context) =>
    pageOfList(variantsOfProduct(context, row.id), args, `Product.variants ${row.id}`),
  variantsCount: (row, _, context) => ({ count: variantsOfProduct(context, row.id).length, precision: 'EXACT' }),
  options: (row, args: { first?: number }, context) => {
    const used = usedValues(variantsOfProduct(context, row.id))
    const options = productBody(row).options.map((one, place) => optionView(one, place, used))
    return typeof args.first === 'number' ? options.slice(0, args.first) : options
  },
  collections: (row, args: PageArgs, { shop }) =>
    pageOfList(collectionsOf(shop, row.id), args, `Product.collections ${row.id}`),
  inCollection: (row, args: { id: string }, { shop }) =>
    collectionsOf(shop, row.id).some((one) => one.id === readGid(args.id)?.id),
  media: (row, args: PageArgs, { shop }) =>
    pageOfList(mediaOf(shop, row.id).map(mediaImage), args, `Product.media ${row.id}`),
  mediaCount: (row, _, { shop }) => ({ count: mediaOf(shop, row.id).length, precision: 'EXACT' }),
  featuredMedia: (row, _, { shop }) => {
    const [first] = mediaOf(shop, row.id)
    return first ? mediaImage(first) : null
  },
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
  inventoryPolicy: (row) => variantBody(row).policy ?? 'DENY',
  requiresComponents: () => false,
  showUnitPrice: () => false,
  media: (row, args: PageArgs, { shop }) => {
    const file = findFile(shop, variantBody(row).media ?? 0)
    return pageOfList(file ? [mediaImage(file)] : [], args, `ProductVariant.media ${row.id}`)
  },
  inventoryQuantity: (row, _, context) => availableOf(context, row.id),
  inventoryItem: (row) => row,
  product: (row, _, { shop }) => shop.database.row('products', row.product),
  selectedOptions: (row, _, { shop }) => {
    const product = shop.database.row<ProductRow>('products', row.product)
    const options = product ? productBody(product).options : []
    return variantBody(row).options.map(({ name, value }) => {
      const known = options.find((one) => one.name === name)?.values.find((one) => one.name === value)
      const optionValue = {
        id: gid('ProductOptionValue', known?.id ?? row.id),
        name: value,
        hasVariants: true,
        linkedMetafieldValue: null,
        swatch: null,
      }
      return { name, value, optionValue }
    })
  },
  createdAt: (row) => time(row.created),
  updatedAt: (row) => time(row.updated),
}
