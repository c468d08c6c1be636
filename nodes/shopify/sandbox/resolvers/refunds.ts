import type { Fields } from '../graphql/context.ts'
import { gid, time } from '../graphql/gid.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import type { RefundLine } from '../orders/order.ts'
import { OrderView, transactionViews, type RefundView, type ShippingView } from './order-view.ts'

interface RefundLineView {
  readonly parent: RefundView
  readonly line: RefundLine
  readonly presented: RefundLine
}

const refunded = ({ view, refund }: RefundView): number =>
  view.order.transactions
    .filter((one) => refund.transactions.includes(one.id) && one.status === 'SUCCESS')
    .reduce((all, one) => all + one.cents, 0)

export const refundFields: Fields<RefundView> = {
  id: ({ refund }) => gid('Refund', refund.id),
  legacyResourceId: ({ refund }) => String(refund.id),
  createdAt: ({ refund }) => time(refund.at),
  processedAt: ({ refund }) => time(refund.at),
  updatedAt: ({ refund }) => time(refund.at),
  note: ({ refund }) => refund.note,
  order: ({ view }) => view,
  return: () => null,
  duties: () => [],
  totalRefundedSet: (one) =>
    one.view.money(refunded(one), refunded({ ...one, view: new OrderView(one.view.presented) })),
  refundLineItems: (one, args: PageArgs) => {
    const lines = one.refund.lines.map((line, place): RefundLineView => ({
      parent: one,
      line,
      presented: one.presented.lines[place] as RefundLine,
    }))
    return pageOfList(lines, args, `refundLineItems ${one.refund.id}`)
  },
  refundShippingLines: ({ view, refund, presented }, args: PageArgs) => {
    const lines = refund.shipping.map((line, place) => ({
      id: gid('RefundShippingLine', line.line),
      shippingLine: shippingOf(view, line.line),
      subtotalAmountSet: view.money(line.subtotal, presented.shipping[place]?.subtotal),
      taxAmountSet: view.money(line.tax, presented.shipping[place]?.tax),
    }))
    return pageOfList(lines, args, `refundShippingLines ${refund.id}`)
  },
  orderAdjustments: ({ view, refund, presented }, args: PageArgs) => {
    const all = refund.adjustments.map((one, place) => ({
      id: gid('OrderAdjustment', one.id),
      reason: one.reason,
      amountSet: view.money(one.cents, presented.adjustments[place]?.cents),
      taxAmountSet: view.money(0),
    }))
    return pageOfList(all, args, `orderAdjustments ${refund.id}`)
  },
  transactions: ({ view, refund }, args: PageArgs) => {
    const all = transactionViews(view).filter((one) => refund.transactions.includes(one.transaction.id))
    return pageOfList(all, args, `refundTransactions ${refund.id}`)
  },
}

function shippingOf(view: OrderView, id: number): ShippingView | undefined {
  const place = view.order.shipping.findIndex((one) => one.id === id)
  const line = view.order.shipping[place]
  return line && { view, line, presented: view.presented.shipping[place] ?? line }
}

export const refundLineFields: Fields<RefundLineView> = {
  id: ({ line }) => gid('RefundLineItem', line.id),
  quantity: ({ line }) => line.quantity,
  restockType: ({ line }) => line.restock,
  restocked: ({ line }) => line.restock !== 'NO_RESTOCK',
  location: ({ line }, _, { shop }) => (line.restock === 'NO_RESTOCK' ? null : (shop.location(0) ?? null)),
  lineItem: ({ parent, line }) => parent.view.lines().find((one) => one.line.id === line.line),
  subtotalSet: ({ parent, line, presented }) => parent.view.money(line.subtotal, presented.subtotal),
  totalTaxSet: ({ parent, line, presented }) => parent.view.money(line.tax, presented.tax),
  priceSet: ({ parent, line, presented }) => {
    const unit = (one: RefundLine) => Math.round(one.subtotal / one.quantity)
    return parent.view.money(unit(line), unit(presented))
  },
}
