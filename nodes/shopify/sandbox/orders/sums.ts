import type { Line, Order, ShippingLine, Tax } from './order.ts'

const sum = (list: readonly { readonly cents: number }[]): number => list.reduce((all, one) => all + one.cents, 0)

export const originalTotal = (line: Line): number => line.unit * line.quantity
export const lineTotal = (line: Line): number => originalTotal(line) - sum(line.allocations)
export const shippingTotal = (line: ShippingLine): number => line.cents - sum(line.allocations)
export const taxTotal = (part: { readonly taxes: readonly Tax[] }): number => sum(part.taxes)

/** VAT as the shop reckons it: on the whole line after all discounts, rounded once a line. */
export function taxOn(cents: number, rate: number, included: boolean): number {
  return Math.round(included ? (cents * rate) / (1 + rate) : cents * rate)
}

/** Spreads an amount over parts by weight; what does not divide falls on the last parts, a cent each. */
export function spread(amount: number, weights: readonly number[]): number[] {
  const all = weights.reduce((a, b) => a + b, 0)
  if (all === 0) return weights.map(() => 0)
  const shares = weights.map((weight) => Math.floor((amount * weight) / all))
  let rest = amount - shares.reduce((a, b) => a + b, 0)
  for (let i = shares.length - 1; rest > 0; i = i === 0 ? shares.length - 1 : i - 1) {
    if ((weights[i] ?? 0) === 0) continue
    shares[i] = (shares[i] ?? 0) + 1
    rest--
  }
  return shares
}

export interface Removed {
  readonly quantity: number
  readonly subtotal: number
  readonly tax: number
}

/** What refunds and edits have taken away from a line so far. */
export function removedFrom(order: Order, line: Line): Removed {
  const removed = { quantity: 0, subtotal: 0, tax: 0 }
  for (const refund of order.refunds) {
    for (const part of refund.lines) {
      if (part.line !== line.id) continue
      removed.quantity += part.quantity
      removed.subtotal += part.subtotal
      removed.tax += part.tax
    }
  }
  return removed
}

/** A removal's share of a line, so that taking all units, in any portions, takes exactly the whole line. */
export function shareOf(order: Order, line: Line, quantity: number): { subtotal: number; tax: number } {
  const before = removedFrom(order, line)
  const upTo = (whole: number) => Math.round((whole * (before.quantity + quantity)) / line.quantity)
  return { subtotal: upTo(lineTotal(line)) - before.subtotal, tax: upTo(taxTotal(line)) - before.tax }
}

export interface Totals {
  /** Lines after discounts. */
  readonly subtotal: number
  readonly shipping: number
  readonly tax: number
  readonly discounts: number
  readonly total: number
  readonly currentSubtotal: number
  readonly currentShipping: number
  readonly currentTax: number
  readonly currentTotal: number
  readonly received: number
  readonly refunded: number
  readonly authorised: number
  readonly outstanding: number
}

export function totalsOf(order: Order): Totals {
  const included = order.taxesIncluded
  let subtotal = 0
  let tax = 0
  let discounts = 0
  let shipping = 0
  for (const line of order.lines) {
    subtotal += lineTotal(line)
    tax += taxTotal(line)
    discounts += sum(line.allocations)
  }
  for (const line of order.shipping) {
    shipping += shippingTotal(line)
    tax += taxTotal(line)
    discounts += sum(line.allocations)
  }
  const total = subtotal + shipping + (included ? 0 : tax)
  const gone = { subtotal: 0, shipping: 0, tax: 0, adjusted: 0 }
  for (const refund of order.refunds) {
    for (const part of refund.lines) {
      gone.subtotal += part.subtotal
      gone.tax += part.tax
    }
    for (const part of refund.shipping) {
      gone.shipping += part.subtotal
      gone.tax += part.tax
    }
    gone.adjusted += sum(refund.adjustments)
  }
  const currentTotal = total - gone.subtotal - gone.shipping - (included ? 0 : gone.tax)
  const moved = (kinds: readonly string[]) =>
    sum(order.transactions.filter((one) => one.status === 'SUCCESS' && kinds.includes(one.kind)))
  const received = moved(['SALE', 'CAPTURE'])
  const refunded = moved(['REFUND'])
  return {
    subtotal,
    shipping,
    tax,
    discounts,
    total,
    currentSubtotal: subtotal - gone.subtotal,
    currentShipping: shipping - gone.shipping,
    currentTax: tax - gone.tax,
    currentTotal,
    received,
    refunded,
    authorised: moved(['AUTHORIZATION']) - received - moved(['VOID']),
    outstanding: currentTotal - gone.adjusted - (received - refunded),
  }
}

/** VAT of the whole order, one for each rate and title: as ordered, or without what edits and refunds have taken away. */
export function taxesOf(order: Order, current: boolean): Tax[] {
  const parts = [
    ...order.lines.map((line) => ({ taxes: line.taxes, gone: removedFrom(order, line).tax })),
    ...order.shipping.map((line) => ({ taxes: line.taxes, gone: shippingTaxGone(order, line) })),
  ]
  const all = new Map<string, Tax>()
  for (const { taxes, gone } of parts) {
    const taken = current
      ? spread(
          gone,
          taxes.map((tax) => tax.cents),
        )
      : []
    for (const [place, { title, rate, cents }] of taxes.entries()) {
      const known = all.get(`${rate} ${title}`)?.cents ?? 0
      all.set(`${rate} ${title}`, { title, rate, cents: known + cents - (taken[place] ?? 0) })
    }
  }
  return [...all.values()]
}

function shippingTaxGone(order: Order, line: ShippingLine): number {
  const parts = order.refunds.flatMap((refund) => refund.shipping.filter((part) => part.line === line.id))
  return parts.reduce((tax, part) => tax + part.tax, 0)
}

export type FinancialStatus =
  | 'AUTHORIZED'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'PARTIALLY_REFUNDED'
  | 'PENDING'
  | 'REFUNDED'
  | 'VOIDED'

export function financialStatus(order: Order, totals: Totals = totalsOf(order)): FinancialStatus {
  const { received, refunded, authorised, outstanding } = totals
  if (refunded > 0) return refunded >= received ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
  if (received > 0 || totals.total === 0) return outstanding > 0 ? 'PARTIALLY_PAID' : 'PAID'
  if (order.transactions.some((one) => one.kind === 'VOID')) return 'VOIDED'
  if (authorised > 0) return 'AUTHORIZED'
  return order.cancelledAt === null ? 'PENDING' : 'VOIDED'
}

/** The same order in the customer's currency: every smallest amount converted, sums made anew from those. */
export function inPresentment(order: Order): Order {
  if (!order.presentment) return order
  const convert = (cents: number): number => Math.round(cents * (order.presentment?.rate ?? 1))
  const cents = <T extends { readonly cents: number }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, cents: convert(one.cents) }))
  const copy: Order = {
    ...order,
    lines: order.lines.map((one) => ({
      ...one,
      unit: convert(one.unit),
      allocations: cents(one.allocations),
      taxes: cents(one.taxes),
    })),
    shipping: order.shipping.map((one) => ({
      ...one,
      cents: convert(one.cents),
      allocations: cents(one.allocations),
      taxes: cents(one.taxes),
    })),
    refunds: [],
  }
  for (const refund of order.refunds) copy.refunds.push(convertRefund(copy, refund, convert))
  const total = totalsOf(order).total
  const presented = totalsOf(copy).total
  copy.transactions = order.transactions.map((one) => ({
    ...one,
    cents: one.cents === total ? presented : convert(one.cents),
  }))
  return copy
}

function convertRefund(
  copy: Order,
  refund: Order['refunds'][number],
  convert: (cents: number) => number,
): Order['refunds'][number] {
  const lines = refund.lines.map((part) => {
    const line = copy.lines.find((one) => one.id === part.line)
    return line ? { ...part, ...shareOf(copy, line, part.quantity) } : part
  })
  return {
    ...refund,
    lines,
    shipping: refund.shipping.map((one) => ({ ...one, subtotal: convert(one.subtotal), tax: convert(one.tax) })),
    adjustments: refund.adjustments.map((one) => ({ ...one, cents: convert(one.cents) })),
  }
}
