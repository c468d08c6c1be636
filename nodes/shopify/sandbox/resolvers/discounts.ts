import type { Fields } from '../graphql/context.ts'
import { decimal } from '../graphql/money.ts'
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

const targetSelection = (one: DiscountView): string =>
  one.discount.method === 'ONE'
    ? 'EXPLICIT'
    : one.discount.method === 'EACH' && one.discount.target === 'LINE_ITEM'
      ? 'ENTITLED'
      : 'ALL'

const discountFields: Fields<DiscountView> = {
  index: (one) => one.index,
  allocationMethod: (one) => one.discount.method,
  targetType: (one) => one.discount.target,
  targetSelection,
  value: ({ view, discount }) =>
    'percent' in discount.value
      ? { kind: 'PricingPercentageValue', percentage: discount.value.percent }
      : { kind: 'MoneyV2', amount: decimal(discount.value.cents), currencyCode: view.order.currency },
}

export const codeDiscountFields: Fields<DiscountView> = { ...discountFields, code: (one) => one.title }
export const automaticDiscountFields: Fields<DiscountView> = { ...discountFields, title: (one) => one.title }
export const manualDiscountFields: Fields<DiscountView> = { ...automaticDiscountFields, description: () => null }
