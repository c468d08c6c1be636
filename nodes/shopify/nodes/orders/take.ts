import type { SourceRecord } from '../../../sdk/record.ts'
import type { CompleteOrdersConfig } from './config.ts'
import type { ShopifyOrder } from './order.ts'

/** Why the settings leave an order alone, as a sentence; undefined: it is taken. */
export function leftOut(order: ShopifyOrder, config: CompleteOrdersConfig): string | undefined {
  const status = order.displayFinancialStatus ?? 'without a payment status'
  if (config.statuses.length > 0 && !config.statuses.includes(status)) {
    return `${order.name} is ${status}; only ${config.statuses.join(', ')} is taken`
  }
  if (order.cancelledAt !== null && !config.includeCancelled) return `${order.name} was cancelled`
  if (order.test && !config.includeTest) return `${order.name} is a test order`
  if (config.cutOver && new Date(order.processedAt) < config.cutOver) {
    return `${order.name} of ${order.processedAt} is from before the cut-over date`
  }
  const tag = order.tags.find((one) => config.excludeTags.some((excluded) => isTag(one, excluded)))
  return tag === undefined ? undefined : `${order.name} has the tag ${tag}`
}

/** Tags are one in any case; `afas:*` stands for all that begin so. */
function isTag(tag: string, excluded: string): boolean {
  const [one, other] = [tag.toLowerCase(), excluded.toLowerCase()]
  return other.endsWith('*') ? one.startsWith(other.slice(0, -1)) : one === other
}

/** An order as a record: known by its id in Shopify, found by everything people know it by. */
export function recordOf(order: ShopifyOrder): SourceRecord<ShopifyOrder> {
  const email = order.email ?? order.customer?.email ?? null
  const skus = [...new Set(order.lineItems.map((line) => line.sku).filter((sku) => sku !== null))]
  return {
    identity: order.id,
    key: order.name,
    keys: [
      { type: 'order', value: order.name },
      { type: 'id', value: order.legacyResourceId },
      ...(email ? [{ type: 'email', value: email.toLowerCase() }] : []),
      ...skus.map((sku) => ({ type: 'sku', value: sku })),
    ],
    data: order,
    summary: { who: whoOf(order, email), amount: amountOf(order) },
  }
}

/** Who bought it, as people say it: the company, the person, else the address. */
function whoOf(order: ShopifyOrder, email: string | null): string {
  const address = order.billingAddress ?? order.shippingAddress
  const name = [address?.firstName, address?.lastName].filter(Boolean).join(' ')
  return address?.company || name || email || order.name
}

const SIGNS: Readonly<Record<string, string>> = { EUR: '€', GBP: '£', USD: '$' }

function amountOf({ currencyCode, totalPrice }: ShopifyOrder): string {
  return `${SIGNS[currencyCode] ?? currencyCode}\u00a0${totalPrice.toFixed(2)}`
}
