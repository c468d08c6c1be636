import type { KnownEffect } from '../../../sdk/context.ts'
import type { FulfilmentInput } from '../../client/documents/fulfilments.ts'
import type { Piece } from './allocate.ts'
import type { OrderWork, SentLine } from './order-work.ts'

export interface NotedLine extends SentLine {
  /** The line of the fulfillment order, and that fulfillment order. */
  readonly id: string
  readonly work: string
}

/** What is remembered of a fulfilment: with its intent, and afterwards with its reference. */
export interface Note {
  readonly order: string
  readonly place: string
  readonly notify: boolean
  /** What its tracking was made into; see `fingerprint`. */
  readonly tracked: string
  readonly lines: readonly NotedLine[]
  /** The fulfilments that the order had before; only until it is known to be made. */
  readonly before?: readonly string[]
}

export function noteFor(
  order: OrderWork,
  part: readonly Piece[],
  more: Pick<Note, 'notify' | 'tracked' | 'before'>,
): Note {
  const lines = part.map(({ line, quantity }) => ({
    lineItem: line.lineItem,
    sku: line.sku,
    quantity,
    id: line.id,
    work: line.work,
  }))
  return { order: order.name, place: part[0]?.line.location ?? '', lines, ...more }
}

export function noteOf(effect: KnownEffect): Note | undefined {
  const kept = (effect.note ?? effect.reference?.data) as Partial<Note> | undefined
  return Array.isArray(kept?.lines) ? (kept as Note) : undefined
}

/** What stays with the reference for good. */
export function lasting({ order, place, notify, tracked, lines }: Note): Note {
  return { order, place, notify, tracked, lines }
}

/** The lines as Shopify takes them: by fulfillment order. */
export function inputLines(lines: readonly NotedLine[]): FulfilmentInput['lineItemsByFulfillmentOrder'] {
  return [...new Set(lines.map((line) => line.work))].map((work) => ({
    fulfillmentOrderId: work,
    fulfillmentOrderLineItems: lines.filter((line) => line.work === work).map(({ id, quantity }) => ({ id, quantity })),
  }))
}

/** Whether two fulfilments are of the same units, in whatever order. */
export function sameLines(a: readonly SentLine[], b: readonly SentLine[]): boolean {
  const sums = (lines: readonly SentLine[]): string => {
    const all = new Map<string, number>()
    for (const one of lines) all.set(one.lineItem, (all.get(one.lineItem) ?? 0) + one.quantity)
    return JSON.stringify([...all].toSorted(([x], [y]) => (x < y ? -1 : 1)))
  }
  return sums(a) === sums(b)
}
