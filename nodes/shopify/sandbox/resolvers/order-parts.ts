import type { Fields } from '../graphql/context.ts'
import { gid, time } from '../graphql/gid.ts'
import { unsentOf } from '../orders/fulfilment-orders.ts'
import { ids, type Line, type Order } from '../orders/order.ts'
import { lineTotal, originalTotal, removedFrom, shippingTotal, taxTotal } from '../orders/sums.ts'
import { allocationsOf } from './discounts.ts'
import { transactionViews, type LineView, type ShippingView, type TransactionView } from './order-view.ts'

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
  unfulfilledQuantity: ({ view, line }) => unsentOf(view.order, line.id),
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
