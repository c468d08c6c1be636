import {
  ids,
  type DeliveryMethod,
  type FulfilmentOrder,
  type FulfilmentOrderLine,
  type Hold,
  type Line,
  type Order,
  type Units,
} from './order.ts'

/** Lines that go nowhere have a method of their own; what is fetched in the shop is not sent. */
function methodOf(order: Order, line: Line): DeliveryMethod {
  if (!line.requiresShipping) return 'NONE'
  return order.shipping.some((one) => one.code === 'afhalen') ? 'PICK_UP' : 'SHIPPING'
}

function newOrder(order: Order, location: number, method: DeliveryMethod, at: number): FulfilmentOrder {
  const id = ids.fulfilmentOrder(order.n, order.fulfilmentOrders.length + 1)
  const made: FulfilmentOrder = {
    id,
    location,
    method,
    status: 'OPEN',
    lines: [],
    holds: [],
    createdAt: at,
    updatedAt: at,
  }
  order.fulfilmentOrders.push(made)
  return made
}

function addLine(order: Order, to: FulfilmentOrder, line: number, quantity: number): FulfilmentOrderLine {
  const made = order.fulfilmentOrders.reduce((all, one) => all + one.lines.length, 0)
  const id = ids.fulfilmentOrderLine(order.n, made + 1)
  const added = { id, line, total: quantity, remaining: quantity }
  to.lines.push(added)
  return added
}

/** Units of a line to be sent from a place: with what is already to be sent from there, else as work of its own. */
export function addUnits(order: Order, line: Line, quantity: number, location: number, at: number): void {
  const method = methodOf(order, line)
  const open = order.fulfilmentOrders.find(
    (one) => one.location === location && one.method === method && isOpen(one) && one.status !== 'IN_PROGRESS',
  )
  const to = open ?? newOrder(order, location, method, at)
  const known = to.lines.find((one) => one.line === line.id)
  if (known) {
    known.total += quantity
    known.remaining += quantity
  } else addLine(order, to, line.id, quantity)
  to.updatedAt = at
  refresh(order)
}

/** The work of a new order: by place and by how it is delivered. */
export function assign(order: Order, locationOf: (line: Line, place: number) => number = () => 0): void {
  for (const [place, line] of order.lines.entries()) {
    addUnits(order, line, line.quantity, locationOf(line, place), order.createdAt)
  }
}

export const isOpen = (one: FulfilmentOrder): boolean => one.status !== 'CLOSED' && one.status !== 'CANCELLED'
export const remainingOf = (one: FulfilmentOrder): number => one.lines.reduce((all, line) => all + line.remaining, 0)

/** How many units of a line went out. */
export function sentOf(order: Order, line: number): number {
  return order.fulfilments
    .filter((one) => one.status === 'SUCCESS')
    .flatMap((one) => one.lines)
    .reduce((all, one) => all + (one.line === line ? one.quantity : 0), 0)
}

/** How many units of a line are still to be sent. */
export function unsentOf(order: Order, line: number): number {
  return order.fulfilmentOrders
    .flatMap((one) => one.lines)
    .reduce((all, one) => all + (one.line === line ? one.remaining : 0), 0)
}

/** States of the work and of the order, after anything changed. */
export function refresh(order: Order): void {
  for (const one of order.fulfilmentOrders.filter(isOpen)) {
    const remaining = remainingOf(one)
    const total = one.lines.reduce((all, line) => all + line.total, 0)
    if (remaining === 0) one.status = total === 0 ? 'CANCELLED' : 'CLOSED'
    else if (one.holds.length > 0) one.status = 'ON_HOLD'
    else one.status = remaining < total ? 'IN_PROGRESS' : 'OPEN'
  }
  const open = order.fulfilmentOrders.filter(isOpen)
  const sent = order.fulfilments.some((one) => one.status === 'SUCCESS')
  if (sent) order.fulfillment = open.length === 0 ? 'FULFILLED' : 'PARTIALLY_FULFILLED'
  else order.fulfillment = open.length > 0 && open.every((one) => one.status === 'ON_HOLD') ? 'ON_HOLD' : 'UNFULFILLED'
}

/**
 * Units leave an order: what came back was sent before, anything else is rather what still lies here. Answers where
 * they were, for whoever keeps the stock.
 */
export function takeOut(order: Order, line: number, quantity: number, cameBack: boolean): Units[] {
  // What was refunded before cannot come back a second time.
  const earlier = order.refunds.flatMap((one) => one.lines).filter((one) => one.line === line)
  const returned = earlier.flatMap((one) => one.units).reduce((all, one) => all + (one.sent ? one.quantity : 0), 0)
  const away = Math.max(0, sentOf(order, line) - returned)
  const units: Units[] = []
  let left = quantity
  const fromSent = (): void => {
    const some = Math.min(left, away - units.reduce((all, one) => all + (one.sent ? one.quantity : 0), 0))
    const from = order.fulfilments.findLast((one) => one.lines.some((part) => part.line === line))
    if (some > 0) units.push({ location: from?.location ?? 0, quantity: some, sent: true })
    left -= Math.max(0, some)
  }
  if (cameBack) fromSent()
  for (const one of order.fulfilmentOrders.filter(isOpen)) {
    for (const part of one.lines.filter((some) => some.line === line && some.remaining > 0)) {
      const some = Math.min(left, part.remaining)
      if (some < 1) continue
      part.remaining -= some
      part.total -= some
      left -= some
      units.push({ location: one.location, quantity: some, sent: false })
    }
  }
  if (!cameBack) fromSent()
  refresh(order)
  return units
}

/** Nothing of it is to be sent any more: a cancelled order. Answers what was still to be sent. */
export function callOff(order: Order, at: number) {
  const off = order.fulfilmentOrders.filter(isOpen).flatMap((work) => {
    const open = work.lines.filter((line) => line.remaining > 0)
    return open.map((line) => ({ work, units: { line: line.line, quantity: line.remaining } }))
  })
  for (const work of order.fulfilmentOrders.filter(isOpen)) {
    for (const line of work.lines) {
      line.total -= line.remaining
      line.remaining = 0
    }
    work.updatedAt = at
  }
  refresh(order)
  return off
}

/** The part of some work that is given, as work of its own; all of it when nothing is given. */
export function splitOff(
  order: Order,
  from: FulfilmentOrder,
  quantities: ReadonlyMap<number, number> | undefined,
  at: number,
): FulfilmentOrder {
  const whole = !quantities || from.lines.every((one) => (quantities.get(one.id) ?? 0) === one.remaining)
  if (whole && from.status !== 'IN_PROGRESS') return from
  const made = newOrder(order, from.location, from.method, at)
  for (const one of from.lines) {
    const quantity = quantities ? (quantities.get(one.id) ?? 0) : one.remaining
    if (quantity < 1) continue
    one.remaining -= quantity
    one.total -= quantity
    addLine(order, made, one.line, quantity)
  }
  from.updatedAt = at
  refresh(order)
  return made
}

export function holdBack(order: Order, one: FulfilmentOrder, hold: Omit<Hold, 'id'>, at: number): Hold {
  const made = { ...hold, id: ids.hold(order.n, order.fulfilmentOrders.flatMap((some) => some.holds).length + 1) }
  one.holds.push(made)
  one.updatedAt = at
  refresh(order)
  return made
}

export function release(order: Order, one: FulfilmentOrder, which: (hold: Hold) => boolean, at: number): void {
  one.holds = one.holds.filter((hold) => !which(hold))
  one.updatedAt = at
  if (one.status === 'ON_HOLD') one.status = 'OPEN'
  refresh(order)
}
