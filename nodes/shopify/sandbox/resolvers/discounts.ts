import type { Allocation, Discount } from '../orders/order.ts'
import type { OrderView } from './order-view.ts'

export interface DiscountView {
  readonly view: OrderView
  readonly kind: Discount['kind']
  readonly title: string
  readonly index: number
  readonly discount: Discount
}

export const discountsOf = (view: OrderView): DiscountView[] =>
  view.order.discounts.map((discount, index) => ({ view, index, discount, kind: discount.kind, title: discount.title }))

export function allocationsOf(view: OrderView, own: readonly Allocation[], presented: readonly Allocation[]) {
  return own.map((one, place) => ({
    allocatedAmountSet: view.money(one.cents, presented[place]?.cents ?? one.cents),
    discountApplication: discountsOf(view)[one.discount],
  }))
}
