import { locations } from '../../../sdk/sandbox/world.ts'
import type { Context, Fields } from '../graphql/context.ts'
import { holdBack, isOpen, release, splitOff } from '../orders/fulfilment-orders.ts'
import { moveWork } from '../orders/fulfilments.ts'
import { ids, type FulfilmentOrder, type Order } from '../orders/order.ts'
import { findWork, idOf, type WorkView } from '../resolvers/fulfilment.ts'
import type { Shop } from '../shop.ts'
import { findLevel, promise } from '../store/levels.ts'
import { orderChanged } from '../webhooks/announce.ts'

interface LineInput {
  readonly id: string
  readonly quantity: number
}
interface HoldInput {
  readonly reason: string
  readonly reasonNotes?: string | null
  readonly handle?: string | null
  readonly fulfillmentOrderLineItems?: readonly LineInput[] | null
}

/** Asked-for parts of some work by line; undefined: all of it. A sentence when they are not there. */
function quantitiesOf(
  work: FulfilmentOrder,
  lines: readonly LineInput[] | null | undefined,
): ReadonlyMap<number, number> | undefined | string {
  if (!lines || lines.length === 0) return undefined
  const wanted = new Map<number, number>()
  for (const { id, quantity } of lines) {
    const line = work.lines.find((one) => one.id === idOf(id, 'FulfillmentOrderLineItem'))
    if (!line || quantity > line.remaining) return 'Invalid fulfillment order line item quantity requested.'
    if (quantity < 1) return 'Quantity must be greater than 0.'
    wanted.set(line.id, quantity)
  }
  return wanted
}

function keep(shop: Shop, order: Order): void {
  order.updatedAt = Date.now()
  shop.orders.save(order)
  orderChanged(shop, order, ['ORDERS_UPDATED'])
}

const again = (context: Context, id: number | undefined): WorkView | null =>
  id === undefined ? null : findWork(context, id)

function hold(id: string, input: HoldInput, context: Context) {
  const refuse = (message: string, code: string, field: readonly string[] = ['id']) => ({
    fulfillmentHold: null,
    fulfillmentOrder: null,
    remainingFulfillmentOrder: null,
    userErrors: [{ field, message, code }],
  })
  const found = findWork(context, idOf(id, 'FulfillmentOrder') ?? 0)
  if (!found) return refuse('Fulfillment order could not be found.', 'FULFILLMENT_ORDER_NOT_FOUND')
  const { work, view } = found
  if (!isOpen(work)) return refuse('The fulfillment order is not in an open state.', 'TAKEN')
  const handle = input.handle ?? null
  if (work.holds.some((one) => one.byApp && one.handle === handle)) {
    return refuse('The handle has already been taken.', 'DUPLICATE_FULFILLMENT_HOLD_HANDLE', [
      'fulfillmentHold',
      'handle',
    ])
  }
  const quantities = quantitiesOf(work, input.fulfillmentOrderLineItems)
  if (typeof quantities === 'string') {
    return refuse(quantities, 'INVALID_LINE_ITEM_QUANTITY', ['fulfillmentHold', 'fulfillmentOrderLineItems'])
  }
  const at = Date.now()
  const held = quantities ? splitOff(view.order, work, quantities, at) : work
  const made = holdBack(
    view.order,
    held,
    { reason: input.reason, notes: input.reasonNotes ?? null, handle, byApp: true },
    at,
  )
  keep(context.shop, view.order)
  return {
    fulfillmentHold: { hold: made },
    fulfillmentOrder: again(context, held.id),
    remainingFulfillmentOrder: held === work ? null : again(context, work.id),
    userErrors: [],
  }
}

function releaseHold(args: { id: string; holdIds?: readonly string[] | null }, context: Context) {
  const found = findWork(context, idOf(args.id, 'FulfillmentOrder') ?? 0)
  if (!found) {
    const message = 'Fulfillment order could not be found.'
    return { fulfillmentOrder: null, userErrors: [{ field: ['id'], message, code: 'FULFILLMENT_ORDER_NOT_FOUND' }] }
  }
  const { work, view } = found
  const which = args.holdIds?.map((id) => idOf(id, 'FulfillmentHold'))
  release(view.order, work, (one) => (which ? which.includes(one.id) : true), Date.now())
  keep(context.shop, view.order)
  return { fulfillmentOrder: again(context, work.id), userErrors: [] }
}

function move(
  args: { id: string; newLocationId: string; fulfillmentOrderLineItems?: readonly LineInput[] | null },
  context: Context,
) {
  const refuse = (message: string, field: readonly string[] = ['id']) => ({
    movedFulfillmentOrder: null,
    originalFulfillmentOrder: null,
    remainingFulfillmentOrder: null,
    userErrors: [{ field, message }],
  })
  const found = findWork(context, idOf(args.id, 'FulfillmentOrder') ?? 0)
  if (!found) return refuse('Fulfillment order could not be found.')
  const { work, view } = found
  const to = (idOf(args.newLocationId, 'Location') ?? 0) - ids.location(0)
  if (!locations[to]) return refuse('Location not found.', ['newLocationId'])
  if (!isOpen(work)) return refuse('Fulfillment order is not in a movable state.')
  if (to === work.location)
    return refuse('The fulfillment order is already assigned to that location.', ['newLocationId'])
  const quantities = quantitiesOf(work, args.fulfillmentOrderLineItems)
  if (typeof quantities === 'string') return refuse(quantities, ['fulfillmentOrderLineItems'])
  const fault = moveStock(context.shop, view.order, work, to, quantities)
  if (fault !== undefined) return refuse(fault, ['newLocationId'])
  const moved = moveWork(view.order, work, to, quantities, Date.now())
  keep(context.shop, view.order)
  return {
    movedFulfillmentOrder: again(context, moved.id),
    originalFulfillmentOrder: again(context, work.id),
    remainingFulfillmentOrder: moved === work ? null : again(context, work.id),
    userErrors: [],
  }
}

/** Promised units are promised at the new place, which must stock them. */
function moveStock(
  shop: Shop,
  order: Order,
  work: FulfilmentOrder,
  to: number,
  quantities: ReadonlyMap<number, number> | undefined,
): string | undefined {
  const moving = work.lines.map((one) => ({
    variant: order.lines.find((line) => line.id === one.line)?.variant ?? null,
    quantity: quantities ? (quantities.get(one.id) ?? 0) : one.remaining,
  }))
  for (const { variant, quantity } of moving) {
    if (variant === null || quantity === 0) continue
    const level = findLevel(shop.database, ids.inventoryItem(variant), ids.location(to))
    if (level?.active !== 1) return 'The items are not stocked at the new location.'
  }
  for (const { variant, quantity } of moving) {
    promise(shop.database, variant, -quantity, work.location)
    promise(shop.database, variant, quantity, to)
  }
  return undefined
}

export const fulfilmentOrderMutations: Fields = {
  fulfillmentOrderHold: (_, args: { id: string; fulfillmentHold: HoldInput }, context) =>
    hold(args.id, args.fulfillmentHold, context),
  fulfillmentOrderReleaseHold: (_, args: { id: string; holdIds?: readonly string[] | null }, context) =>
    releaseHold(args, context),
  fulfillmentOrderMove: (_, args: Parameters<typeof move>[0], context) => move(args, context),
}
