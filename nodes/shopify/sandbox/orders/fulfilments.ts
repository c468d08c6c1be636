import { isOpen, refresh, splitOff } from './fulfilment-orders.ts'
import { ids, orderName, type Fulfilment, type FulfilmentOrder, type Order, type Tracking } from './order.ts'

/** What leaves: some units of some lines of work at one place, delivered one way. */
export interface Sending {
  readonly parts: readonly { readonly work: FulfilmentOrder; readonly id: number; readonly quantity: number }[]
  readonly tracking: Tracking
  readonly origin?: Fulfilment['origin']
  readonly notify: boolean
  readonly at: number
}

/** Everything of some work that is still to be sent. */
export function allOf(work: FulfilmentOrder): Sending['parts'] {
  return work.lines.flatMap(({ id, remaining }) => (remaining > 0 ? [{ work, id, quantity: remaining }] : []))
}

/** Marks as sent; who calls has made sure that it is there to be sent. */
export function fulfil(order: Order, sending: Sending): Fulfilment {
  const { parts, at } = sending
  const first = parts[0]?.work
  const sums = new Map<number, number>()
  for (const { work, id, quantity } of parts) {
    const line = work.lines.find((one) => one.id === id)
    if (!line) continue
    line.remaining -= quantity
    work.updatedAt = at
    sums.set(line.line, (sums.get(line.line) ?? 0) + quantity)
  }
  const place = order.fulfilments.length + 1
  const before = order.fulfilments.reduce((all, one) => all + one.lines.length, 0)
  const made: Fulfilment = {
    id: ids.fulfilment(order.n, place),
    name: `${orderName(order.n)}-F${place}`,
    at,
    updatedAt: at,
    location: first?.location ?? 0,
    method: first?.method ?? 'SHIPPING',
    status: 'SUCCESS',
    tracking: sending.tracking,
    lines: [...sums].map(([line, quantity], i) => ({
      id: ids.fulfilmentLine(order.n, before + i + 1),
      line,
      quantity,
    })),
    fulfilmentOrders: [...new Set(parts.map((one) => one.work.id))],
    origin: sending.origin ?? null,
    notified: sending.notify ? 1 : 0,
  }
  order.fulfilments.push(made)
  order.updatedAt = at
  refresh(order)
  return made
}

/** It did not leave after all: its units are to be sent again, as new work at the same place. */
export function cancelFulfilment(order: Order, one: Fulfilment, at: number): void {
  one.status = 'CANCELLED'
  one.updatedAt = at
  const made: FulfilmentOrder = {
    id: ids.fulfilmentOrder(order.n, order.fulfilmentOrders.length + 1),
    location: one.location,
    method: one.method,
    status: 'OPEN',
    lines: [],
    holds: [],
    createdAt: at,
    updatedAt: at,
  }
  const count = order.fulfilmentOrders.reduce((all, some) => all + some.lines.length, 0)
  made.lines = one.lines.map(({ line, quantity }, i) => ({
    id: ids.fulfilmentOrderLine(order.n, count + i + 1),
    line,
    total: quantity,
    remaining: quantity,
  }))
  order.fulfilmentOrders.push(made)
  order.updatedAt = at
  refresh(order)
}

/** Work goes to another place; what was sent from the old one stays there. */
export function moveWork(
  order: Order,
  work: FulfilmentOrder,
  location: number,
  quantities: ReadonlyMap<number, number> | undefined,
  at: number,
): FulfilmentOrder {
  const moved = splitOff(order, work, quantities, at)
  moved.location = location
  moved.updatedAt = at
  order.updatedAt = at
  return moved
}

export const openWork = (order: Order): FulfilmentOrder[] => order.fulfilmentOrders.filter(isOpen)
