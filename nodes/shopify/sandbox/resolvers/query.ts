import { bulkList, findBulk, latestBulk } from '../bulk/operation.ts'
import type { Context, Fields, Resolver } from '../graphql/context.ts'
import { accessDenied, refuse } from '../graphql/context.ts'
import { readGid } from '../graphql/gid.ts'
import { ofKind } from '../graphql/kinds.ts'
import { countOf, pageOf, type ListArgs } from '../graphql/lists.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { ids } from '../orders/order.ts'
import type { Value } from '../store/database.ts'
import type { Metafield } from '../store/metafields.ts'
import { locationRows } from '../store/locations.ts'
import { findSubscription, subscriptionOf, subscriptionsTo } from '../webhooks/subscriptions.ts'
import { findFulfilment, findWork, workPage } from './fulfilment.ts'
import { catalogueFinders, catalogueQueries } from './catalogue-queries.ts'
import {
  companyList,
  companyLocationList,
  customerList,
  inventoryItemList,
  orderList,
  productList,
  variantList,
  webhookList,
} from './lists.ts'
import { OrderView } from './order-view.ts'
import { customerByIdentifier, type CustomerIdentifier } from './customer-identifier.ts'
import { definitionPage, type DefinitionArgs } from './definitions.ts'
import type { OrderRow } from './people.ts'

type Finder = (context: Context, id: number) => unknown
const row =
  (table: string): Finder =>
  ({ shop }, id) =>
    shop.database.row(table, id) ?? null

/** How an object is found by its global id, by type. */
const finders: Readonly<Record<string, Finder>> = {
  ...catalogueFinders,
  Order: ({ shop }, id) => {
    const order = shop.orders.get(ids.orderPlace(id))
    return order ? new OrderView(order) : null
  },
  FulfillmentOrder: findWork,
  Fulfillment: findFulfilment,
  Customer: ({ shop }, id) => shop.customers.get(id) ?? null,
  Product: row('products'),
  ProductVariant: row('variants'),
  Company: ({ shop }, id) => shop.companies.get(id) ?? null,
  CompanyLocation: ({ shop }, id) => shop.companies.location(id) ?? null,
  CompanyContact: ({ shop }, id) => shop.companies.contact(id) ?? null,
  Metafield: row('metafields'),
  InventoryItem: (context, id) => row('variants')(context, ids.variantOfItem(id)),
  Location: ({ shop }, id) => shop.location(id - ids.location(0)) ?? null,
  WebhookSubscription: ({ shop }, id) => findSubscription(shop.database, id) ?? null,
  BulkOperation: ({ shop }, id) => findBulk(shop.database, id) ?? null,
}

function find(context: Context, type: string, id: unknown): unknown {
  const read = readGid(id)
  return read?.type === type ? (finders[type]?.(context, read.id) ?? null) : null
}

export function findNode(context: Context, id: unknown): unknown {
  const read = readGid(id)
  if (!read || !Object.hasOwn(finders, read.type)) return null
  if (!context.mayRead(read.type)) throw accessDenied('node', `access to ${read.type}`)
  const value = finders[read.type]?.(context, read.id)
  return typeof value === 'object' && value !== null ? ofKind(read.type, value) : null
}

/** `Order/123` -> the order. */
export const metafieldOwner: Resolver<Metafield> = (one, _, context) => findNode(context, `gid://shopify/${one.owner}`)

const orderOf = (context: Context) => (one: OrderRow) => new OrderView(context.shop.orders.of(one.n, one.body))
/** Without `read_all_orders` those older than sixty days are silently not there. */
const visibleOrders = ({ scopes }: Context) =>
  scopes.has('read_all_orders') ? undefined : { sql: 'created >= ?', values: [dayOf(Date.now()) - 60 * 86_400_000] }
const dayOf = (at: number): number => Math.floor(at / 86_400_000) * 86_400_000

const sameRow = (one: Record<string, Value>) => one
const parsed = (one: { body: string }) => JSON.parse(one.body) as unknown
const one = (type: string) => (_: unknown, args: { id?: unknown }, context: Context) => find(context, type, args.id)
const apiVersions = ['2026-01', '2026-04', '2026-07', '2026-10']

export const queryFields: Fields = {
  ...catalogueQueries,
  orders: (_, args: ListArgs, context) => pageOf(orderList, args, context, orderOf(context), visibleOrders(context)),
  ordersCount: (_, args, context) => countOf(orderList, args, context),
  order: one('Order'),
  orderByIdentifier: (_, args: { identifier: { id?: string } }, context) => find(context, 'Order', args.identifier.id),
  fulfillmentOrder: one('FulfillmentOrder'),
  fulfillment: one('Fulfillment'),
  fulfillmentOrders: (_, args: PageArgs & { includeClosed?: boolean; query?: string; sortKey?: string }, context) => {
    const unlike = args.query ? 'search fulfillment orders' : args.sortKey !== 'ID' ? `sort by ${args.sortKey}` : ''
    if (unlike !== '') throw refuse('SANDBOX_NOT_IMPLEMENTED', `The sandbox does not ${unlike} yet.`)
    return workPage(args, context)
  },
  node: (_, args: { id: string }, context) => findNode(context, args.id),
  nodes: (_, args: { ids: string[] }, context) => args.ids.map((id) => findNode(context, id)),
  products: (_, args: ListArgs, context) => pageOf(productList, args, context, sameRow),
  productsCount: (_, args, context) => countOf(productList, args, context),
  product: one('Product'),
  productVariants: (_, args: ListArgs, context) => pageOf(variantList, args, context, sameRow),
  productVariantsCount: (_, args, context) => countOf(variantList, args, context),
  productVariant: one('ProductVariant'),
  inventoryItems: (_, args: ListArgs, context) => pageOf(inventoryItemList, args, context, sameRow),
  inventoryItem: one('InventoryItem'),
  locations: (_, args: PageArgs) => pageOfList(locationRows, args, 'locations'),
  location: (_, args: { id?: string | null }, context) =>
    typeof args.id === 'string' ? find(context, 'Location', args.id) : (locationRows[0] ?? null),
  customers: (_, args: ListArgs, context) => pageOf(customerList, args, context, parsed),
  customersCount: (_, args, context) => countOf(customerList, args, context),
  customer: one('Customer'),
  customerByIdentifier: (_, args: { identifier: CustomerIdentifier }, context) =>
    customerByIdentifier(context, args.identifier) ?? null,
  companies: (_, args: ListArgs, context) => pageOf(companyList, args, context, parsed),
  companiesCount: (_, args, context) => countOf(companyList, args, context),
  companyLocations: (_, args: ListArgs, context) => pageOf(companyLocationList, args, context, parsed),
  metafieldDefinitions: (_, args: DefinitionArgs, context) => definitionPage(context, args),
  company: one('Company'),
  companyLocation: one('CompanyLocation'),
  shop: (_, __, context) => context.shop,
  currentAppInstallation: () => ({}),
  publicApiVersions: () => [
    ...apiVersions.map((handle) => ({ handle, displayName: handle, supported: true })),
    { handle: 'unstable', displayName: 'unstable', supported: false },
  ],
  webhookSubscriptions: (
    _,
    args: ListArgs & { topics?: string[] | null; uri?: string | null; callbackUrl?: string | null },
    context,
  ) => {
    const topics = args.topics ?? []
    const uri = args.uri ?? args.callbackUrl
    const parts = [
      ...(topics.length > 0 ? [`topic IN (${topics.map(() => '?').join(', ')})`] : []),
      ...(typeof uri === 'string' ? ['uri = ?'] : []),
    ]
    const base = { sql: parts.join(' AND ') || '1', values: [...topics, ...(typeof uri === 'string' ? [uri] : [])] }
    return pageOf(webhookList, args, context, subscriptionOf, base)
  },
  webhookSubscription: one('WebhookSubscription'),
  bulkOperation: one('BulkOperation'),
  bulkOperations: (_, args: ListArgs, context) => pageOf(bulkList, args, context, sameRow),
  currentBulkOperation: (_, args: { type: string }, { shop }) => latestBulk(shop.database, args.type) ?? null,
  webhookSubscriptionsCount: (_, __, { shop }) => ({
    count: subscriptionsTo(shop.database).length,
    precision: 'EXACT',
  }),
}
