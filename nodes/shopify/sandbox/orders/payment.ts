import type { Random } from '../../../sdk/sandbox/random.ts'
import { release, takeOut } from './fulfilment-orders.ts'
import { ids, type Order, type Refund, type RefundLine, type Transaction } from './order.ts'
import type { Pay } from './recipes.ts'
import { removedFrom, shareOf, shippingTotal, taxTotal, totalsOf } from './sums.ts'

type Move = Pick<Transaction, 'kind' | 'gateway' | 'cents' | 'at'> & Partial<Transaction>

export function addTransaction(order: Order, move: Move): Transaction {
  const id = ids.transaction(order.n, order.transactions.length + 1)
  const transaction: Transaction = { status: 'SUCCESS', ...move, id }
  order.transactions.push(transaction)
  return transaction
}

export function gatewayFor(random: Random, country: string, company: boolean): string {
  if (company) return random.pick(['Bank Deposit', 'shopify_payments', 'ideal'])
  if (country === 'NL') return random.pick(['ideal', 'ideal', 'ideal', 'shopify_payments', 'klarna', 'paypal'])
  if (country === 'BE') return random.pick(['bancontact', 'shopify_payments'])
  return random.pick(['shopify_payments', 'paypal', 'klarna'])
}

/** Brings an order that is just placed to its state of payment. */
export function settle(random: Random, order: Order, pay: Pay, gateway: string): void {
  const { total } = totalsOf(order)
  const at = order.createdAt + 3000
  const sale = (cents: number, by: string, status: Transaction['status'] = 'SUCCESS') =>
    addTransaction(order, { kind: 'SALE', gateway: by, cents, at, status })
  if (pay === 'pending') sale(total, 'Bank Deposit', 'PENDING')
  else if (pay === 'authorised') addTransaction(order, { kind: 'AUTHORIZATION', gateway: 'klarna', cents: total, at })
  else if (pay === 'part-paid') sale(Math.floor(total / 2), gateway)
  else if (pay === 'gift-card') {
    const card = Math.min(random.pick([1000, 2500, 5000]), total)
    sale(card, 'gift_card')
    if (card < total) sale(total - card, gateway)
  } else sale(total, gateway)
  order.updatedAt = at
}

/** Marks what is still owed as paid, the way the shop's own button does. */
export function markPaid(order: Order, at: number): void {
  const { outstanding } = totalsOf(order)
  const authorised = order.transactions.find((one) => one.kind === 'AUTHORIZATION')
  if (outstanding > 0) {
    const kind = authorised ? 'CAPTURE' : 'SALE'
    const gateway = authorised?.gateway ?? order.transactions[0]?.gateway ?? 'manual'
    addTransaction(order, { kind, gateway, cents: outstanding, at, ...(authorised ? { parent: authorised.id } : {}) })
  }
  for (const work of order.fulfilmentOrders) release(order, work, (hold) => hold.reason === 'AWAITING_PAYMENT', at)
  order.updatedAt = at
}

export interface RefundWish {
  /** Line id -> quantity; absent: all that is open. */
  readonly lines?: ReadonlyMap<number, number>
  readonly shipping: boolean
  readonly restock: RefundLine['restock']
  readonly note: string | null
  readonly at: number
  /** False: units go, no money moves (an edit, a cancelled unpaid order). */
  readonly money: boolean
  /** Given back apart from any line, in cents. */
  readonly amount?: number
}

function refundLines(order: Order, wish: RefundWish): RefundLine[] {
  const found: RefundLine[] = []
  const made = order.refunds.reduce((all, one) => all + one.lines.length, 0)
  for (const line of order.lines) {
    const open = line.quantity - removedFrom(order, line).quantity
    const quantity = Math.min(open, wish.lines ? (wish.lines.get(line.id) ?? 0) : wish.amount === undefined ? open : 0)
    if (quantity < 1) continue
    const id = ids.refundLine(order.n, made + found.length + 1)
    const units = takeOut(order, line.id, quantity, wish.restock === 'RETURN')
    found.push({ id, line: line.id, quantity, restock: wish.restock, ...shareOf(order, line, quantity), units })
  }
  return found
}

export function refund(order: Order, wish: RefundWish): Refund {
  const lines = refundLines(order, wish)
  const refundedBefore = new Set(order.refunds.flatMap((one) => one.shipping.map((part) => part.line)))
  const shipping = (wish.shipping ? order.shipping : [])
    .filter((one) => !refundedBefore.has(one.id) && shippingTotal(one) > 0)
    .map((one) => ({ line: one.id, subtotal: shippingTotal(one), tax: taxTotal(one) }))
  const outside = order.taxesIncluded ? 0 : 1
  const worth = [...lines, ...shipping].reduce((all, one) => all + one.subtotal + outside * one.tax, 0)
  const place = order.refunds.length + 1
  const extra = wish.amount ?? 0
  const adjustments =
    extra > 0 ? [{ id: ids.refund(order.n, place) + 50, reason: 'REFUND_DISCREPANCY', cents: extra }] : []
  const { received, refunded } = totalsOf(order)
  const back = Math.min(worth + extra, received - refunded)
  const transactions = wish.money && back > 0 ? [payBack(order, back, wish.at)] : []
  const made: Refund = {
    id: ids.refund(order.n, place),
    at: wish.at,
    note: wish.note,
    lines,
    shipping,
    adjustments,
    transactions,
  }
  order.refunds.push(made)
  order.updatedAt = wish.at
  return made
}

function payBack(order: Order, cents: number, at: number): number {
  const paid = order.transactions.findLast((one) => one.status === 'SUCCESS' && one.kind !== 'REFUND')
  const gateway = paid?.gateway ?? 'manual'
  return addTransaction(order, { kind: 'REFUND', gateway, cents, at, ...(paid ? { parent: paid.id } : {}) }).id
}
