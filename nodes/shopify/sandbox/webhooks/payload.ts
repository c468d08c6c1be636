import { gid, time, timeOrNull } from '../graphql/gid.ts'
import { fixed } from '../graphql/money.ts'
import { sentOf, unsentOf } from '../orders/fulfilment-orders.ts'
import {
  ids,
  orderName,
  type Address,
  type Fulfilment,
  type Line,
  type Order,
  type Refund,
  type Tax,
} from '../orders/order.ts'
import { financialStatus, lineTotal, removedFrom, shippingTotal, totalsOf } from '../orders/sums.ts'
import type { Shop } from '../shop.ts'
import { gatewaysOf } from '../store/orders.ts'

/** Webhooks speak the older language of the REST API: snake case, plain ids, amounts as text with two decimals. */

const set = (order: Order, cents: number) => ({
  shop_money: { amount: fixed(cents), currency_code: order.currency },
  presentment_money: {
    amount: fixed(Math.round(cents * (order.presentment?.rate ?? 1))),
    currency_code: order.presentment?.currency ?? order.currency,
  },
})

const addressOf = (address: Address | null) =>
  address && {
    first_name: address.firstName,
    last_name: address.lastName,
    name: `${address.firstName} ${address.lastName}`.trim(),
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    zip: address.zip,
    city: address.city,
    province_code: address.provinceCode,
    country_code: address.country,
    phone: address.phone,
  }

const taxesOf = (order: Order, taxes: readonly Tax[]) =>
  taxes.map((one) => ({
    title: one.title,
    rate: one.rate,
    price: fixed(one.cents),
    price_set: set(order, one.cents),
    channel_liable: false,
  }))

const lineOf = (order: Order, line: Line) => ({
  id: line.id,
  admin_graphql_api_id: gid('LineItem', line.id),
  product_id: line.product,
  variant_id: line.variant,
  title: line.title,
  variant_title: line.variantTitle,
  name: line.title,
  sku: line.sku,
  vendor: line.vendor,
  quantity: line.quantity,
  current_quantity: line.quantity - removedFrom(order, line).quantity,
  fulfillable_quantity: unsentOf(order, line.id),
  fulfillment_status: sentOf(order, line.id) === 0 ? null : unsentOf(order, line.id) === 0 ? 'fulfilled' : 'partial',
  price: fixed(line.unit),
  price_set: set(order, line.unit),
  total_discount: fixed(line.unit * line.quantity - lineTotal(line)),
  taxable: line.taxable,
  gift_card: line.giftCard,
  grams: line.grams,
  requires_shipping: line.requiresShipping,
  properties: line.attributes.map((one) => ({ name: one.key, value: one.value })),
  tax_lines: taxesOf(order, line.taxes),
  discount_allocations: line.allocations.map((one) => ({
    amount: fixed(one.cents),
    amount_set: set(order, one.cents),
    discount_application_index: one.discount,
  })),
})

export function orderPayload(shop: Shop, order: Order): Record<string, unknown> {
  const totals = totalsOf(order)
  const customer = order.customer === null ? undefined : shop.customers.get(order.customer)
  return {
    id: ids.order(order.n),
    admin_graphql_api_id: gid('Order', ids.order(order.n)),
    name: orderName(order.n),
    number: order.n,
    order_number: 1000 + order.n,
    email: order.email ?? '',
    contact_email: order.email,
    phone: order.phone,
    note: order.note,
    tags: order.tags.join(', '),
    po_number: order.poNumber,
    source_name: order.source,
    test: order.test,
    created_at: time(order.createdAt),
    processed_at: time(order.processedAt),
    updated_at: time(order.updatedAt),
    cancelled_at: timeOrNull(order.cancelledAt),
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    closed_at: timeOrNull(order.closedAt),
    financial_status: financialStatus(order, totals).toLowerCase(),
    fulfillment_status:
      order.fulfillment === 'FULFILLED' ? 'fulfilled' : order.fulfillment === 'PARTIALLY_FULFILLED' ? 'partial' : null,
    fulfillments: order.fulfilments.map((one) => fulfilmentPayload(order, one)),
    currency: order.currency,
    presentment_currency: order.presentment?.currency ?? order.currency,
    taxes_included: order.taxesIncluded,
    tax_exempt: order.taxExempt,
    total_price: fixed(totals.total),
    total_price_set: set(order, totals.total),
    current_total_price: fixed(totals.currentTotal),
    current_total_price_set: set(order, totals.currentTotal),
    subtotal_price: fixed(totals.subtotal),
    subtotal_price_set: set(order, totals.subtotal),
    total_tax: fixed(totals.tax),
    total_tax_set: set(order, totals.tax),
    total_discounts: fixed(totals.discounts),
    total_shipping_price_set: set(order, totals.shipping),
    total_outstanding: fixed(totals.outstanding),
    payment_gateway_names: gatewaysOf(order),
    note_attributes: order.attributes.map((one) => ({ name: one.key, value: one.value })),
    customer: customer
      ? {
          id: customer.id,
          admin_graphql_api_id: gid('Customer', customer.id),
          email: customer.email,
          first_name: customer.firstName,
          last_name: customer.lastName,
        }
      : null,
    billing_address: addressOf(order.billing),
    shipping_address: addressOf(order.shipTo),
    line_items: order.lines.map((line) => lineOf(order, line)),
    shipping_lines: order.shipping.map((line) => ({
      id: line.id,
      title: line.title,
      code: line.code,
      carrier_identifier: line.carrier,
      price: fixed(line.cents),
      price_set: set(order, line.cents),
      discounted_price: fixed(shippingTotal(line)),
      discounted_price_set: set(order, shippingTotal(line)),
      tax_lines: taxesOf(order, line.taxes),
    })),
    refunds: order.refunds.map((one) => refundPayload(order, one)),
  }
}

export function fulfilmentPayload(order: Order, one: Fulfilment): Record<string, unknown> {
  return {
    id: one.id,
    admin_graphql_api_id: gid('Fulfillment', one.id),
    order_id: ids.order(order.n),
    name: one.name,
    status: one.status.toLowerCase(),
    created_at: time(one.at),
    updated_at: time(one.updatedAt),
    location_id: ids.location(one.location),
    tracking_company: one.tracking.company,
    tracking_number: one.tracking.numbers[0] ?? null,
    tracking_numbers: one.tracking.numbers,
    tracking_url: one.tracking.urls[0] ?? null,
    tracking_urls: one.tracking.urls,
    line_items: one.lines.flatMap((part) => {
      const line = order.lines.find((some) => some.id === part.line)
      return line ? [{ ...lineOf(order, line), quantity: part.quantity }] : []
    }),
  }
}

export function refundPayload(order: Order, refund: Refund): Record<string, unknown> {
  return {
    id: refund.id,
    admin_graphql_api_id: gid('Refund', refund.id),
    order_id: ids.order(order.n),
    created_at: time(refund.at),
    processed_at: time(refund.at),
    note: refund.note,
    restock: refund.lines.some((one) => one.restock !== 'NO_RESTOCK'),
    refund_line_items: refund.lines.map((one) => ({
      id: one.id,
      line_item_id: one.line,
      quantity: one.quantity,
      restock_type: one.restock.toLowerCase(),
      subtotal: one.subtotal / 100,
      subtotal_set: set(order, one.subtotal),
      total_tax: one.tax / 100,
      total_tax_set: set(order, one.tax),
    })),
    transactions: order.transactions
      .filter((one) => refund.transactions.includes(one.id))
      .map((one) => ({
        id: one.id,
        admin_graphql_api_id: gid('OrderTransaction', one.id),
        kind: one.kind.toLowerCase(),
        status: one.status.toLowerCase(),
        gateway: one.gateway,
        amount: fixed(one.cents),
      })),
    order_adjustments: refund.adjustments.map((one) => ({
      id: one.id,
      kind: one.reason.toLowerCase(),
      amount: fixed(one.cents),
    })),
  }
}
