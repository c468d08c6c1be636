import { locations } from '../../../sdk/sandbox/world.ts'
import { gid } from '../graphql/gid.ts'
import { holdBack, isOpen, release } from '../orders/fulfilment-orders.ts'
import { cancelFulfilment, fulfil, openWork, type Sending } from '../orders/fulfilments.ts'
import { ids, orderName, type Fulfilment, type FulfilmentOrder, type Order } from '../orders/order.ts'
import { keepSent, trackingOf } from '../mutations/fulfilments.ts'
import type { Shop } from '../shop.ts'
import { orderChanged } from '../webhooks/announce.ts'
import { findOrder, invalid, onlyKnown, readFlag, readLines, readText, type Body, type LineWish } from './find.ts'

type Parts = Sending['parts']

/** Units of a line that is wished for, wherever they lie. */
function partsFor(order: Order, works: readonly FulfilmentOrder[], wish: LineWish): Parts {
  const sameLine = (line: number): boolean => {
    const known = order.lines.find((one) => one.id === line)
    if (wish.id !== undefined) return String(wish.id).endsWith(String(line))
    return known?.sku?.toLowerCase() === wish.sku?.toLowerCase()
  }
  let left = wish.quantity
  const parts = works.flatMap((work) =>
    work.lines
      .filter((one) => sameLine(one.line))
      .flatMap(({ id, remaining }) => {
        const quantity = Math.min(left, remaining)
        left -= quantity
        return quantity > 0 ? [{ work, id, quantity }] : []
      }),
  )
  if (left > 0) throw invalid(`Of ${wish.sku ?? wish.id ?? 'a line'} there are ${left} fewer to be sent than asked`)
  return parts
}

/** Each place and way of delivery has a fulfilment of its own. */
function byPlace(parts: Parts): Parts[] {
  const groups = new Map<string, Parts[number][]>()
  for (const part of parts) {
    const name = `${part.work.location} ${part.work.method}`
    groups.set(name, [...(groups.get(name) ?? []), part])
  }
  return [...groups.values()]
}

/** `POST /_sandbox/fulfil`: somebody in the shop marks an order, or lines of it, as sent. */
export function fulfilByHand(shop: Shop, body: Body) {
  onlyKnown(body, ['order', 'lines', 'tracking', 'carrier', 'url', 'notify', 'webhook'])
  const order = findOrder(shop, body['order'])
  const works = openWork(order).filter((one) => one.status !== 'ON_HOLD')
  const wishes = readLines(body['lines'])
  const parts = wishes
    ? wishes.flatMap((wish) => partsFor(order, works, wish))
    : works.flatMap((work) =>
        work.lines.flatMap(({ id, remaining }) => (remaining > 0 ? [{ work, id, quantity: remaining }] : [])),
      )
  if (parts.length === 0) throw invalid('There is nothing to be sent')
  const info = { company: readText(body, 'carrier'), number: readText(body, 'tracking'), url: readText(body, 'url') }
  const tracking = trackingOf({ company: info.company ?? null, number: info.number ?? null, url: info.url ?? null })
  if ('problem' in tracking) throw invalid(tracking.problem)
  const notify = readFlag(body, 'notify', false)
  return shop.database.transaction(() => {
    const made: Fulfilment[] = []
    for (const some of byPlace(parts)) {
      const one = fulfil(order, { parts: some, tracking, notify, at: Date.now() })
      keepSent(shop, order, one, 1, readFlag(body, 'webhook', true))
      made.push(one)
    }
    return { name: orderName(order.n), fulfillments: made.map((one) => gid('Fulfillment', one.id)) }
  })
}

/** `POST /_sandbox/cancel-fulfilment`: what was marked as sent did not leave; the last of an order unless one is named. */
export function cancelByHand(shop: Shop, body: Body) {
  onlyKnown(body, ['order', 'fulfilment', 'webhook'])
  const order = findOrder(shop, body['order'])
  const wanted = readText(body, 'fulfilment')
  const one = order.fulfilments.findLast(
    (some) => some.status === 'SUCCESS' && (wanted === undefined || gid('Fulfillment', some.id) === wanted),
  )
  if (!one) throw invalid('There is no such fulfilment')
  return shop.database.transaction(() => {
    cancelFulfilment(order, one, Date.now())
    keepSent(shop, order, one, -1, readFlag(body, 'webhook', true))
    return { name: orderName(order.n), fulfillment: gid('Fulfillment', one.id) }
  })
}

const reasons =
  /^(AWAITING_PAYMENT|AWAITING_RETURN_ITEMS|HIGH_RISK_OF_FRAUD|INCORRECT_ADDRESS|INVENTORY_OUT_OF_STOCK|OTHER|UNKNOWN_DELIVERY_DATE)$/

/** `POST /_sandbox/hold`: what is still to be sent waits, or with `release` waits no longer. */
export function holdByHand(shop: Shop, body: Body) {
  onlyKnown(body, ['order', 'reason', 'notes', 'location', 'release', 'webhook'])
  const order = findOrder(shop, body['order'])
  const location = readText(body, 'location')
  const place = location === undefined ? undefined : locations.findIndex((one) => one.name === location)
  if (place === -1) throw invalid(`"location" must be one of ${locations.map((one) => one.name).join(', ')}`)
  const reason = readText(body, 'reason')?.toUpperCase() ?? 'OTHER'
  if (!reasons.test(reason)) throw invalid('"reason" is not one that the shop knows')
  const off = readFlag(body, 'release', false)
  const at = Date.now()
  return shop.database.transaction(() => {
    const works = order.fulfilmentOrders.filter((one) => isOpen(one) && (place === undefined || one.location === place))
    for (const work of works) {
      if (off) release(order, work, () => true, at)
      else holdBack(order, work, { reason, notes: readText(body, 'notes') ?? null, handle: null, byApp: false }, at)
    }
    order.updatedAt = at
    shop.orders.save(order)
    if (readFlag(body, 'webhook', true)) orderChanged(shop, order, ['ORDERS_UPDATED'])
    return { name: orderName(order.n), id: gid('Order', ids.order(order.n)), works: works.length }
  })
}
