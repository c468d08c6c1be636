import { locations } from '../../../sdk/sandbox/world.ts'
import { gid, time, timeOrNull } from '../graphql/gid.ts'
import { unsentOf } from '../orders/fulfilment-orders.ts'
import { ids, orderName, type Order } from '../orders/order.ts'
import { financialStatus, removedFrom, totalsOf } from '../orders/sums.ts'
import { trackingInfoOf } from '../resolvers/tracking.ts'
import type { Shop } from '../shop.ts'
import { onHandOf, type LevelRow } from '../store/levels.ts'
import type { Metafield } from '../store/metafields.ts'
import { companiesState, customersState } from './people-state.ts'
import { subscriptionsTo } from '../webhooks/subscriptions.ts'
import { collectionsState, filesState, productsState } from './catalogue-state.ts'

const euros = (cents: number): number => cents / 100

type Kept = Pick<Metafield, 'namespace' | 'key' | 'type' | 'value'>

/** All at once: a question for each of a hundred thousand orders would take longer than the orders. */
function metafieldsByOwner(shop: Shop): ReadonlyMap<string, Kept[]> {
  const found = new Map<string, Kept[]>()
  for (const one of shop.database.all<Metafield>("SELECT * FROM metafields WHERE owner LIKE 'Order/%' ORDER BY id")) {
    const { owner, namespace, key, type, value } = one
    const list = found.get(owner) ?? []
    list.push({ namespace, key, type, value })
    found.set(owner, list)
  }
  return found
}

function orderState(order: Order, metafields: ReadonlyMap<string, Kept[]>) {
  const totals = totalsOf(order)
  const id = ids.order(order.n)
  return {
    id: gid('Order', id),
    name: orderName(order.n),
    email: order.email,
    company: order.billing?.company ?? null,
    country: (order.shipTo ?? order.billing)?.country ?? null,
    displayFinancialStatus: financialStatus(order, totals),
    displayFulfillmentStatus: order.fulfillment,
    createdAt: time(order.createdAt),
    updatedAt: time(order.updatedAt),
    cancelledAt: timeOrNull(order.cancelledAt),
    test: order.test,
    edited: order.edited,
    total: euros(totals.total),
    currentTotal: euros(totals.currentTotal),
    tax: euros(totals.tax),
    currency: order.currency,
    taxesIncluded: order.taxesIncluded,
    tags: order.tags,
    lines: order.lines.map((line) => ({
      id: gid('LineItem', line.id),
      sku: line.sku,
      title: line.title,
      quantity: line.quantity,
      currentQuantity: line.quantity - removedFrom(order, line).quantity,
      unfulfilledQuantity: unsentOf(order, line.id),
      requiresShipping: line.requiresShipping,
      price: euros(line.unit),
    })),
    metafields: metafields.get(`Order/${id}`) ?? [],
  }
}

function refundsOf(order: Order) {
  return order.refunds.map((one) => ({
    id: gid('Refund', one.id),
    order: orderName(order.n),
    createdAt: time(one.at),
    amount: euros(
      order.transactions.filter((t) => one.transactions.includes(t.id)).reduce((all, t) => all + t.cents, 0),
    ),
    lines: one.lines.map((part) => ({
      sku: order.lines.find((line) => line.id === part.line)?.sku ?? null,
      quantity: part.quantity,
      restockType: part.restock,
      subtotal: euros(part.subtotal),
      tax: euros(part.tax),
    })),
  }))
}

/** What left and did not come back as cancelled. */
function fulfilmentsOf(order: Order) {
  return order.fulfilments
    .filter((one) => one.status === 'SUCCESS')
    .map((one) => ({
      id: gid('Fulfillment', one.id),
      order: orderName(order.n),
      name: one.name,
      createdAt: time(one.at),
      location: locations[one.location]?.name ?? null,
      tracking: one.tracking.numbers[0] ?? null,
      trackingInfo: trackingInfoOf(one.tracking),
      notified: one.notified,
      lines: one.lines.map((part) => ({
        id: gid('LineItem', part.line),
        sku: order.lines.find((line) => line.id === part.line)?.sku ?? null,
        quantity: part.quantity,
      })),
    }))
}

/** All there is in the shop, for checks that count effects. */
export function stateOf(shop: Shop) {
  const orders: object[] = []
  const refunds: object[] = []
  const fulfillments: object[] = []
  const metafields = metafieldsByOwner(shop)
  for (const order of shop.orders.all()) {
    orders.push(orderState(order, metafields))
    refunds.push(...refundsOf(order))
    fulfillments.push(...fulfilmentsOf(order))
  }
  const levels = shop.database.all<LevelRow & { sku: string | null }>(
    'SELECT l.*, v.sku FROM levels l JOIN variants v ON l.item = v.id + ? WHERE l.active = 1 ORDER BY v.id, l.location',
    ids.inventoryItem(0),
  )
  return {
    environment: shop.environment,
    orders,
    customers: customersState(shop),
    companies: companiesState(shop),
    products: productsState(shop),
    inventoryLevels: levels.map((one) => ({
      sku: one.sku,
      location: locations[one.location - ids.location(0)]?.name ?? null,
      available: one.available,
      committed: one.committed,
      onHand: onHandOf(one),
    })),
    fulfillments,
    refunds,
    collections: collectionsState(shop),
    files: filesState(shop),
    webhooks: subscriptionsTo(shop.database).map((one) => ({
      id: gid('WebhookSubscription', one.id),
      topic: one.topic,
      uri: one.uri,
    })),
  }
}
