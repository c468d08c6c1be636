import type { Fields } from '../graphql/context.ts'
import { gid, time, timeOrNull } from '../graphql/gid.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { ids, orderName, type Address } from '../orders/order.ts'
import { financialStatus, removedFrom, taxesOf } from '../orders/sums.ts'
import { gatewaysOf } from '../store/orders.ts'
import { discountsOf } from './discounts.ts'
import { fulfilmentViews, workViews } from './fulfilment.ts'
import { metafieldFields } from './metafields.ts'
import { OrderView, refundViews, shippingViews, transactionViews } from './order-view.ts'

const firstOf = <T>(list: T[], first: unknown): T[] => (typeof first === 'number' ? list.slice(0, first) : list)

const addressView = (view: OrderView, kind: string, address: Address | null) =>
  address && { address, id: gid('MailingAddress', `${ids.order(view.order.n)}${kind}`) }

const status: Fields<OrderView> = {
  cancelledAt: ({ order }) => timeOrNull(order.cancelledAt),
  cancelReason: ({ order }) => order.cancelReason,
  closedAt: ({ order }) => timeOrNull(order.closedAt),
  closed: ({ order }) => order.closedAt !== null,
  confirmed: () => true,
  test: ({ order }) => order.test,
  edited: ({ order }) => order.edited,
  displayFinancialStatus: (view) => financialStatus(view.order, view.totals),
  displayFulfillmentStatus: ({ order }) => order.fulfillment,
  returnStatus: () => 'NO_RETURN',
  fullyPaid: (view) => view.totals.outstanding <= 0,
  unpaid: (view) => view.totals.received === 0,
  canMarkAsPaid: (view) => view.totals.outstanding > 0,
  capturable: (view) => view.totals.authorised > 0,
  refundable: (view) => view.totals.received > view.totals.refunded,
  fulfillable: ({ order }) =>
    order.fulfilmentOrders.some((one) => one.status === 'OPEN' || one.status === 'IN_PROGRESS'),
  merchantEditable: ({ order }) => order.cancelledAt === null,
  requiresShipping: ({ order }) => order.lines.some((line) => line.requiresShipping),
  risk: () => ({ recommendation: 'ACCEPT', assessments: [] }),
}

const amounts: Fields<OrderView> = {
  totalPriceSet: (view) => view.sum((one) => one.total),
  originalTotalPriceSet: (view) => view.sum((one) => one.total),
  currentTotalPriceSet: (view) => view.sum((one) => one.currentTotal),
  subtotalPriceSet: (view) => view.sum((one) => one.subtotal),
  currentSubtotalPriceSet: (view) => view.sum((one) => one.currentSubtotal),
  totalTaxSet: (view) => view.sum((one) => one.tax),
  currentTotalTaxSet: (view) => view.sum((one) => one.currentTax),
  totalShippingPriceSet: (view) => view.sum((one) => one.shipping),
  currentShippingPriceSet: (view) => view.sum((one) => one.currentShipping),
  totalDiscountsSet: (view) => view.sum((one) => one.discounts),
  currentTotalDiscountsSet: (view) => view.sum((one) => one.discounts),
  totalReceivedSet: (view) => view.sum((one) => one.received),
  totalRefundedSet: (view) => view.sum((one) => one.refunded),
  netPaymentSet: (view) => view.sum((one) => one.received - one.refunded),
  totalOutstandingSet: (view) => view.sum((one) => one.outstanding),
  totalCapturableSet: (view) => view.sum((one) => Math.max(0, one.authorised)),
  totalTipReceivedSet: (view) => view.money(0),
  refundDiscrepancySet: (view) => view.money(0),
  originalTotalDutiesSet: () => null,
  currentTotalDutiesSet: () => null,
  originalTotalAdditionalFeesSet: () => null,
  currentTotalAdditionalFeesSet: () => null,
  additionalFees: () => [],
  totalCashRoundingAdjustment: (view) => ({ paymentSet: view.money(0), refundSet: view.money(0) }),
  taxLines: (view) => view.taxes(taxesOf(view.order, false), taxesOf(view.presented, false)),
  currentTaxLines: (view) => view.taxes(taxesOf(view.order, true), taxesOf(view.presented, true)),
}

const people: Fields<OrderView> = {
  email: ({ order }) => order.email,
  phone: ({ order }) => order.phone,
  customerLocale: ({ order }) => order.locale,
  customer: ({ order }, _, { shop }) => (order.customer === null ? null : (shop.customers.get(order.customer) ?? null)),
  purchasingEntity: ({ order }, _, { shop }) => {
    if (order.companyLocation !== null)
      return { kind: 'PurchasingCompany', location: order.companyLocation, customer: order.customer }
    const customer = order.customer === null ? undefined : shop.customers.get(order.customer)
    return customer ? { kind: 'Customer', ...customer } : null
  },
  billingAddress: (view) => addressView(view, '1', view.order.billing),
  shippingAddress: (view) => addressView(view, '2', view.order.shipTo),
  displayAddress: (view) => addressView(view, '2', view.order.shipTo ?? view.order.billing),
  billingAddressMatchesShippingAddress: ({ order }) => JSON.stringify(order.billing) === JSON.stringify(order.shipTo),
}

const parts: Fields<OrderView> = {
  lineItems: (view, args: PageArgs) => pageOfList(view.lines(), args, `Order.lineItems ${view.order.n}`),
  shippingLines: (view, args: PageArgs) => pageOfList(shippingViews(view), args, `shippingLines ${view.order.n}`),
  shippingLine: (view) => shippingViews(view)[0] ?? null,
  transactions: (view, args: { first?: number }) => firstOf(transactionViews(view), args.first),
  transactionsCount: ({ order }) => ({ count: order.transactions.length, precision: 'EXACT' }),
  fulfillments: (view, args: { first?: number }) => firstOf(fulfilmentViews(view), args.first),
  fulfillmentsCount: ({ order }) => ({ count: order.fulfilments.length, precision: 'EXACT' }),
  fulfillmentOrders: (view, args: PageArgs) =>
    pageOfList(workViews(view), args, `Order.fulfillmentOrders ${view.order.n}`),
  refunds: (view, args: { first?: number }) => firstOf(refundViews(view), args.first),
  discountApplications: (view, args: PageArgs) => pageOfList(discountsOf(view), args, `discounts ${view.order.n}`),
  localizedFields: (view, args: PageArgs) => pageOfList([], args, `localizedFields ${view.order.n}`),
  returns: (view, args: PageArgs) => pageOfList([], args, `returns ${view.order.n}`),
  disputes: () => [],
}

export const orderFields: Fields<OrderView> = {
  ...status,
  ...amounts,
  ...people,
  ...parts,
  ...metafieldFields((view: OrderView) => `Order/${ids.order(view.order.n)}`),
  id: ({ order }) => gid('Order', ids.order(order.n)),
  legacyResourceId: ({ order }) => String(ids.order(order.n)),
  name: ({ order }) => orderName(order.n),
  number: ({ order }) => order.n,
  confirmationNumber: ({ order }) => `K${(order.n * 7919).toString(36).toUpperCase()}`,
  createdAt: ({ order }) => time(order.createdAt),
  processedAt: ({ order }) => time(order.processedAt),
  updatedAt: ({ order }) => time(order.updatedAt),
  sourceName: ({ order }) => order.source,
  note: ({ order }) => order.note,
  tags: ({ order }) => order.tags,
  poNumber: ({ order }) => order.poNumber,
  currencyCode: ({ order }) => order.currency,
  presentmentCurrencyCode: (view) => view.currency,
  taxesIncluded: ({ order }) => order.taxesIncluded,
  taxExempt: ({ order }) => order.taxExempt,
  estimatedTaxes: () => false,
  dutiesIncluded: () => false,
  discountCode: (view) => discountsOf(view).find((one) => one.kind === 'code')?.title ?? null,
  discountCodes: ({ order }) => order.discounts.flatMap((one) => (one.kind === 'code' ? [one.title] : [])),
  paymentGatewayNames: ({ order }) => gatewaysOf(order),
  customAttributes: ({ order }) => order.attributes,
  paymentTerms: ({ order }) =>
    order.paymentTerms && {
      id: gid('PaymentTerms', ids.order(order.n)),
      paymentTermsType: order.paymentTerms.type,
      paymentTermsName: order.paymentTerms.name,
      dueInDays: order.paymentTerms.days,
      due: false,
      overdue: false,
    },
  subtotalLineItemsQuantity: ({ order }) => order.lines.reduce((all, line) => all + line.quantity, 0),
  currentSubtotalLineItemsQuantity: ({ order }) =>
    order.lines.reduce((all, line) => all + line.quantity - removedFrom(order, line).quantity, 0),
  totalWeight: ({ order }) => String(order.lines.reduce((all, line) => all + line.grams * line.quantity, 0)),
}
