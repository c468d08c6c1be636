import type { Context, Fields } from '../graphql/context.ts'
import { findFulfilment, findWork, idOf, type WorkView } from '../resolvers/fulfilment.ts'
import { cancelFulfilment, fulfil, allOf, type Sending } from '../orders/fulfilments.ts'
import type { Fulfilment, FulfilmentOrder, Order, Tracking } from '../orders/order.ts'
import type { Shop } from '../shop.ts'
import { ship } from '../store/levels.ts'
import { fulfilmentChanged } from '../webhooks/announce.ts'

interface LineInput {
  readonly id: string
  readonly quantity: number
}
export interface TrackingInput {
  readonly company?: string | null
  readonly number?: string | null
  readonly url?: string | null
  readonly numbers?: readonly string[] | null
  readonly urls?: readonly string[] | null
}
interface Input {
  readonly lineItemsByFulfillmentOrder: readonly {
    readonly fulfillmentOrderId: string
    readonly fulfillmentOrderLineItems?: readonly LineInput[] | null
  }[]
  readonly notifyCustomer?: boolean | null
  readonly trackingInfo?: TrackingInput | null
  readonly originAddress?: Readonly<Record<string, string | null>> | null
}

/** What Shopify takes in one call. */
const mostLines = 512

interface Problem {
  readonly problem: string
}
const isProblem = (value: object): value is Problem => 'problem' in value
const refusal = (message: string, field: readonly string[] = ['fulfillment']) => ({
  fulfillment: null,
  userErrors: [{ field, message }],
})

const filled = (list: readonly (string | null | undefined)[]): string[] =>
  list.filter((one): one is string => typeof one === 'string' && one !== '')

export function trackingOf(input: TrackingInput | null | undefined): Tracking | Problem {
  const { company, number, url, numbers, urls } = input ?? {}
  const single = filled([number, url]).length > 0
  if (single && ((numbers?.length ?? 0) > 0 || (urls?.length ?? 0) > 0)) {
    return { problem: 'Tracking info cannot have both number and numbers, or url and urls.' }
  }
  return {
    company: company ?? null,
    numbers: filled(single ? [number] : (numbers ?? [])),
    urls: filled(single ? [url] : (urls ?? [])),
  }
}

/** All that is to be sent in one call: of one order, from one place, one way. */
function together(works: readonly WorkView[]): Problem | undefined {
  const [first] = works
  if (!first) return { problem: "Line items by fulfillment order can't be blank" }
  const differs = (value: (one: WorkView) => unknown) => works.some((one) => value(one) !== value(first))
  if (differs((one) => one.view.order.n)) return { problem: 'All fulfillment orders must belong to the same order.' }
  if (differs((one) => one.work.location)) {
    return { problem: 'All fulfillment orders must be assigned to a single location.' }
  }
  if (differs((one) => one.work.method))
    return { problem: 'All fulfillment orders must have the same delivery method.' }
  return undefined
}

/** The units that are asked for of some work; without a list, all that is left of it. */
function partsOf(work: FulfilmentOrder, lines: readonly LineInput[] | null | undefined): Sending['parts'] | Problem {
  if (work.status !== 'OPEN' && work.status !== 'IN_PROGRESS') {
    return { problem: `Fulfillment order ${work.id} has an unfulfillable status= ${work.status.toLowerCase()}.` }
  }
  if (!lines || lines.length === 0) return allOf(work)
  const wanted = new Map<number, number>()
  const wrong = { problem: 'Invalid fulfillment order line item quantity requested.' }
  for (const { id, quantity } of lines) {
    const number = idOf(id, 'FulfillmentOrderLineItem')
    if (number === undefined || quantity < 1) return wrong
    wanted.set(number, (wanted.get(number) ?? 0) + quantity)
  }
  for (const [id, quantity] of wanted) {
    const line = work.lines.find((one) => one.id === id)
    if (!line || quantity > line.remaining) return wrong
  }
  return [...wanted].map(([id, quantity]) => ({ work, id, quantity }))
}

function readSending(input: Input, context: Context): { order: Order; parts: Sending['parts'] } | Problem {
  const works: WorkView[] = []
  for (const { fulfillmentOrderId } of input.lineItemsByFulfillmentOrder) {
    const known = works.find((one) => one.work.id === idOf(fulfillmentOrderId, 'FulfillmentOrder'))
    const found = known ?? findWork(context, idOf(fulfillmentOrderId, 'FulfillmentOrder') ?? 0)
    if (!found) return { problem: 'Fulfillment order does not exist.' }
    works.push(found)
  }
  const wrong = together(works)
  if (wrong) return wrong
  // All of them are parts of one order, which is read once.
  const order = (works[0] as WorkView).view.order
  const parts: Sending['parts'][number][] = []
  for (const [place, one] of input.lineItemsByFulfillmentOrder.entries()) {
    const work = order.fulfilmentOrders.find((some) => some.id === works[place]?.work.id)
    const some = work ? partsOf(work, one.fulfillmentOrderLineItems) : { problem: 'Fulfillment order does not exist.' }
    if (isProblem(some)) return some
    parts.push(...some)
  }
  if (parts.length > mostLines) {
    return { problem: `The number of fulfillment order line items exceeds the maximum of ${mostLines}.` }
  }
  return { order, parts }
}

/** Keeps an order from which something left (or did not, after all), the stock with it, and tells who listens. */
export function keepSent(shop: Shop, order: Order, one: Fulfilment, sign: 1 | -1, tell = true): void {
  for (const part of one.lines) {
    const variant = order.lines.find((line) => line.id === part.line)?.variant ?? null
    ship(shop.database, variant, sign * part.quantity, one.location)
  }
  shop.orders.save(order)
  if (tell) fulfilmentChanged(shop, order, one, sign === 1 ? 'FULFILLMENTS_CREATE' : 'FULFILLMENTS_UPDATE')
}

function create(input: Input, context: Context) {
  const tracking = trackingOf(input.trackingInfo)
  if (isProblem(tracking)) return refusal(tracking.problem, ['fulfillment', 'trackingInfo'])
  const sending = readSending(input, context)
  if (isProblem(sending)) return refusal(sending.problem)
  const { order, parts } = sending
  const notify = input.notifyCustomer === true
  const made = fulfil(order, { parts, tracking, origin: input.originAddress ?? null, notify, at: Date.now() })
  keepSent(context.shop, order, made, 1)
  return { fulfillment: findFulfilment(context, made.id), userErrors: [] }
}

function updateTracking(
  args: { fulfillmentId: string; trackingInfoInput: TrackingInput; notifyCustomer?: boolean | null },
  context: Context,
) {
  const found = findFulfilment(context, idOf(args.fulfillmentId, 'Fulfillment') ?? 0)
  if (!found) return refusal('Fulfillment does not exist.', ['fulfillmentId'])
  const tracking = trackingOf(args.trackingInfoInput)
  if (isProblem(tracking)) return refusal(tracking.problem, ['trackingInfoInput'])
  const { fulfilment, view } = found
  if (fulfilment.status !== 'SUCCESS') return refusal('Fulfillment is cancelled.', ['fulfillmentId'])
  fulfilment.tracking = tracking
  fulfilment.updatedAt = view.order.updatedAt = Date.now()
  if (args.notifyCustomer === true) fulfilment.notified += 1
  context.shop.orders.save(view.order)
  fulfilmentChanged(context.shop, view.order, fulfilment, 'FULFILLMENTS_UPDATE')
  return { fulfillment: findFulfilment(context, fulfilment.id), userErrors: [] }
}

function cancel(id: string, context: Context) {
  const found = findFulfilment(context, idOf(id, 'Fulfillment') ?? 0)
  if (!found) return refusal('Fulfillment does not exist.', ['id'])
  const { fulfilment, view } = found
  if (fulfilment.status !== 'SUCCESS') return refusal('Fulfillment is already cancelled.', ['id'])
  cancelFulfilment(view.order, fulfilment, Date.now())
  keepSent(context.shop, view.order, fulfilment, -1)
  return { fulfillment: findFulfilment(context, fulfilment.id), userErrors: [] }
}

export const fulfilmentMutations: Fields = {
  fulfillmentCreate: (_, args: { fulfillment: Input }, context) => create(args.fulfillment, context),
  fulfillmentTrackingInfoUpdate: (_, args: Parameters<typeof updateTracking>[0], context) =>
    updateTracking(args, context),
  fulfillmentCancel: (_, args: { id: string }, context) => cancel(args.id, context),
}
