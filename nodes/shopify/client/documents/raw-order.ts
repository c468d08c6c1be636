/** The answer of the order documents as Shopify gives it; `nodes/orders/order.ts` is what records carry. */

export interface PageInfo {
  readonly hasNextPage: boolean
  readonly endCursor: string | null
}

export interface RawMoney {
  readonly shopMoney: { readonly amount: string; readonly currencyCode: string }
  readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string }
}

export interface RawTax {
  readonly rate: number | null
  readonly priceSet: RawMoney
}

export interface RawTaxLine extends RawTax {
  readonly title: string
  readonly channelLiable?: boolean | null
}

export interface RawAddress {
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

export interface RawMetafield {
  readonly namespace: string
  readonly key: string
  readonly type: string
  readonly value: string
}

interface Attribute {
  readonly key: string
  readonly value: string | null
}

interface Whole<T> {
  readonly pageInfo: { readonly hasNextPage: boolean }
  readonly nodes: readonly T[]
}

export interface RawLine {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly variantTitle: string | null
  readonly vendor: string | null
  readonly sku: string | null
  readonly quantity: number
  readonly currentQuantity: number
  readonly refundableQuantity: number
  readonly requiresShipping: boolean
  readonly taxable: boolean
  readonly isGiftCard: boolean
  readonly variant: { readonly id: string; readonly barcode: string | null } | null
  readonly customAttributes: readonly Attribute[]
  readonly lineItemGroup: {
    readonly id: string
    readonly title: string
    readonly quantity: number
    readonly variantSku: string | null
  } | null
  readonly originalUnitPriceSet: RawMoney
  readonly originalTotalSet: RawMoney
  readonly priceAfterAllDiscountsBeforeTaxesSet: RawMoney
  readonly discountAllocations: readonly { readonly allocatedAmountSet: RawMoney }[]
  readonly taxLines: readonly RawTaxLine[]
}

export interface RawShippingLine {
  readonly id: string | null
  readonly title: string
  readonly code: string | null
  readonly source: string | null
  readonly carrierIdentifier: string | null
  readonly originalPriceSet: RawMoney
  readonly discountedPriceSet: RawMoney
  readonly taxLines: readonly RawTaxLine[]
}

export interface RawTransaction {
  readonly id: string
  readonly kind: string
  readonly status: string
  readonly gateway: string | null
  readonly formattedGateway: string | null
  readonly paymentId: string | null
  readonly processedAt: string | null
  readonly test: boolean
  readonly amountSet: RawMoney
  readonly amountRoundingSet: RawMoney | null
}

export interface RawPurchasingCompany {
  readonly company?: { readonly id: string; readonly name: string; readonly externalId: string | null }
  readonly location?: {
    readonly id: string
    readonly name: string
    readonly externalId: string | null
    readonly taxSettings: { readonly taxRegistrationId: string | null; readonly taxExempt: boolean }
    readonly metafields: Whole<RawMetafield>
  }
}

export interface RawCustomer {
  readonly id: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly locale: string
  readonly note: string | null
  readonly tags: readonly string[]
  readonly taxExempt: boolean
  readonly taxSettings: { readonly taxId: string | null } | null
  readonly defaultEmailAddress: { readonly emailAddress: string } | null
  readonly metafields: Whole<RawMetafield>
}

export interface RawOrder {
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
  readonly presentmentCurrencyCode: string
  readonly taxesIncluded: boolean
  readonly taxExempt: boolean
  readonly dutiesIncluded: boolean
  readonly customerLocale: string | null
  readonly discountCodes: readonly string[]
  readonly paymentGatewayNames: readonly string[]
  readonly displayFinancialStatus: string | null
  readonly displayFulfillmentStatus: string
  readonly returnStatus: string
  readonly customAttributes: readonly Attribute[]
  readonly paymentTerms: {
    readonly paymentTermsName: string
    readonly paymentTermsType: string
    readonly dueInDays: number | null
  } | null
  readonly totalPriceSet: RawMoney
  readonly currentTotalPriceSet: RawMoney
  readonly totalTaxSet: RawMoney | null
  readonly taxLines: readonly RawTax[]
  readonly currentTaxLines: readonly RawTax[]
  readonly totalReceivedSet: RawMoney
  readonly totalRefundedSet: RawMoney
  readonly totalOutstandingSet: RawMoney
  readonly totalTipReceivedSet: RawMoney
  readonly originalTotalDutiesSet: RawMoney | null
  readonly totalCashRoundingAdjustment: { readonly paymentSet: RawMoney; readonly refundSet: RawMoney }
  readonly additionalFees: readonly {
    readonly name: string
    readonly price: RawMoney
    readonly taxLines: readonly RawTax[]
  }[]
  readonly purchasingEntity: RawPurchasingCompany | null
  readonly customer: RawCustomer | null
  readonly localizedFields: {
    readonly nodes: readonly { readonly key: string; readonly title: string; readonly value: string }[]
  }
  readonly metafields: Whole<RawMetafield>
  readonly billingAddress: RawAddress | null
  readonly shippingAddress: RawAddress | null
  readonly transactions: readonly RawTransaction[]
  readonly shippingLines: Whole<RawShippingLine>
  readonly lineItems: { readonly pageInfo: PageInfo; readonly nodes: readonly RawLine[] }
}
