import { bag } from '../graphql/money.ts'
import type { Line, Order, Refund, ShippingLine, Tax, Transaction } from '../orders/order.ts'
import { inPresentment, totalsOf, type Totals } from '../orders/sums.ts'

type Amounts = (totals: Totals) => number

/** An order as it is read: its sums made once, its amounts in both currencies. */
export class OrderView {
  readonly order: Order
  #presented: Order | undefined
  #totals: Totals | undefined
  #presentedTotals: Totals | undefined

  constructor(order: Order) {
    this.order = order
  }

  get currency(): string {
    return this.order.presentment?.currency ?? this.order.currency
  }

  get presented(): Order {
    return (this.#presented ??= inPresentment(this.order))
  }

  get totals(): Totals {
    return (this.#totals ??= totalsOf(this.order))
  }

  get presentedTotals(): Totals {
    if (!this.order.presentment) return this.totals
    return (this.#presentedTotals ??= totalsOf(this.presented))
  }

  money(shop: number, presented: number = shop) {
    return bag(shop, presented, this.order.currency, this.currency)
  }

  sum(amount: Amounts) {
    return this.money(amount(this.totals), amount(this.presentedTotals))
  }

  /** Two forms of one part: as the shop keeps it and as the customer saw it. */
  lines(): LineView[] {
    return this.order.lines.map((line, place) => new LineView(this, line, this.presented.lines[place] as Line))
  }

  taxes(own: readonly Tax[], presented: readonly Tax[]) {
    return own.map((tax, place) => ({
      title: tax.title,
      rate: tax.rate,
      ratePercentage: Math.round(tax.rate * 10_000) / 100,
      channelLiable: false,
      source: 'Shopify',
      priceSet: this.money(tax.cents, presented[place]?.cents ?? tax.cents),
    }))
  }
}

export class LineView {
  readonly view: OrderView
  readonly line: Line
  readonly presented: Line
  constructor(view: OrderView, line: Line, presented: Line) {
    this.view = view
    this.line = line
    this.presented = presented
  }
}

export interface ShippingView {
  readonly view: OrderView
  readonly line: ShippingLine
  readonly presented: ShippingLine
}

export interface RefundView {
  readonly view: OrderView
  readonly refund: Refund
  readonly presented: Refund
}

export interface TransactionView {
  readonly view: OrderView
  readonly transaction: Transaction
  readonly presented: Transaction
}

export const shippingViews = (view: OrderView): ShippingView[] =>
  view.order.shipping.map((line, place) => ({
    view,
    line,
    presented: view.presented.shipping[place] as ShippingLine,
  }))

export const refundViews = (view: OrderView): RefundView[] =>
  view.order.refunds.map((refund, place) => ({ view, refund, presented: view.presented.refunds[place] as Refund }))

export const transactionViews = (view: OrderView): TransactionView[] =>
  view.order.transactions.map((transaction, place) => ({
    view,
    transaction,
    presented: view.presented.transactions[place] as Transaction,
  }))
