import { KOPPEL } from './koppel.ts'

/** The integrations that read a get-connector of Koppel, and the fields without which they cannot read it at all. */
export interface Needed {
  readonly by: readonly string[]
  readonly fields: readonly string[]
}

const ORDERS = 'Orders to AFAS'
const STOCK = 'Stock to Shopify'
const PRODUCTS = 'Products to Shopify'
const CUSTOMERS = 'Customers to Shopify'
const SHIPMENTS = 'Shipments to Shopify'
const REFUNDS = 'Refunds to AFAS'

const needed = <Of extends { readonly connector: string }>(
  of: Of,
  by: readonly string[],
  fields: readonly Exclude<keyof Of, 'connector'>[],
): readonly [string, Needed] => [of.connector, { by, fields: fields.map((name) => String(of[name])) }]

/** Other fields may be left out of a connector: what is not there counts as empty. */
export const NEEDED: ReadonlyMap<string, Needed> = new Map([
  needed(KOPPEL.orders, [ORDERS, REFUNDS], ['number', 'reference']),
  needed(KOPPEL.orderLines, [ORDERS, REFUNDS, SHIPMENTS], ['number', 'guid', 'sequence', 'code', 'quantity']),
  needed(KOPPEL.debtors, [ORDERS, REFUNDS, CUSTOMERS], ['number', 'email']),
  needed(KOPPEL.contacts, [CUSTOMERS], ['number', 'debtor', 'modified']),
  needed(KOPPEL.addresses, [CUSTOMERS], ['number', 'debtor', 'modified']),
  needed(KOPPEL.articles, [ORDERS, REFUNDS, PRODUCTS], ['code', 'unit', 'description']),
  needed(KOPPEL.articleVariants, [PRODUCTS], ['code', 'dimension1', 'dimension2', 'sku']),
  needed(KOPPEL.articleCategories, [PRODUCTS], ['code', 'category', 'title']),
  needed(KOPPEL.articleImages, [PRODUCTS], ['code', 'sequence', 'image']),
  needed(KOPPEL.prices, [PRODUCTS], ['code', 'priceList', 'price']),
  needed(KOPPEL.stock, [STOCK, PRODUCTS], ['item', 'warehouse', 'physical', 'available', 'reserved', 'onOrder']),
  needed(KOPPEL.shipments, [SHIPMENTS], ['number', 'modified', 'tracking']),
  needed(KOPPEL.shipmentLines, [SHIPMENTS], ['number', 'order', 'reference', 'sequence', 'code', 'quantity']),
])
