import { locations } from '../../../sdk/sandbox/world.ts'
import type { Context, Fields } from '../graphql/context.ts'
import { gid, readGid, time } from '../graphql/gid.ts'
import { fixed } from '../graphql/money.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { ids } from '../orders/order.ts'
import type { LocationRow } from '../store/locations.ts'
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

export interface LevelRow {
  readonly item: number
  readonly location: number
  readonly available: number
  readonly committed: number
  readonly incoming: number
  readonly updated: number
}

const productBody = (row: ProductRow): ProductBody => JSON.parse(row.body) as ProductBody
const variantBody = (row: VariantRow): VariantBody => JSON.parse(row.body) as VariantBody
export const listOf = (stored: string): string[] => stored.split('\n').filter((one) => one !== '')

export const variantsOfProduct = (context: Context, product: number): VariantRow[] =>
  context.shop.database.all<VariantRow>('SELECT * FROM variants WHERE product = ? ORDER BY position', product)

const levelsOf = (context: Context, item: number): LevelRow[] =>
  context.shop.database.all<LevelRow>('SELECT * FROM levels WHERE item = ? ORDER BY location', item)

const availableOf = (context: Context, variant: number): number =>
  levelsOf(context, ids.inventoryItem(variant)).reduce((all, one) => all + one.available, 0)

const plainText = (html: string): string => html.replaceAll(/<[^>]*>/g, '')

export const productFields: Fields<ProductRow> = {
  ...metafieldFields((row: ProductRow) => `Product/${row.id}`),
  id: (row) => gid('Product', row.id),
  legacyResourceId: (row) => String(row.id),
  title: (row) => row.title,
  handle: (row) => row.handle,
  vendor: (row) => row.vendor,
  status: (row) => row.status.toUpperCase(),
  tags: (row) => listOf(row.tags),
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

/** An inventory item is its variant seen from the stockroom. */
export const inventoryItemFields: Fields<VariantRow> = {
  id: (row) => gid('InventoryItem', ids.inventoryItem(row.id)),
  legacyResourceId: (row) => String(ids.inventoryItem(row.id)),
  sku: (row) => row.sku,
  tracked: (row) => variantBody(row).tracked,
  requiresShipping: (row) => variantBody(row).requiresShipping,
  duplicateSkuCount: (row, _, { shop }) =>
    (shop.database.get<{ count: number }>('SELECT count(*) AS count FROM variants WHERE lower(sku) = lower(?)', row.sku)
      ?.count ?? 1) - 1,
  unitCost: (row) => {
    const { cost } = variantBody(row)
    return cost === null ? null : { amount: fixed(cost), currencyCode: 'EUR' }
  },
  countryCodeOfOrigin: () => null,
  provinceCodeOfOrigin: () => null,
  harmonizedSystemCode: () => null,
  measurement: (row) => ({ weight: { unit: 'GRAMS', value: variantBody(row).grams } }),
  variant: (row) => row,
  inventoryLevel: (row, args: { locationId: string }, { shop }) => {
    const item = ids.inventoryItem(row.id)
    const location = readGid(args.locationId)?.id ?? 0
    return shop.database.get('SELECT * FROM levels WHERE item = ? AND location = ?', item, location) ?? null
  },
  inventoryLevels: (row, args: PageArgs, context) =>
    pageOfList(levelsOf(context, ids.inventoryItem(row.id)), args, `levels ${row.id}`),
  locationsCount: (row, _, context) => ({
    count: levelsOf(context, ids.inventoryItem(row.id)).length,
    precision: 'EXACT',
  }),
  createdAt: (row) => time(row.created),
  updatedAt: (row) => time(row.updated),
}

export const levelFields: Fields<LevelRow> = {
  id: (row) => `${gid('InventoryLevel', row.location)}?inventory_item_id=${row.item}`,
  isActive: () => true,
  item: (row, _, { shop }) => shop.database.row('variants', ids.variantOfItem(row.item)) ?? null,
  location: (row, _, { shop }) => shop.location(row.location - ids.location(0)),
  quantities: (row, args: { names: string[] }) => {
    const amounts: Readonly<Record<string, number>> = {
      available: row.available,
      committed: row.committed,
      on_hand: row.available + row.committed,
      incoming: row.incoming,
      reserved: 0,
      damaged: 0,
      quality_control: 0,
      safety_stock: 0,
    }
    return args.names.map((name) => ({
      id: `${gid('InventoryQuantity', row.location)}?inventory_item_id=${row.item}&name=${name}`,
      name,
      quantity: amounts[name] ?? 0,
      updatedAt: time(row.updated),
    }))
  },
  createdAt: (row) => time(row.updated),
  updatedAt: (row) => time(row.updated),
}

const locationOf = (row: LocationRow) => locations[row.index] as (typeof locations)[number]

export const locationFields: Fields<LocationRow> = {
  ...metafieldFields((row: LocationRow) => `Location/${ids.location(row.index)}`),
  id: (row) => gid('Location', ids.location(row.index)),
  legacyResourceId: (row) => String(ids.location(row.index)),
  name: (row) => locationOf(row).name,
  isActive: () => true,
  isPrimary: (row) => row.index === 0,
  fulfillsOnlineOrders: () => true,
  shipsInventory: () => true,
  hasActiveInventory: () => true,
  isFulfillmentService: () => false,
  fulfillmentService: () => null,
  address: (row) => {
    const { city, country } = locationOf(row)
    return { address1: null, address2: null, city, country, countryCode: country, zip: null, formatted: [city] }
  },
  createdAt: (_, __, { shop }) => time(shop.settings.until - 400 * 86_400_000),
  updatedAt: (_, __, { shop }) => time(shop.settings.until - 400 * 86_400_000),
}
