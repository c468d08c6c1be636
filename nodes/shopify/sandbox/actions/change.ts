import { gid, time } from '../graphql/gid.ts'
import { ids, orderName, type Order, type Refund, type RefundLine } from '../orders/order.ts'
import { addUnits, callOff } from '../orders/fulfilment-orders.ts'
import { addTransaction, markPaid, refund } from '../orders/payment.ts'
import { lineTotal, removedFrom, taxOn, totalsOf } from '../orders/sums.ts'
import type { Shop } from '../shop.ts'
import { promise, takeBack } from '../store/levels.ts'
import { orderChanged, refundMade } from '../webhooks/announce.ts'
import { findLine, findOrder, invalid, onlyKnown, readCents, readFlag, readLines, readText, type Body } from './find.ts'
import { addedLine } from './add-line.ts'

function finish(shop: Shop, order: Order, topics: readonly string[], refunds: readonly Refund[], tell: boolean) {
  shop.orders.save(order)
  if (tell) {
    for (const one of refunds) refundMade(shop, order, one)
    orderChanged(shop, order, topics)
  }
  return {
    name: orderName(order.n),
    id: gid('Order', ids.order(order.n)),
    updatedAt: time(order.updatedAt),
    ...(refunds[0] ? { refund: gid('Refund', refunds[0].id) } : {}),
  }
}

/** More of a line: VAT is reckoned anew over the whole of it; discounts stay what they were. */
function raise(order: Order, place: number, quantity: number): void {
  const line = order.lines[place]
  if (!line) return
  const gone = removedFrom(order, line)
  if (gone.quantity > 0) throw invalid('The sandbox cannot add to a line that units were taken from')
  line.quantity = quantity
  for (const tax of line.taxes) tax.cents = taxOn(lineTotal(line), tax.rate, order.taxesIncluded)
}

function editLines(shop: Shop, order: Order, body: Body, at: number): boolean {
  const wishes = readLines(body['lines'])
  if (!wishes) return false
  const less = new Map<number, number>()
  for (const wish of wishes) {
    const line = findLine(order, wish)
    if (!line) {
      const made = addedLine(shop, order, wish)
      order.lines.push(made)
      addUnits(order, made, made.quantity, 0, at)
      promise(shop.database, made.variant, made.quantity)
      continue
    }
    const now = line.quantity - removedFrom(order, line).quantity
    if (wish.quantity > now) {
      raise(order, order.lines.indexOf(line), wish.quantity)
      const from = order.fulfilmentOrders.find((one) => one.lines.some((part) => part.line === line.id))?.location ?? 0
      addUnits(order, line, wish.quantity - now, from, at)
      promise(shop.database, line.variant, wish.quantity - now, from)
    } else if (wish.quantity < now) less.set(line.id, now - wish.quantity)
  }
  if (less.size > 0) {
    const made = refund(order, { lines: less, shipping: false, restock: 'CANCEL', note: null, at, money: false })
    for (const part of made.lines) restockLine(shop, order, part)
  }
  order.edited = true
  return true
}

/** What the merchant changes on an order: its lines (the quantity each should have), and what is written on it. */
export function editOrder(shop: Shop, body: Body) {
  onlyKnown(body, ['order', 'lines', 'note', 'tags', 'email', 'pay', 'webhook'])
  const order = findOrder(shop, body['order'])
  const at = Date.now()
  return shop.database.transaction(() => {
    const edited = editLines(shop, order, body, at)
    order.note = readText(body, 'note') ?? order.note
    order.email = readText(body, 'email') ?? order.email
    const tags = body['tags']
    if (tags !== undefined && !Array.isArray(tags)) throw invalid('"tags" must be a list')
    if (Array.isArray(tags)) order.tags = tags.map(String)
    const pay = readFlag(body, 'pay', false)
    if (pay) markPaid(order, at)
    order.updatedAt = at
    const topics = [...(edited ? ['ORDERS_EDITED'] : []), ...(pay ? ['ORDERS_PAID'] : []), 'ORDERS_UPDATED']
    return finish(shop, order, topics, [], readFlag(body, 'webhook', true))
  })
}

/** Marks an order as paid. */
export function payOrder(shop: Shop, body: Body) {
  onlyKnown(body, ['order', 'webhook'])
  return editOrder(shop, { ...body, pay: true })
}

export function cancelOrder(shop: Shop, body: Body) {
  onlyKnown(body, ['order', 'reason', 'refund', 'webhook'])
  const order = findOrder(shop, body['order'])
  if (order.cancelledAt !== null) throw invalid('The order is cancelled already')
  const at = Date.now()
  return shop.database.transaction(() => {
    const totals = totalsOf(order)
    const giveBack = readFlag(body, 'refund', totals.received > totals.refunded)
    const made: Refund[] = []
    if (giveBack || totals.received === 0) {
      made.push(refund(order, { shipping: true, restock: 'CANCEL', note: null, at, money: giveBack }))
      for (const part of made[0]?.lines ?? []) restockLine(shop, order, part)
    }
    for (const { work, units } of callOff(order, at)) {
      const line = order.lines.find((one) => one.id === units.line)
      promise(shop.database, line?.variant ?? null, -units.quantity, work.location)
    }
    if (totals.received === 0) {
      const gateway = order.transactions[0]?.gateway ?? 'manual'
      addTransaction(order, { kind: 'VOID', gateway, cents: Math.max(0, totals.authorised), at })
    }
    order.cancelledAt = at
    order.cancelReason = readText(body, 'reason')?.toUpperCase() ?? 'CUSTOMER'
    order.updatedAt = at
    return finish(shop, order, ['ORDERS_CANCELLED', 'ORDERS_UPDATED'], made, readFlag(body, 'webhook', true))
  })
}

/** Gives money back: named lines, all that is open, or an amount apart from any line. */
export function refundOrder(shop: Shop, body: Body) {
  onlyKnown(body, ['order', 'lines', 'shipping', 'restock', 'amount', 'note', 'webhook'])
  const order = findOrder(shop, body['order'])
  const wishes = readLines(body['lines'])
  const amount = readCents(body['amount'], 'amount')
  const lines = wishes && new Map<number, number>()
  for (const wish of wishes ?? []) {
    const line = findLine(order, wish)
    if (!line) throw invalid(`The order has no line ${wish.sku ?? wish.id ?? ''}`)
    lines?.set(line.id, (lines.get(line.id) ?? 0) + wish.quantity)
  }
  const restock = readFlag(body, 'restock', true)
  const shipping = readFlag(body, 'shipping', wishes === undefined && amount === undefined)
  const at = Date.now()
  return shop.database.transaction(() => {
    const made = refund(order, {
      ...(lines ? { lines } : {}),
      ...(amount === undefined ? {} : { amount }),
      shipping,
      restock: restock ? 'RETURN' : 'NO_RESTOCK',
      note: readText(body, 'note') ?? null,
      at,
      money: true,
    })
    if (made.lines.length + made.shipping.length + made.adjustments.length === 0) {
      throw invalid('There is nothing left to refund')
    }
    for (const part of made.lines) restockLine(shop, order, part)
    return finish(shop, order, ['ORDERS_UPDATED'], [made], readFlag(body, 'webhook', true))
  })
}

/** What was still to be sent is free again; what had left is back on the shelf only when it is restocked. */
function restockLine(shop: Shop, order: Order, part: RefundLine): void {
  const variant = order.lines.find((one) => one.id === part.line)?.variant ?? null
  for (const { location, quantity, sent } of part.units) {
    if (!sent) promise(shop.database, variant, -quantity, location)
    else if (part.restock !== 'NO_RESTOCK') takeBack(shop.database, variant, quantity, location)
  }
}
