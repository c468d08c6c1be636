/**
 * What is read of an order, once for every document that reads one: the sweep, given ids, further lines. Amounts are
 * MoneyBags (which cost nothing): `shopMoney` is what the shop books in, `presentmentMoney` what the buyer saw.
 */
export const MONEY = `
  fragment Money on MoneyBag {
    shopMoney { amount currencyCode }
    presentmentMoney { amount currencyCode }
  }`

const ADDRESS = `
  fragment Address on MailingAddress {
    firstName lastName name company address1 address2 zip city province provinceCode country countryCodeV2 phone
  }`

export const LINE = `
  fragment Line on LineItem {
    id name title variantTitle vendor sku quantity currentQuantity refundableQuantity
    requiresShipping taxable isGiftCard
    product { id }
    variant { id barcode }
    customAttributes { key value }
    lineItemGroup { id title quantity variantSku }
    originalUnitPriceSet { ...Money }
    originalTotalSet { ...Money }
    priceAfterAllDiscountsBeforeTaxesSet { ...Money }
    discountAllocations {
      allocatedAmountSet { ...Money }
      discountApplication {
        targetType
        allocationMethod
        ... on DiscountCodeApplication { code }
      }
    }
    taxLines { title rate priceSet { ...Money } channelLiable }
  }`

const METAFIELD = `
  fragment Field on Metafield { namespace key type value }`

const BUYER = `
  fragment Company on PurchasingCompany {
    company { id name externalId }
    location {
      id name externalId
      taxSettings { taxRegistrationId taxExempt }
      metafields(first: 30) { pageInfo { hasNextPage } nodes { ...Field } }
    }
  }
  fragment Buyer on Customer {
    id firstName lastName locale note tags taxExempt
    taxSettings { taxId }
    defaultEmailAddress { emailAddress }
    defaultPhoneNumber { phoneNumber }
    metafields(first: 30) { pageInfo { hasNextPage } nodes { ...Field } }
  }`

const ORDER = `
  fragment Order on Order {
    id legacyResourceId name createdAt processedAt updatedAt cancelledAt cancelReason closedAt test edited
    sourceName email phone note tags poNumber currencyCode presentmentCurrencyCode
    taxesIncluded taxExempt dutiesIncluded customerLocale discountCodes paymentGatewayNames
    displayFinancialStatus displayFulfillmentStatus returnStatus
    customAttributes { key value }
    risk { recommendation }
    paymentTerms { paymentTermsName paymentTermsType dueInDays }
    totalPriceSet { ...Money }
    currentTotalPriceSet { ...Money }
    totalTaxSet { ...Money }
    totalReceivedSet { ...Money }
    totalRefundedSet { ...Money }
    totalOutstandingSet { ...Money }
    totalTipReceivedSet { ...Money }
    originalTotalDutiesSet { ...Money }
    totalCashRoundingAdjustment { paymentSet { ...Money } refundSet { ...Money } }
    additionalFees { name price { ...Money } taxLines { rate priceSet { ...Money } } }
    purchasingEntity { ...Company }
    customer { ...Buyer }
    localizedFields(first: 10) { nodes { key title value } }
    metafields(first: 30) { pageInfo { hasNextPage } nodes { ...Field } }
    billingAddress { ...Address }
    shippingAddress { ...Address }
    refunds(first: 1) { id }
    transactions(first: 50) {
      id kind status gateway formattedGateway paymentId processedAt test
      amountSet { ...Money }
      amountRoundingSet { ...Money }
    }
    shippingLines(first: 10) {
      pageInfo { hasNextPage }
      nodes {
        id title code source carrierIdentifier
        originalPriceSet { ...Money }
        discountedPriceSet { ...Money }
        taxLines { title rate priceSet { ...Money } channelLiable }
      }
    }
    lineItems(first: 50) { pageInfo { hasNextPage endCursor } nodes { ...Line } }
  }`

export const ORDER_FRAGMENTS = [ORDER, BUYER, LINE, ADDRESS, METAFIELD, MONEY].join('\n')
