import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StartedSandbox } from '../../sdk/sandbox/start-process.ts'
import { startShopifySandbox } from './start.ts'
import { clientOf, type Client } from './testing/client.ts'
import { ordersQuery } from './testing/orders-query.ts'

interface Bag {
  readonly shopMoney: { readonly amount: string; readonly currencyCode: string }
  readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string }
}
type Side = 'shopMoney' | 'presentmentMoney'
interface TaxLine {
  readonly rate: number
  readonly priceSet: Bag
}
interface Line {
  readonly sku: string | null
  readonly quantity: number
  readonly currentQuantity: number
  readonly originalUnitPriceSet: Bag
  readonly originalTotalSet: Bag
  readonly priceAfterAllDiscountsBeforeTaxesSet: Bag
  readonly discountAllocations: readonly { readonly allocatedAmountSet: Bag }[]
  readonly taxLines: readonly TaxLine[]
}
interface Order {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly test: boolean
  readonly cancelledAt: string | null
  readonly taxesIncluded: boolean
  readonly displayFinancialStatus: string
  readonly totalPriceSet: Bag
  readonly totalTaxSet: Bag
  readonly currentTotalPriceSet: Bag
  readonly currentSubtotalPriceSet: Bag
  readonly currentShippingPriceSet: Bag
  readonly currentTotalTaxSet: Bag
  readonly totalReceivedSet: Bag
  readonly totalRefundedSet: Bag
  readonly totalOutstandingSet: Bag
  readonly netPaymentSet: Bag
  readonly originalTotalDutiesSet: Bag | null
  readonly additionalFees: readonly unknown[]
  readonly customer: { readonly id: string } | null
  readonly billingAddress: {
    readonly company: string | null
    readonly address1: string
    readonly countryCodeV2: string
  } | null
  readonly shippingLines: {
    readonly nodes: readonly { readonly discountedPriceSet: Bag; readonly taxLines: readonly TaxLine[] }[]
  }
  readonly lineItems: { readonly nodes: readonly Line[] }
  readonly refunds: readonly {
    readonly totalRefundedSet: Bag
    readonly refundLineItems: { readonly nodes: readonly { readonly subtotalSet: Bag; readonly totalTaxSet: Bag }[] }
  }[]
}

const cents = (bag: Bag, side: Side): number => Math.round(Number(bag[side].amount) * 100)
const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((all, one) => all + of(one), 0)

let sandbox: StartedSandbox
let client: Client
let orders: Order[] = []

async function readAll(seed: number, count: number): Promise<Order[]> {
  await client.post('reset', { seed, orders: count, bucket: { size: 1e7, restore: 1e7 } })
  const found: Order[] = []
  for (let after: string | null = null; ;) {
    const answer = await client.graphql(ordersQuery, { q: '', n: 100, after })
    expect(answer.errors).toBeUndefined()
    const page = answer.data?.['orders'] as { nodes: Order[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
    found.push(...page.nodes)
    if (!page.pageInfo.hasNextPage) return found
    after = page.pageInfo.endCursor
  }
}

beforeAll(async () => {
  sandbox = await startShopifySandbox({ port: 0 })
  client = await clientOf(sandbox)
  orders = [...(await readAll(3, 250)), ...(await readAll(4, 250))]
})
afterAll(() => sandbox.stop())

const sides: readonly Side[] = ['shopMoney', 'presentmentMoney']

describe('the sums of 500 orders', () => {
  it('are there', () => {
    expect(orders).toHaveLength(500)
    expect(orders.filter((one) => one.totalPriceSet.presentmentMoney.currencyCode !== 'EUR').length).toBeGreaterThan(5)
    expect(orders.some((one) => !one.taxesIncluded)).toBe(true)
    expect(orders.some((one) => one.lineItems.nodes.length > 50)).toBe(true)
  })

  it.each(sides)('make the total to the cent, in %s', (side) => {
    for (const one of orders) {
      expect(one.originalTotalDutiesSet).toBeNull()
      expect(one.additionalFees).toEqual([])
      const lines = sum(
        one.lineItems.nodes,
        (line) =>
          cents(line.originalTotalSet, side) -
          sum(line.discountAllocations, (part) => cents(part.allocatedAmountSet, side)),
      )
      const shipping = sum(one.shippingLines.nodes, (line) => cents(line.discountedPriceSet, side))
      const taxes = one.taxesIncluded ? 0 : cents(one.totalTaxSet, side)
      expect([one.name, lines + shipping + taxes]).toEqual([one.name, cents(one.totalPriceSet, side)])
    }
  })

  it.each(sides)('have VAT that adds up and fits its rate, in %s', (side) => {
    for (const one of orders) {
      const parts = [...one.lineItems.nodes, ...one.shippingLines.nodes].flatMap((part) => part.taxLines)
      expect([one.name, sum(parts, (tax) => cents(tax.priceSet, side))]).toEqual([
        one.name,
        cents(one.totalTaxSet, side),
      ])
      for (const line of one.lineItems.nodes) {
        const net =
          cents(line.originalTotalSet, side) -
          sum(line.discountAllocations, (part) => cents(part.allocatedAmountSet, side))
        for (const tax of line.taxLines) {
          const exact = one.taxesIncluded ? (net * tax.rate) / (1 + tax.rate) : net * tax.rate
          expect(Math.abs(exact - cents(tax.priceSet, side))).toBeLessThanOrEqual(side === 'shopMoney' ? 0.5001 : 2)
        }
      }
    }
  })

  it.each(sides)('make what is left of an order after its refunds, in %s', (side) => {
    for (const one of orders) {
      const taxes = one.taxesIncluded ? 0 : cents(one.currentTotalTaxSet, side)
      const left = cents(one.currentSubtotalPriceSet, side) + cents(one.currentShippingPriceSet, side) + taxes
      expect([one.name, left]).toEqual([one.name, cents(one.currentTotalPriceSet, side)])
      const net = cents(one.totalReceivedSet, side) - cents(one.totalRefundedSet, side)
      expect(cents(one.netPaymentSet, side)).toBe(net)
      for (const line of one.lineItems.nodes) {
        if (line.currentQuantity !== line.quantity) continue
        const whole =
          cents(line.originalTotalSet, side) -
          sum(line.discountAllocations, (part) => cents(part.allocatedAmountSet, side))
        const tax = one.taxesIncluded ? sum(line.taxLines, (part) => cents(part.priceSet, side)) : 0
        expect(cents(line.priceAfterAllDiscountsBeforeTaxesSet, side)).toBe(whole - tax)
      }
    }
  })

  it.each(sides)('give back what refunds say, in %s', (side) => {
    const refunded = orders.filter((one) => one.refunds.length > 0)
    expect(refunded.length).toBeGreaterThan(10)
    for (const one of refunded) {
      const total = sum(one.refunds, (refund) => cents(refund.totalRefundedSet, side))
      expect([one.name, total]).toEqual([one.name, cents(one.totalRefundedSet, side)])
      if (one.displayFinancialStatus === 'REFUNDED') {
        expect([one.name, total]).toEqual([one.name, cents(one.totalPriceSet, side)])
        continue
      }
      const lines = sum(one.refunds, (refund) =>
        sum(
          refund.refundLineItems.nodes,
          (line) => cents(line.subtotalSet, side) + (one.taxesIncluded ? 0 : cents(line.totalTaxSet, side)),
        ),
      )
      expect([one.name, lines]).toEqual([one.name, total])
    }
  })

  it('agree with the state of payment', () => {
    for (const one of orders) {
      const [total, received] = [one.totalPriceSet, one.totalReceivedSet].map((bag) => cents(bag, 'shopMoney'))
      if (one.displayFinancialStatus === 'PAID') expect([one.name, received]).toEqual([one.name, total])
      if (/PENDING|AUTHORIZED/.test(one.displayFinancialStatus)) expect(received).toBe(0)
      const owed = cents(one.totalOutstandingSet, 'shopMoney')
      if (/PENDING|AUTHORIZED/.test(one.displayFinancialStatus)) expect(owed).toBe(total)
      if (/^PAID|REFUNDED/.test(one.displayFinancialStatus)) expect([one.name, owed]).toEqual([one.name, 0])
    }
  })
})

describe('the kinds of orders', () => {
  const known = async () => {
    const world = await client.get<{ products: { variants: { sku: string }[] }[] }>('state')
    return new Set(world.products.flatMap((one) => one.variants.map((variant) => variant.sku)))
  }

  it.each([5, 20, 40, 300])('are all there in a shop of %i orders, and most are paid and well', async (count) => {
    const some = await readAll(11, count)
    const skus = await known()
    const paid = some.filter((one) => one.displayFinancialStatus === 'PAID' && !one.test && one.cancelledAt === null)
    const noSku = paid.filter((one) => one.lineItems.nodes.some((line) => line.sku === null))
    const noEmail = paid.filter((one) => one.email === null)
    expect(some).toHaveLength(count)
    expect(paid.length).toBeGreaterThan(count / 2)
    expect(noSku.length).toBeGreaterThan(0)
    expect(noEmail.length).toBeGreaterThan(0)
    expect(noSku.length + noEmail.length).toBeLessThan(paid.length / 2)
    for (const line of some.flatMap((one) => one.lineItems.nodes))
      if (line.sku !== null) expect(skus).toContain(line.sku)
    if (count < 40) return
    const states = new Set(some.map((one) => one.displayFinancialStatus))
    expect([...states].toSorted()).toEqual([
      'AUTHORIZED',
      'PAID',
      'PARTIALLY_PAID',
      'PARTIALLY_REFUNDED',
      'PENDING',
      'REFUNDED',
    ])
    const countries = new Set(some.map((one) => one.billingAddress?.countryCodeV2))
    for (const country of ['NL', 'BE', 'DE', 'FR', 'GB', 'US', undefined]) expect(countries).toContain(country)
    expect(some.some((one) => one.test)).toBe(true)
    expect(some.some((one) => one.cancelledAt !== null)).toBe(true)
    expect(some.some((one) => one.billingAddress?.company)).toBe(true)
    expect(some.some((one) => one.billingAddress && !/\d/.test(one.billingAddress.address1))).toBe(true)
  })

  it('give one customer to one e-mail, and one kind', async () => {
    const some = await readAll(12, 300)
    const customers = new Map<string, Set<string>>()
    for (const one of some) {
      if (one.email === null) continue
      const email = one.email.toLowerCase()
      const seen = customers.get(email) ?? new Set()
      customers.set(
        email,
        seen.add(`${one.customer?.id} ${one.billingAddress?.company ?? (one.billingAddress ? '' : 'counter')}`),
      )
    }
    expect([...customers].filter(([, seen]) => seen.size > 1)).toEqual([])
    expect(some.filter((one) => one.email !== null).length).toBeGreaterThan(customers.size)
  })
})
