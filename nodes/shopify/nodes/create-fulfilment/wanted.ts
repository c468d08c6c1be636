import type { Rec } from '../../../sdk/record.ts'
import { plainSku } from '../../variants/variant.ts'
import { trackingOf, type Tracking } from './tracking.ts'

/** Units of an article that left. */
export interface WantedLine {
  readonly sku: string
  readonly quantity: number
  /** Shopify's id of the line of the order. */
  readonly lineItem?: string
  /** Of several lines of the order with this article, which one: 1 is the first. */
  readonly occurrence?: number
  /** The name of the place they left from, for choosing where an order is to be sent from several. */
  readonly location?: string
}

/** What a record asks for, under `fulfilment`. */
export interface Wanted {
  readonly order: string
  /** When this was last changed, as text that sorts; empty when the source does not say. */
  readonly version: string
  readonly notify: boolean
  readonly tracking: Tracking | undefined
  /** Never of nothing: what came back is taken off what left of that article, and the rest of it is a return. */
  readonly lines: readonly WantedLine[]
  readonly returned: boolean
  /** All that left by it, also what came back since. */
  readonly left: readonly WantedLine[]
}

export function wantedOf(record: Rec): Wanted {
  const given = ((record.data ?? {}) as { fulfilment?: Record<string, unknown> }).fulfilment ?? {}
  const rows = (Array.isArray(given['lines']) ? given['lines'] : []) as Record<string, unknown>[]
  const lines = rows.map(lineOf).filter((one) => one.quantity !== 0)
  return {
    order: text(given['order']),
    version: text(given['version']),
    notify: given['notifyCustomer'] === true,
    tracking: trackingOf(given['tracking']),
    lines: withoutReturned(lines),
    returned: lines.some((one) => one.quantity < 0),
    left: lines.filter((one) => one.quantity > 0),
  }
}

function lineOf(row: Record<string, unknown>): WantedLine {
  const [lineItem, location, occurrence] = [text(row['lineItem']), text(row['location']), Number(row['occurrence'])]
  return {
    sku: text(row['sku']),
    quantity: Number(row['quantity']) || 0,
    ...(lineItem === '' ? {} : { lineItem }),
    ...(Number.isInteger(occurrence) && occurrence > 0 ? { occurrence } : {}),
    ...(location === '' ? {} : { location }),
  }
}

/** A slip that sends three and takes one back of the same article has sent two. */
function withoutReturned(lines: readonly WantedLine[]): WantedLine[] {
  const back = new Map<string, number>()
  for (const one of lines) {
    if (one.quantity < 0) back.set(plainSku(one.sku), (back.get(plainSku(one.sku)) ?? 0) - one.quantity)
  }
  return lines.flatMap((one) => {
    if (one.quantity <= 0) return []
    const taken = Math.min(one.quantity, back.get(plainSku(one.sku)) ?? 0)
    back.set(plainSku(one.sku), (back.get(plainSku(one.sku)) ?? 0) - taken)
    return one.quantity > taken ? [{ ...one, quantity: one.quantity - taken }] : []
  })
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
