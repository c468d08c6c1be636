import type { Fields } from '../graphql/context.ts'
import { gid, time } from '../graphql/gid.ts'
import { decimal } from '../graphql/money.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { ids, type Address, type Line, type Order, type RefundLine } from '../orders/order.ts'
import { lineTotal, originalTotal, removedFrom, shippingTotal, taxTotal } from '../orders/sums.ts'
import { allocationsOf, type DiscountView } from './discounts.ts'
import { OrderView, transactionViews } from './order-view.ts'
import type { LineView, RefundView, ShippingView, TransactionView } from './order-view.ts'

const both = (one: LineView, amount: (line: Line) => number) => one.view.money(amount(one.line), amount(one.presented))

/** What is left of a line, after all discounts, without VAT. */
function netLeft(order: Order, line: Line): number {
  const gone = removedFrom(order, line)
  const left = lineTotal(line) - gone.subtotal
  return order.taxesIncluded ? left - (taxTotal(line) - gone.tax) : left
}

/** Only discounts on this line alone: the documented meaning of the "discounted" fields. */
function lineOnly(order: Order, line: Line): number {
  return line.allocations.reduce((all, one) => {
    const discount = order.discounts[one.discount]
    return discount && discount.method !== 'ACROSS' && discount.kind !== 'code' ? all + one.cents : all
  }, 0)
}

const currentQuantity = ({ view, line }: LineView): number => line.quantity - removedFrom(view.order, line).quantity

export const lineItemFields: Fields<LineView> = {
  id: ({ line }) => gid('LineItem', line.id),
  title: ({ line }) => line.title,
  variantTitle: ({ line }) => line.variantTitle,
  name: ({ line }) => (line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`),
  sku: ({ line }) => line.sku,
  vendor: ({ line }) => line.vendor,
  quantity: ({ line }) => line.quantity,
  currentQuantity,
  refundableQuantity: currentQuantity,
  unfulfilledQuantity: (one) => (one.view.order.fulfillment === 'FULFILLED' ? 0 : currentQuantity(one)),
  nonFulfillableQuantity: () => 0,
  requiresShipping: ({ line }) => line.requiresShipping,
  restockable: ({ line }) => line.variant !== null,
  merchantEditable: ({ view }) => view.order.cancelledAt === null,
  taxable: ({ line }) => line.taxable,
  isGiftCard: ({ line }) => line.giftCard,
  product: ({ line }, _, { shop }) =>
    line.product === null ? null : (shop.database.row('products', line.product) ?? null),
  variant: ({ line }, _, { shop }) =>
    line.variant === null ? null : (shop.database.row('variants', line.variant) ?? null),
  customAttributes: ({ line }) => line.attributes,
  lineItemGroup: ({ line }) =>
    line.group
      ? {
          id: gid('LineItemGroup', line.group.id),
          title: line.group.title,
          quantity: line.group.quantity,
          variantSku: line.group.variantSku,
          productId: null,
          variantId: null,
          customAttributes: [],
        }
      : null,
  originalUnitPriceSet: (one) => both(one, (line) => line.unit),
  originalTotalSet: (one) => both(one, originalTotal),
  totalDiscountSet: ({ view, line, presented }) =>
    view.money(lineOnly(view.order, line), lineOnly(view.presented, presented)),
  discountedTotalSet: ({ view, line, presented }, args: { withCodeDiscounts?: boolean }) =>
    args.withCodeDiscounts === true
      ? view.money(lineTotal(line), lineTotal(presented))
      : view.money(
          originalTotal(line) - lineOnly(view.order, line),
          originalTotal(presented) - lineOnly(view.presented, presented),
        ),
  discountedUnitPriceSet: ({ view, line, presented }) =>
    view.money(
      Math.round((originalTotal(line) - lineOnly(view.order, line)) / line.quantity),
      Math.round((originalTotal(presented) - lineOnly(view.presented, presented)) / line.quantity),
    ),
  discountedUnitPriceAfterAllDiscountsSet: (one) => both(one, (line) => Math.round(lineTotal(line) / line.quantity)),
  priceAfterAllDiscountsBeforeTaxesSet: ({ view, line, presented }) =>
    view.money(netLeft(view.order, line), netLeft(view.presented, presented)),
  discountAllocations: ({ view, line, presented }) => allocationsOf(view, line.allocations, presented.allocations),
  taxLines: ({ view, line, presented }) => view.taxes(line.taxes, presented.taxes),
  duties: () => [],
  weight: ({ line }) => ({ unit: 'GRAMS', value: line.grams }),
}

export const shippingLineFields: Fields<ShippingView> = {
  id: ({ line }) => gid('ShippingLine', line.id),
  title: ({ line }) => line.title,
  code: ({ line }) => line.code,
  carrierIdentifier: ({ line }) => line.carrier,
  deliveryCategory: () => null,
  custom: () => false,
  isRemoved: () => false,
  source: () => 'shopify',
  phone: () => null,
  originalPriceSet: ({ view, line, presented }) => view.money(line.cents, presented.cents),
  discountedPriceSet: ({ view, line, presented }) => view.money(shippingTotal(line), shippingTotal(presented)),
  currentDiscountedPriceSet: ({ view, line, presented }) => view.money(shippingTotal(line), shippingTotal(presented)),
  discountAllocations: ({ view, line, presented }) => allocationsOf(view, line.allocations, presented.allocations),
  taxLines: ({ view, line, presented }) => view.taxes(line.taxes, presented.taxes),
}

export const transactionFields: Fields<TransactionView> = {
  id: ({ transaction }) => gid('OrderTransaction', transaction.id),
  kind: ({ transaction }) => transaction.kind,
  status: ({ transaction }) => transaction.status,
  gateway: ({ transaction }) => transaction.gateway,
  formattedGateway: ({ transaction }) => transaction.gateway,
  paymentId: ({ view, transaction }) => `${ids.order(view.order.n)}.${transaction.id % 100}`,
  createdAt: ({ transaction }) => time(transaction.at),
  processedAt: ({ transaction }) => time(transaction.at),
  test: ({ view }) => view.order.test,
  manualPaymentGateway: ({ transaction }) => /^(manual|Bank Deposit)$/.test(transaction.gateway),
  amountSet: ({ view, transaction, presented }) => view.money(transaction.cents, presented.cents),
  amountRoundingSet: () => null,
  errorCode: () => null,
  fees: () => [],
  order: ({ view }) => view,
  parentTransaction: ({ view, transaction }) =>
    transactionViews(view).find((one) => one.transaction.id === transaction.parent) ?? null,
}

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

interface AddressView {
  readonly id: string
  readonly address: Address
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' })
const fullName = ({ address }: AddressView): string =>
  [address.firstName, address.lastName].filter((part) => part !== '').join(' ')

export const addressFields: Fields<AddressView> = {
  firstName: ({ address }) => address.firstName,
  lastName: ({ address }) => address.lastName,
  name: fullName,
  company: ({ address }) => address.company,
  address1: ({ address }) => address.address1,
  address2: ({ address }) => address.address2,
  zip: ({ address }) => address.zip,
  city: ({ address }) => address.city,
  province: ({ address }) => address.provinceCode,
  provinceCode: ({ address }) => address.provinceCode,
  country: ({ address }) => countryNames.of(address.country) ?? address.country,
  countryCode: ({ address }) => address.country,
  countryCodeV2: ({ address }) => address.country,
  phone: ({ address }) => address.phone,
  latitude: () => null,
  longitude: () => null,
  timeZone: () => null,
  coordinatesValidated: () => false,
  validationResultSummary: () => null,
  formattedArea: ({ address }) => `${address.city}, ${countryNames.of(address.country) ?? address.country}`,
  formatted: (one) => [
    fullName(one),
    ...(one.address.company === null ? [] : [one.address.company]),
    one.address.address1,
    ...(one.address.address2 === null ? [] : [one.address.address2]),
    `${one.address.zip} ${one.address.city}`,
    countryNames.of(one.address.country) ?? one.address.country,
  ],
}
