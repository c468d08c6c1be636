/**
 * What is read of an order, once for every document that reads one: the sweep, given ids, further lines. Amounts are
 * MoneyBags (which cost nothing): `shopMoney` is what the shop books in, `presentmentMoney` what the buyer saw.
 *
 * The rate budget is what limits a large run, and every object here is paid for in each row: a list costs 2 and its
 * children times floor(2 ln size), so sizes stand just below a step (4, 12, 20).
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
    variant { id barcode }
    customAttributes { key value }
    lineItemGroup { id title quantity variantSku }
    originalUnitPriceSet { ...Money }
    originalTotalSet { ...Money }
    priceAfterAllDiscountsBeforeTaxesSet { ...Money }
    discountAllocations { allocatedAmountSet { ...Money } }
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
      metafields(first: 20) { pageInfo { hasNextPage } nodes { ...Field } }
    }
  }
  fragment Buyer on Customer {
    id firstName lastName locale note tags taxExempt
    taxSettings { taxId }
    defaultEmailAddress { emailAddress }
    metafields(first: 20) { pageInfo { hasNextPage } nodes { ...Field } }
  }`

const ORDER = `
  fragment Order on Order {
    id legacyResourceId name createdAt processedAt updatedAt cancelledAt cancelReason closedAt test edited
    sourceName email phone note tags poNumber currencyCode presentmentCurrencyCode
    taxesIncluded taxExempt dutiesIncluded customerLocale discountCodes paymentGatewayNames
    displayFinancialStatus displayFulfillmentStatus returnStatus
    customAttributes { key value }
    paymentTerms { paymentTermsName paymentTermsType dueInDays }
    totalPriceSet { ...Money }
    currentTotalPriceSet { ...Money }
    totalTaxSet { ...Money }
    taxLines { rate priceSet { ...Money } }
    currentTaxLines { rate priceSet { ...Money } }
    totalReceivedSet { ...Money }
    totalRefundedSet { ...Money }
    totalOutstandingSet { ...Money }
    totalTipReceivedSet { ...Money }
    originalTotalDutiesSet { ...Money }
    totalCashRoundingAdjustment { paymentSet { ...Money } refundSet { ...Money } }
    additionalFees { name price { ...Money } taxLines { rate priceSet { ...Money } } }
    purchasingEntity { ...Company }
    customer { ...Buyer }
    localizedFields(first: 4) { nodes { key title value } }
    metafields(first: 12) { pageInfo { hasNextPage } nodes { ...Field } }
    billingAddress { ...Address }
    shippingAddress { ...Address }
    transactions(first: 50) {
      id kind status gateway formattedGateway paymentId processedAt test
      amountSet { ...Money }
      amountRoundingSet { ...Money }
    }
    shippingLines(first: 4) {
      pageInfo { hasNextPage }
      nodes {
        id title code source carrierIdentifier
        originalPriceSet { ...Money }
        discountedPriceSet { ...Money }
        taxLines { title rate priceSet { ...Money } channelLiable }
      }
    }
    lineItems(first: 20) { pageInfo { hasNextPage endCursor } nodes { ...Line } }
  }`

export const ORDER_FRAGMENTS = [ORDER, BUYER, LINE, ADDRESS, METAFIELD, MONEY].join('\n')
