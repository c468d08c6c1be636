import { locations } from '../../../sdk/sandbox/world.ts'
import type { Context, Fields } from '../graphql/context.ts'
import { gid, readGid, time } from '../graphql/gid.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { isOpen } from '../orders/fulfilment-orders.ts'
import {
  ids,
  orderName,
  type Fulfilment,
  type FulfilmentOrder,
  type FulfilmentOrderLine,
  type Hold,
} from '../orders/order.ts'
import { lineTotal, originalTotal } from '../orders/sums.ts'
import { OrderView, type LineView } from './order-view.ts'
import { trackingInfoOf } from './tracking.ts'

export interface WorkView {
  readonly view: OrderView
  readonly work: FulfilmentOrder
}
interface WorkLineView extends WorkView {
  readonly part: FulfilmentOrderLine
}
interface HoldView {
  readonly hold: Hold
}
export interface FulfilmentView {
  readonly view: OrderView
  readonly fulfilment: Fulfilment
}
interface SentLineView {
  readonly view: OrderView
  readonly part: Fulfilment['lines'][number]
}

export const workViews = (view: OrderView): WorkView[] => view.order.fulfilmentOrders.map((work) => ({ view, work }))
export const fulfilmentViews = (view: OrderView): FulfilmentView[] =>
  view.order.fulfilments.map((fulfilment) => ({ view, fulfilment }))

const lineOf = (view: OrderView, id: number): LineView | undefined => view.lines().find((one) => one.line.id === id)

function orderAt({ shop }: Context, n: number): OrderView | undefined {
  const order = shop.orders.get(n)
  return order && new OrderView(order)
}

export function findWork(context: Context, id: number): WorkView | null {
  const view = orderAt(context, ids.fulfilmentOrderPlace(id))
  return (view && workViews(view).find((one) => one.work.id === id)) ?? null
}

export function findFulfilment(context: Context, id: number): FulfilmentView | null {
  const view = orderAt(context, ids.fulfilmentPlace(id))
  return (view && fulfilmentViews(view).find((one) => one.fulfilment.id === id)) ?? null
}

const actions: Readonly<Record<FulfilmentOrder['status'], readonly string[]>> = {
  OPEN: ['CREATE_FULFILLMENT', 'REPORT_PROGRESS', 'MOVE', 'HOLD', 'SPLIT'],
  IN_PROGRESS: ['CREATE_FULFILLMENT', 'MOVE', 'HOLD', 'SPLIT'],
  ON_HOLD: ['RELEASE_HOLD', 'HOLD', 'MOVE'],
  CLOSED: [],
  CANCELLED: [],
}

const methodNames = { SHIPPING: 'Shipping', PICK_UP: 'Pick up in store', NONE: null } as const

function deliveryMethod({ view, work }: WorkView) {
  return {
    id: gid('DeliveryMethod', work.id),
    methodType: work.method,
    presentedName: work.method === 'SHIPPING' ? (view.order.shipping[0]?.title ?? null) : methodNames[work.method],
    serviceCode: view.order.shipping[0]?.code ?? null,
    sourceReference: null,
    additionalInformation: null,
    brandedPromise: null,
    minDeliveryDateTime: null,
    maxDeliveryDateTime: null,
  }
}

function assignedLocation({ work }: WorkView, _: unknown, { shop }: Context) {
  const { name, city, country } = locations[work.location] as (typeof locations)[number]
  const empty = { address1: null, address2: null, phone: null, province: null, zip: null }
  return { ...empty, name, city, countryCode: country, location: shop.location(work.location) ?? null }
}

export const fulfilmentOrderFields: Fields<WorkView> = {
  id: ({ work }) => gid('FulfillmentOrder', work.id),
  order: ({ view }) => view,
  orderId: ({ view }) => gid('Order', ids.order(view.order.n)),
  orderName: ({ view }) => orderName(view.order.n),
  orderProcessedAt: ({ view }) => time(view.order.processedAt),
  createdAt: ({ work }) => time(work.createdAt),
  updatedAt: ({ work }) => time(work.updatedAt),
  status: ({ work }) => work.status,
  requestStatus: () => 'UNSUBMITTED',
  assignedLocation,
  deliveryMethod,
  fulfillAt: ({ view }) => time(view.order.processedAt),
  fulfillBy: () => null,
  internationalDuties: () => null,
  fulfillmentHolds: ({ work }) => work.holds.map((hold): HoldView => ({ hold })),
  supportedActions: ({ work }) => actions[work.status].map((action) => ({ action, externalUrl: null })),
  lineItems: ({ view, work }, args: PageArgs) =>
    pageOfList(
      work.lines.map((part): WorkLineView => ({ view, work, part })),
      args,
      `FulfillmentOrder.lineItems ${work.id}`,
    ),
  fulfillments: ({ view, work }, args: PageArgs) =>
    pageOfList(
      fulfilmentViews(view).filter((one) => one.fulfilment.fulfilmentOrders.includes(work.id)),
      args,
      `FulfillmentOrder.fulfillments ${work.id}`,
    ),
}

export const fulfilmentOrderLineFields: Fields<WorkLineView> = {
  id: ({ part }) => gid('FulfillmentOrderLineItem', part.id),
  lineItem: ({ view, part }) => lineOf(view, part.line),
  totalQuantity: ({ part }) => part.total,
  remainingQuantity: ({ part }) => part.remaining,
  sku: ({ view, part }) => lineOf(view, part.line)?.line.sku ?? null,
  productTitle: ({ view, part }) => lineOf(view, part.line)?.line.title ?? '',
  variantTitle: ({ view, part }) => lineOf(view, part.line)?.line.variantTitle ?? null,
  vendor: ({ view, part }) => lineOf(view, part.line)?.line.vendor ?? null,
  requiresShipping: ({ view, part }) => lineOf(view, part.line)?.line.requiresShipping ?? false,
  inventoryItemId: ({ view, part }) => {
    const variant = lineOf(view, part.line)?.line.variant ?? null
    return variant === null ? null : gid('InventoryItem', ids.inventoryItem(variant))
  },
  variant: ({ view, part }, _, { shop }) => {
    const variant = lineOf(view, part.line)?.line.variant ?? null
    return variant === null ? null : (shop.database.row('variants', variant) ?? null)
  },
  weight: ({ view, part }) => ({ unit: 'GRAMS', value: lineOf(view, part.line)?.line.grams ?? 0 }),
  warnings: () => [],
}

const reasons: Readonly<Record<string, string>> = {
  AWAITING_PAYMENT: 'Awaiting payment',
  AWAITING_RETURN_ITEMS: 'Awaiting return items',
  HIGH_RISK_OF_FRAUD: 'High risk of fraud',
  INCORRECT_ADDRESS: 'Incorrect address',
  INVENTORY_OUT_OF_STOCK: 'Inventory out of stock',
  UNKNOWN_DELIVERY_DATE: 'Unknown delivery date',
}

export const holdFields: Fields<HoldView> = {
  id: ({ hold }) => gid('FulfillmentHold', hold.id),
  reason: ({ hold }) => hold.reason,
  reasonNotes: ({ hold }) => hold.notes,
  displayReason: ({ hold }) => reasons[hold.reason] ?? 'Other',
  handle: ({ hold }) => hold.handle,
  heldByRequestingApp: ({ hold }) => hold.byApp,
}

export const fulfilmentFields: Fields<FulfilmentView> = {
  id: ({ fulfilment }) => gid('Fulfillment', fulfilment.id),
  legacyResourceId: ({ fulfilment }) => String(fulfilment.id),
  name: ({ fulfilment }) => fulfilment.name,
  createdAt: ({ fulfilment }) => time(fulfilment.at),
  updatedAt: ({ fulfilment }) => time(fulfilment.updatedAt),
  status: ({ fulfilment }) => fulfilment.status,
  displayStatus: ({ fulfilment }) => (fulfilment.status === 'SUCCESS' ? 'FULFILLED' : 'CANCELED'),
  order: ({ view }) => view,
  location: ({ fulfilment }, _, { shop }) => shop.location(fulfilment.location) ?? null,
  originAddress: ({ fulfilment }) => fulfilment.origin,
  requiresShipping: ({ fulfilment }) => fulfilment.method !== 'NONE',
  service: () => null,
  deliveredAt: () => null,
  estimatedDeliveryAt: () => null,
  inTransitAt: () => null,
  totalQuantity: ({ fulfilment }) => fulfilment.lines.reduce((all, one) => all + one.quantity, 0),
  trackingInfo: ({ fulfilment }, args: { first?: number | null }) => {
    const all = trackingInfoOf(fulfilment.tracking)
    return typeof args.first === 'number' ? all.slice(0, args.first) : all
  },
  fulfillmentLineItems: ({ view, fulfilment }, args: PageArgs) =>
    pageOfList(
      fulfilment.lines.map((part): SentLineView => ({ view, part })),
      args,
      `fulfillmentLineItems ${fulfilment.id}`,
    ),
  fulfillmentOrders: ({ view, fulfilment }, args: PageArgs) =>
    pageOfList(
      workViews(view).filter((one) => fulfilment.fulfilmentOrders.includes(one.work.id)),
      args,
      `Fulfillment.fulfillmentOrders ${fulfilment.id}`,
    ),
  events: ({ fulfilment }, args: PageArgs) => pageOfList([], args, `Fulfillment.events ${fulfilment.id}`),
}

export const fulfilmentLineFields: Fields<SentLineView> = {
  id: ({ part }) => gid('FulfillmentLineItem', part.id),
  lineItem: ({ view, part }) => lineOf(view, part.line),
  quantity: ({ part }) => part.quantity,
  originalTotalSet: ({ view, part }) => shareOf(view, part, originalTotal),
  discountedTotalSet: ({ view, part }) => shareOf(view, part, lineTotal),
}

function shareOf(view: OrderView, part: SentLineView['part'], amount: (line: LineView['line']) => number) {
  const line = lineOf(view, part.line)
  const share = (one: LineView['line']) => Math.round((amount(one) * part.quantity) / one.quantity)
  return line ? view.money(share(line.line), share(line.presented)) : view.money(0)
}

/** All the work there is, order by order; closed work only when asked for. */
export function workPage(args: PageArgs & { includeClosed?: boolean | null }, { shop }: Context) {
  const rows = shop.database.all<{ n: number; body: string | null }>(
    `SELECT n, body FROM orders WHERE ${args.includeClosed === true ? '1' : "fulfillment <> 'fulfilled' AND state <> 'cancelled'"} ORDER BY n`,
  )
  const all = rows
    .flatMap((row) => workViews(new OrderView(shop.orders.of(row.n, row.body))))
    .filter((one) => args.includeClosed === true || isOpen(one.work))
  return pageOfList(all, args, `fulfillmentOrders ${args.includeClosed === true}`)
}

export const idOf = (id: unknown, type: string): number | undefined => {
  const read = readGid(id)
  return read?.type === type ? read.id : undefined
}
