import type { Random } from '../../../sdk/sandbox/random.ts'
import { shippingMethods, type Article } from '../../../sdk/sandbox/world.ts'
import type { Buyer } from './buyers.ts'
import { assign } from './fulfilment-orders.ts'
import { ids, type Discount, type Line, type Order, type ShippingLine, type Tax } from './order.ts'
import { lineTotal, shippingTotal, spread, taxOn } from './sums.ts'
import { inUnion, vatFor } from './vat.ts'

/** One thing that is ordered: from the catalogue, or something the shop wrote down by hand. */
export interface Wanted {
  readonly article?: Article
  readonly variant?: number
  readonly variantTitle?: string
  readonly sku: string | null
  readonly title: string
  readonly quantity: number
  /** In cents, including VAT; with `exact` just as the order shall show it. */
  readonly price: number
  readonly exact?: boolean
  readonly vatRate: number
  /** The variant is gone from the catalogue by now. */
  readonly deleted?: boolean
  readonly bundle?: boolean
  /** Index of the location that it is sent from; 0 unless said. */
  readonly location?: number
}

/** The price as the order shows it: with VAT, or without where VAT comes on top or is not charged. */
function unitPrice(wanted: Wanted, included: boolean): number {
  return included || wanted.exact ? wanted.price : Math.round(wanted.price / (1 + wanted.vatRate / 100))
}

export function wantedOf(article: Article, quantity: number): Wanted {
  return {
    article,
    sku: article.sku,
    title: article.title,
    quantity,
    price: article.priceIncl,
    vatRate: article.vatRate,
  }
}

export function lineOf(n: number, place: number, wanted: Wanted, included: boolean): Line {
  const { article } = wanted
  const inCatalogue = article !== undefined && !wanted.deleted
  return {
    id: ids.line(n, place),
    title: wanted.title,
    variantTitle: wanted.variantTitle ?? null,
    sku: wanted.sku,
    vendor: article ? 'De Haven' : null,
    quantity: wanted.quantity,
    unit: unitPrice(wanted, included),
    variant: inCatalogue ? (wanted.variant ?? ids.variant(article.index, 0)) : null,
    product: inCatalogue ? ids.product(article.family?.lead ?? article.index) : null,
    grams: article?.grams ?? 0,
    taxable: wanted.vatRate > 0,
    requiresShipping: article !== undefined && article.group !== 'CADEAU',
    giftCard: article?.group === 'CADEAU' && article.title.startsWith('Cadeaubon'),
    allocations: [],
    taxes: [],
    ...(wanted.bundle
      ? { group: { id: ids.lineGroup(n), title: 'Ontbijtpakket', quantity: 1, variantSku: 'PAKKET-ONTBIJT' } }
      : {}),
    attributes: [],
  }
}

function shippingOf(random: Random, n: number, buyer: Buyer, included: boolean): ShippingLine[] {
  const fitting = shippingMethods.filter((one) => (one.countries as readonly string[]).includes(buyer.shipTo.country))
  const method = random.pick(fitting.length > 0 ? fitting : shippingMethods.slice(0, 1))
  return [
    {
      id: ids.shipping(n, 1),
      title: method.title,
      code: method.code,
      carrier: null,
      cents: included ? method.price : Math.round(method.price / 1.21),
      allocations: [],
      taxes: [],
    },
  ]
}

const valueOf = (discount: Discount, base: number): number =>
  'percent' in discount.value ? Math.round((base * discount.value.percent) / 100) : Math.min(discount.value.cents, base)

/** Gives each part its share of the discounts; `only` names the lines of a discount that is not for all. */
function allocate(order: Order, only: ReadonlyMap<number, readonly number[]>): void {
  for (const [index, discount] of order.discounts.entries()) {
    if (discount.target === 'SHIPPING_LINE') {
      for (const line of order.shipping) {
        const cents = valueOf(discount, shippingTotal(line))
        if (cents > 0) line.allocations.push({ discount: index, cents })
      }
      continue
    }
    const places = only.get(index)
    const lines = places ? order.lines.filter((_, place) => places.includes(place)) : order.lines
    const weights = lines.map(lineTotal)
    const whole = valueOf(
      discount,
      weights.reduce((a, b) => a + b, 0),
    )
    for (const [place, cents] of spread(whole, weights).entries()) {
      if (cents > 0) lines[place]?.allocations.push({ discount: index, cents })
    }
  }
}

export interface Composition {
  readonly n: number
  readonly buyer: Buyer
  readonly wanted: readonly Wanted[]
  readonly discounts?: readonly Discount[]
  readonly only?: ReadonlyMap<number, readonly number[]>
  readonly shipping: boolean
  readonly base: Pick<Order, 'createdAt' | 'test' | 'source' | 'tags' | 'presentment'>
}

/** An order before anyone paid: lines, shares of discounts, shipping, and VAT on what is left. */
export function compose(random: Random, given: Composition): Order {
  const { n, buyer, base } = given
  const country = buyer.shipTo.country
  const included = inUnion(country) && !buyer.company
  const order: Order = {
    n,
    createdAt: base.createdAt,
    processedAt: base.createdAt,
    updatedAt: base.createdAt,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
    test: base.test,
    edited: false,
    source: base.source,
    email: buyer.email,
    phone: buyer.phone,
    note: null,
    poNumber: null,
    tags: [...base.tags],
    attributes: [...buyer.attributes],
    locale: country === 'NL' || country === 'BE' ? 'nl' : country === 'DE' ? 'de' : country === 'FR' ? 'fr' : 'en',
    currency: 'EUR',
    presentment: base.presentment,
    taxesIncluded: included,
    taxExempt: buyer.taxExempt,
    customer: buyer.customer,
    companyLocation: buyer.companyLocation,
    paymentTerms: null,
    billing: buyer.billing,
    shipTo: buyer.shipTo,
    discounts: given.discounts ?? [],
    lines: given.wanted.map((one, place) => lineOf(n, place + 1, one, included)),
    shipping: given.shipping ? shippingOf(random, n, buyer, included) : [],
    transactions: [],
    refunds: [],
    fulfilmentOrders: [],
    fulfilments: [],
    fulfillment: 'UNFULFILLED',
  }
  allocate(order, given.only ?? new Map())
  assign(order, (_, place) => given.wanted[place]?.location ?? 0)
  const rates = given.wanted.map((one) => one.vatRate)
  applyVat(order, country, (place) => rates[place] ?? 0)
  return order
}

export function applyVat(order: Order, country: string, dutchRate: (place: number) => number): void {
  const on = (cents: number, rate: number): Tax[] => {
    const vat = vatFor(country, rate, order.taxExempt)
    return vat ? [{ ...vat, cents: taxOn(cents, vat.rate, order.taxesIncluded) }] : []
  }
  for (const [place, line] of order.lines.entries()) line.taxes = on(lineTotal(line), dutchRate(place))
  for (const line of order.shipping) line.taxes = shippingTotal(line) > 0 ? on(shippingTotal(line), 21) : []
}
