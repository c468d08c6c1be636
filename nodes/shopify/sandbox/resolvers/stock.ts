import { locations } from '../../../sdk/sandbox/world.ts'
import type { Fields } from '../graphql/context.ts'
import { gid, readGid, time } from '../graphql/gid.ts'
import { fixed } from '../graphql/money.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { ids } from '../orders/order.ts'
import { findLevel, levelsOf, onHandOf, type LevelRow } from '../store/levels.ts'
import type { LocationRow } from '../store/locations.ts'
import { variantBody, type VariantRow } from '../store/products.ts'
import { metafieldFields } from './metafields.ts'

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
  countryCodeOfOrigin: (row) => variantBody(row).origin ?? null,
  provinceCodeOfOrigin: () => null,
  harmonizedSystemCode: (row) => variantBody(row).hsCode ?? null,
  measurement: (row) => {
    const { weight, grams } = variantBody(row)
    return { weight: weight ?? { unit: 'GRAMS', value: grams } }
  },
  variant: (row) => row,
  trackedEditable: () => ({ locked: false, reason: null }),
  variants: (row, args: PageArgs) => pageOfList([row], args, `InventoryItem.variants ${row.id}`),
  inventoryLevel: (row, args: { locationId: string; includeInactive?: boolean | null }, { shop }) => {
    const level = findLevel(shop.database, ids.inventoryItem(row.id), readGid(args.locationId)?.id ?? 0)
    return level && (level.active === 1 || args.includeInactive === true) ? level : null
  },
  inventoryLevels: (row, args: PageArgs & { includeInactive?: boolean | null }, context) => {
    const levels = levelsOf(context.shop.database, ids.inventoryItem(row.id), args.includeInactive === true)
    return pageOfList(levels, args, `levels ${row.id}`)
  },
  locationsCount: (row, _, context) => ({
    count: levelsOf(context.shop.database, ids.inventoryItem(row.id)).length,
    precision: 'EXACT',
  }),
  createdAt: (row) => time(row.created),
  updatedAt: (row) => time(row.updated),
}

export const levelFields: Fields<LevelRow> = {
  id: (row) => `${gid('InventoryLevel', row.location)}?inventory_item_id=${row.item}`,
  isActive: (row) => row.active === 1,
  canDeactivate: (row) => row.committed === 0 && row.incoming === 0,
  deactivationAlert: () => null,
  item: (row, _, { shop }) => shop.database.row('variants', ids.variantOfItem(row.item)) ?? null,
  location: (row, _, { shop }) => shop.location(row.location - ids.location(0)),
  quantities: (row, args: { names: string[] }) => {
    const amounts: Readonly<Record<string, number>> = {
      available: row.available,
      committed: row.committed,
      on_hand: onHandOf(row),
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
