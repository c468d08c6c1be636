import type { Problem } from '../../../sdk/problem.ts'
import type { Allocation, Short } from './allocate.ts'
import type { OrderWork, SentLine } from './order-work.ts'
import { unitsOf } from './sent-before.ts'

interface Unsent {
  readonly sku: string
  readonly quantity: number
}

/**
 * Why not all of a shipment can be marked as sent, in the operator's words; nothing when what is missing was marked as
 * sent by hand.
 */
export function shortfall(
  key: string,
  order: OrderWork,
  { short, unknown, parts }: Allocation,
  byHand: readonly SentLine[],
): Problem | undefined {
  const missing = short.flatMap((one) => {
    const left = one.missing - unitsOf(one.sku, byHand)
    return left > 0 ? [{ ...one, missing: left }] : []
  })
  const rest = parts.length > 0 ? ' What else it sends is marked as sent.' : ''
  if (missing.length === 0 && unknown.length === 0) return undefined
  if (order.cancelled !== undefined) return cancelled(key, order, [...missing.map(unsent), ...unknown])
  const held = missing.filter((one) => one.lines.some(isHeld))
  if (held.length > 0) return onHold(key, order, held, rest)
  const waiting = missing.filter((one) => one.lines.some(isWaiting))
  if (waiting.length > 0) return notReady(key, order, waiting, rest)
  if (unknown.length > 0) return notInOrder(key, order, unknown, rest)
  return tooMany(key, order, missing, rest)
}

const isHeld = ({ status, remaining }: Short['lines'][number]): boolean => status === 'ON_HOLD' && remaining > 0
const isWaiting = ({ canSend, remaining }: Short['lines'][number]): boolean => !canSend && remaining > 0
const unsent = ({ sku, missing }: Short): Unsent => ({ sku, quantity: missing })
const units = (list: readonly Unsent[]): string => list.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ')
const distinct = (list: readonly string[]): string => [...new Set(list)].join('; ')

function cancelled(key: string, order: OrderWork, list: readonly Unsent[]): Problem {
  const reason = order.cancelled === 'OTHER' ? '' : ` (${(order.cancelled ?? '').toLowerCase()})`
  return {
    code: 'shopify.order-cancelled',
    message: `Order ${order.name} was cancelled in the shop${reason}, and shipment ${key} sends ${units(list)} of it.`,
    advice:
      'Find out whether the goods left. If they did not, take them off the slip; if they did, settle it with the customer. Then dismiss this.',
    retry: 'after-fix',
  }
}

function onHold(key: string, order: OrderWork, held: readonly Short[], rest: string): Problem {
  const reasons = distinct(held.flatMap((one) => one.lines.filter(isHeld).flatMap((line) => line.holds)))
  const why = reasons === '' ? '' : ` (${reasons})`
  return {
    code: 'shopify.on-hold',
    message: `Order ${order.name} is on hold in the shop${why}, so ${units(held.map(unsent))} of shipment ${key} cannot be marked as sent.${rest}`,
    advice: 'Release the hold in Shopify. Koppel tries again by itself; "Run again" does it at once.',
    retry: 'later',
    scope: 'record',
  }
}

function notReady(key: string, order: OrderWork, waiting: readonly Short[], rest: string): Problem {
  const states = distinct(
    waiting.flatMap((one) => one.lines.filter(isWaiting).map((line) => line.status.toLowerCase().replaceAll('_', ' '))),
  )
  return {
    code: 'shopify.not-ready',
    message: `Shopify does not let ${units(waiting.map(unsent))} of order ${order.name} be marked as sent yet (${states}), and shipment ${key} sends it.${rest}`,
    advice:
      'Open the order in Shopify: it says who is to send it, and when. Koppel tries again by itself; "Run again" does it at once.',
    retry: 'later',
    scope: 'record',
  }
}

function notInOrder(key: string, order: OrderWork, list: readonly Unsent[], rest: string): Problem {
  return {
    code: 'shopify.line-not-in-order',
    message: `Order ${order.name} has no line with the SKU of ${units(list)}, which shipment ${key} sends.${rest}`,
    advice:
      'If it replaces another article, mark that line as sent in Shopify. If it belongs to no line of the order, nothing is to be done. Then dismiss this.',
    retry: 'after-fix',
  }
}

function tooMany(key: string, order: OrderWork, list: readonly Short[], rest: string): Problem {
  const words = list.map(({ sku, wanted, missing }) => `${wanted} × ${sku}, ${missing} more than are left to send`)
  return {
    code: 'shopify.more-than-ordered',
    message: `Shipment ${key} sends ${words.join('; ')} in order ${order.name}.${rest}`,
    advice:
      'Look in Shopify whether units were removed, refunded or sent otherwise, and in AFAS whether the slip is right. Correct what is wrong and run it again, or dismiss this.',
    retry: 'after-fix',
  }
}
