import type { OrderAccounting } from './accounting.ts'

/**
 * An order as records carry it: plain lists, no wrappers, names as in Shopify wherever Shopify has one, so that its
 * documentation still helps. Written down field by field in the README of this folder.
 *
 * Amounts are numbers in the currency of the shop (`currencyCode`). Each is the double nearest to the decimal that
 * Shopify gave, which prints as that decimal again; sums are made on decimals and never on these numbers.
 */
export interface ShopifyOrder {
  readonly id: string
  readonly legacyResourceId: string
  readonly name: string
  readonly createdAt: string
  readonly processedAt: string
  readonly updatedAt: string
  readonly cancelledAt: string | null
  readonly cancelReason: string | null
  readonly closedAt: string | null
  readonly test: boolean
  readonly edited: boolean
  readonly sourceName: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly note: string | null
  readonly tags: readonly string[]
  readonly poNumber: string | null
  readonly currencyCode: string
  readonly taxesIncluded: boolean
  readonly taxExempt: boolean
  readonly dutiesIncluded: boolean
  readonly customerLocale: string | null
  readonly discountCodes: readonly string[]
  readonly paymentGatewayNames: readonly string[]
  readonly displayFinancialStatus: string | null
  readonly displayFulfillmentStatus: string
  readonly returnStatus: string
  readonly paymentTerms: { readonly name: string; readonly type: string; readonly dueInDays: number | null } | null
  /** As the buyer typed it or the shop keeps it; see vat-number.ts for where it is looked for. */
  readonly vatNumber: string | null
  readonly totalPrice: number
  /** After edits and refunds. */
  readonly currentTotalPrice: number
  readonly totalTax: number
  /** VAT of the whole order by rate (0.21 is 21 %), shipping included; before refunds, and as the order stands now. */
  readonly taxes: readonly { readonly rate: number; readonly amount: number }[]
  readonly currentTaxes: readonly { readonly rate: number; readonly amount: number }[]
  /** What all discounts take off lines and shipping together. */
  readonly totalDiscounts: number
  /** Shipping lines after discounts, together. */
  readonly totalShipping: number
  readonly totalReceived: number
  readonly totalRefunded: number
  readonly totalOutstanding: number
  readonly totalTip: number
  readonly totalDuties: number
  /** Rounding of payments in cash; never part of `totalPrice`. */
  readonly cashRounding: number
  /** What the buyer saw, when that is not the currency of the shop. */
  readonly presentment: { readonly currencyCode: string; readonly totalPrice: number; readonly totalTax: number } | null
  readonly fees: readonly { readonly name: string; readonly amount: number; readonly tax: number }[]
  readonly customAttributes: readonly OrderAttribute[]
  readonly metafields: readonly OrderMetafield[]
  readonly localizedFields: readonly { readonly key: string; readonly title: string; readonly value: string }[]
  readonly customer: OrderCustomer | null
  /** Set when a company bought (B2B). */
  readonly purchasingCompany: OrderCompany | null
  /** What "Customers to Shopify" keeps of the buyer for the bookkeeping. */
  readonly accounting: OrderAccounting | null
  readonly billingAddress: OrderAddress | null
  readonly shippingAddress: OrderAddress | null
  readonly lineItems: readonly OrderLine[]
  readonly shippingLines: readonly OrderShippingLine[]
  readonly transactions: readonly OrderTransaction[]
  /** Lists that have more than was read (12 metafields of an order, 20 of a buyer, 4 shipping lines); usually empty. */
  readonly incomplete: readonly string[]
}

interface OrderAttribute {
  readonly key: string
  readonly value: string | null
}

interface OrderMetafield {
  readonly namespace: string
  readonly key: string
  readonly type: string
  readonly value: string
}

export interface OrderTaxLine {
  readonly title: string
  /** 0.21 is 21 %. */
  readonly rate: number | null
  readonly amount: number
  /** A marketplace pays this tax, not the shop. */
  readonly channelLiable: boolean
}

export interface OrderLine {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly variantTitle: string | null
  readonly vendor: string | null
  /** Null when the line has none, also when Shopify gives an empty text. */
  readonly sku: string | null
  readonly barcode: string | null
  /** As ordered: removed and refunded units are still in it. */
  readonly quantity: number
  readonly currentQuantity: number
  readonly refundableQuantity: number
  readonly requiresShipping: boolean
  readonly taxable: boolean
  readonly isGiftCard: boolean
  /** Null on custom lines, on tips, and once the variant was deleted. */
  readonly variantId: string | null
  /** One unit before discounts; with VAT when `taxesIncluded`. */
  readonly unitPrice: number
  /** All units before discounts. */
  readonly originalTotal: number
  /** This line's share of every discount, those on the order included. */
  readonly discount: number
  /** `originalTotal - discount`, to the cent: what lines are booked with. */
  readonly total: number
  readonly totalTax: number
  /** After discounts, without tax, without removed and refunded units. */
  readonly currentNetTotal: number
  readonly taxLines: readonly OrderTaxLine[]
  readonly customAttributes: readonly OrderAttribute[]
  /** The bundle that this line is a component of. */
  readonly bundle: {
    readonly id: string
    readonly title: string
    readonly quantity: number
    readonly sku: string | null
  } | null
}

export interface OrderShippingLine {
  readonly id: string | null
  readonly title: string
  readonly code: string | null
  readonly source: string | null
  readonly carrierIdentifier: string | null
  readonly originalPrice: number
  readonly discount: number
  /** After discounts; with VAT when `taxesIncluded`. */
  readonly price: number
  readonly totalTax: number
  readonly taxLines: readonly OrderTaxLine[]
}

export interface OrderAddress {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly name: string | null
  readonly company: string | null
  readonly address1: string | null
  readonly address2: string | null
  readonly zip: string | null
  readonly city: string | null
  readonly province: string | null
  readonly provinceCode: string | null
  readonly country: string | null
  readonly countryCodeV2: string | null
  readonly phone: string | null
}

export interface OrderCustomer {
  readonly id: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly email: string | null
  readonly locale: string
  readonly note: string | null
  readonly tags: readonly string[]
  readonly taxExempt: boolean
  readonly taxId: string | null
  readonly metafields: readonly OrderMetafield[]
}

export interface OrderCompany {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly location: {
    readonly id: string
    readonly name: string
    readonly externalId: string | null
    readonly taxRegistrationId: string | null
    readonly taxExempt: boolean
    readonly metafields: readonly OrderMetafield[]
  }
}

export interface OrderTransaction {
  readonly id: string
  /** Money in is SALE or CAPTURE with status SUCCESS; an AUTHORIZATION is none. */
  readonly kind: string
  readonly status: string
  readonly gateway: string | null
  readonly formattedGateway: string | null
  readonly paymentId: string | null
  readonly processedAt: string | null
  readonly test: boolean
  readonly amount: number
  readonly rounding: number
}
