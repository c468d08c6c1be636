import { plainSku } from '../../variants/variant.ts'
import type { OrderWork, SentLine } from './order-work.ts'
import { hasNumberOf, type Tracking } from './tracking.ts'
import type { WantedLine } from './wanted.ts'

/** What of the wanted lines is left when these were sent. */
export function without(wanted: readonly WantedLine[], sent: readonly SentLine[]): WantedLine[] {
  const left = sent.map((one) => ({ ...one }))
  const take = (wish: number, fits: (some: SentLine) => boolean): number => {
    let quantity = wish
    for (const some of left.filter(fits)) {
      const taken = Math.min(quantity, some.quantity)
      quantity -= taken
      some.quantity -= taken
    }
    return quantity
  }
  // Those that name a line come first, so that others of the same article do not take their units away.
  const open = wanted.map((one) => ({
    one,
    quantity: take(one.quantity, (some) => some.lineItem === one.lineItem),
  }))
  return open.flatMap(({ one, quantity: wish }) => {
    const quantity = take(wish, (some) => plainSku(some.sku) === plainSku(one.sku))
    return quantity > 0 ? [{ ...one, quantity }] : []
  })
}

/** What was marked as sent and is on the shipment no longer. */
export function tooMuchSent(sent: readonly SentLine[], left: readonly WantedLine[]): WantedLine[] {
  return without(
    sent,
    left.map(({ sku, quantity, lineItem = '' }) => ({ sku, quantity, lineItem })),
  )
}

export interface ByHand {
  /** Marked as sent with this very tracking number: that was this shipment. */
  readonly same: readonly SentLine[]
  /** Marked as sent otherwise, not by Koppel: units of which it cannot be told which shipment they left with. */
  readonly other: readonly SentLine[]
}

/** What people or other programs marked as sent. `ours`: the ids of those that Koppel made. */
export function sentByHand(order: OrderWork, ours: ReadonlySet<string>, tracking: Tracking | undefined): ByHand {
  const others = order.sent.filter((one) => one.status === 'SUCCESS' && !ours.has(one.id))
  const same = others.filter((one) => tracking !== undefined && hasNumberOf(one.tracking, tracking))
  return {
    same: same.flatMap((one) => one.lines),
    other: others.filter((one) => !same.includes(one)).flatMap((one) => one.lines),
  }
}

export function unitsOf(sku: string, lines: readonly SentLine[]): number {
  return lines.reduce((all, one) => all + (plainSku(one.sku) === plainSku(sku) ? one.quantity : 0), 0)
}
