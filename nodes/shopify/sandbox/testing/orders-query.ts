/** Everything about an order that its sums are made of; weighs like a real reader's query. */
export const ordersQuery = `
query Orders($q: String!, $n: Int!, $after: String) {
  orders(first: $n, after: $after, query: $q, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id name createdAt processedAt updatedAt cancelledAt test edited email taxesIncluded taxExempt dutiesIncluded
      displayFinancialStatus paymentGatewayNames
      totalPriceSet { ...m } currentTotalPriceSet { ...m } currentSubtotalPriceSet { ...m } currentShippingPriceSet { ...m }
      currentTotalTaxSet { ...m } totalTaxSet { ...m } totalReceivedSet { ...m } totalRefundedSet { ...m }
      totalOutstandingSet { ...m } netPaymentSet { ...m } originalTotalDutiesSet { ...m }
      additionalFees { name price { ...m } taxLines { rate priceSet { ...m } } }
      customer { id defaultEmailAddress { emailAddress } }
      billingAddress { ...a } shippingAddress { ...a }
      transactions(first: 20) { id kind status gateway amountSet { ...m } }
      refunds(first: 5) {
        id totalRefundedSet { ...m }
        refundLineItems(first: 5) { nodes { quantity lineItem { id } subtotalSet { ...m } totalTaxSet { ...m } } }
      }
      shippingLines(first: 5) { nodes { id title code discountedPriceSet { ...m } taxLines { title rate priceSet { ...m } } } }
      lineItems(first: 100) {
        pageInfo { hasNextPage }
        nodes {
          id title sku quantity currentQuantity isGiftCard
          originalUnitPriceSet { ...m } originalTotalSet { ...m } priceAfterAllDiscountsBeforeTaxesSet { ...m }
          discountAllocations { allocatedAmountSet { ...m } discountApplication { targetType allocationMethod } }
          taxLines { title rate priceSet { ...m } }
        }
      }
    }
  }
}
fragment m on MoneyBag { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
fragment a on MailingAddress { firstName lastName company address1 address2 zip city provinceCode countryCodeV2 phone }`
