import type {
  RawAddress,
  RawCustomer,
  RawLine,
  RawOrder,
  RawPurchasingCompany,
  RawShippingLine,
  RawTax,
  RawTaxLine,
  RawTransaction,
} from '../../client/documents/raw-order.ts'
import { accountingOf } from './accounting.ts'
import { amountOf, presentmentOf, sumOf } from './amounts.ts'
import type {
  OrderAddress,
  OrderCompany,
  OrderCustomer,
  OrderLine,
  OrderShippingLine,
  OrderTaxLine,
  OrderTransaction,
  ShopifyOrder,
} from './order.ts'
import { vatNumberOf } from './vat-number.ts'

/** Shopify's answer as records carry it. `lines` are all lines of the order, those that were paged included. */
export function normaliseOrder(raw: RawOrder, lines: readonly RawLine[]): Omit<ShopifyOrder, 'incomplete'> {
  return {
    ...facts(raw),
    ...totals(raw, lines),
    customAttributes: raw.customAttributes.map(({ key, value }) => ({ key, value })),
    metafields: raw.metafields.nodes,
    localizedFields: raw.localizedFields.nodes,
    customer: raw.customer && customer(raw.customer),
    purchasingCompany: company(raw.purchasingEntity),
    accounting: accountingOf(raw),
    billingAddress: raw.billingAddress && address(raw.billingAddress),
    shippingAddress: raw.shippingAddress && address(raw.shippingAddress),
    lineItems: lines.map(line),
    shippingLines: raw.shippingLines.nodes.map(shippingLine),
    transactions: raw.transactions.map(transaction),
  }
}

function facts(raw: RawOrder) {
  const { id, name, legacyResourceId, createdAt, processedAt, updatedAt, cancelledAt, cancelReason, closedAt } = raw
  const { test, edited, sourceName, email, phone, note, tags, poNumber, currencyCode } = raw
  const { taxesIncluded, taxExempt, dutiesIncluded, customerLocale, discountCodes, paymentGatewayNames } = raw
  const { displayFinancialStatus, displayFulfillmentStatus, returnStatus, paymentTerms: terms } = raw
  return {
    ...{ id, legacyResourceId, name, createdAt, processedAt, updatedAt, cancelledAt, cancelReason, closedAt },
    ...{ test, edited, sourceName, email, phone, note, tags, poNumber, currencyCode },
    ...{ taxesIncluded, taxExempt, dutiesIncluded, customerLocale, discountCodes, paymentGatewayNames },
    ...{ displayFinancialStatus, displayFulfillmentStatus, returnStatus },
    paymentTerms: terms && {
      name: terms.paymentTermsName,
      type: terms.paymentTermsType,
      dueInDays: terms.dueInDays,
    },
    vatNumber: vatNumberOf(raw),
  }
}

function totals(raw: RawOrder, lines: readonly RawLine[]) {
  const shipping = raw.shippingLines.nodes
  const foreign = raw.presentmentCurrencyCode !== raw.currencyCode
  return {
    totalPrice: amountOf(raw.totalPriceSet),
    currentTotalPrice: amountOf(raw.currentTotalPriceSet),
    totalTax: amountOf(raw.totalTaxSet),
    taxes: taxesOf(raw.taxLines),
    currentTaxes: taxesOf(raw.currentTaxLines),
    // Not Shopify's own totalDiscountsSet, which leaves out what was given on shipping.
    totalDiscounts: sumOf(
      [...lines.flatMap(allocated), ...shipping.map((one) => one.originalPriceSet)],
      shipping.map((one) => one.discountedPriceSet),
    ),
    totalShipping: sumOf(shipping.map((one) => one.discountedPriceSet)),
    totalReceived: amountOf(raw.totalReceivedSet),
    totalRefunded: amountOf(raw.totalRefundedSet),
    totalOutstanding: amountOf(raw.totalOutstandingSet),
    totalTip: amountOf(raw.totalTipReceivedSet),
    totalDuties: amountOf(raw.originalTotalDutiesSet),
    cashRounding: sumOf([raw.totalCashRoundingAdjustment.paymentSet, raw.totalCashRoundingAdjustment.refundSet]),
    presentment: foreign
      ? {
          currencyCode: raw.presentmentCurrencyCode,
          totalPrice: presentmentOf(raw.totalPriceSet),
          totalTax: presentmentOf(raw.totalTaxSet),
        }
      : null,
    fees: raw.additionalFees.map((fee) => ({
      name: fee.name,
      amount: amountOf(fee.price),
      tax: sumOf(fee.taxLines.map((tax) => tax.priceSet)),
    })),
  }
}

function line(raw: RawLine): OrderLine {
  const discounts = allocated(raw)
  const { id, name, title, variantTitle, vendor, quantity, currentQuantity, refundableQuantity } = raw
  const { requiresShipping, taxable, isGiftCard, lineItemGroup: group } = raw
  return {
    ...{ id, name, title, variantTitle, vendor },
    sku: textOrNull(raw.sku),
    barcode: textOrNull(raw.variant?.barcode),
    ...{ quantity, currentQuantity, refundableQuantity, requiresShipping, taxable, isGiftCard },
    variantId: raw.variant?.id ?? null,
    unitPrice: amountOf(raw.originalUnitPriceSet),
    originalTotal: amountOf(raw.originalTotalSet),
    discount: sumOf(discounts),
    total: sumOf([raw.originalTotalSet], discounts),
    totalTax: taxOf(raw.taxLines),
    currentNetTotal: amountOf(raw.priceAfterAllDiscountsBeforeTaxesSet),
    taxLines: raw.taxLines.map(taxLine),
    customAttributes: raw.customAttributes.map(({ key, value }) => ({ key, value })),
    bundle: group && { id: group.id, title: group.title, quantity: group.quantity, sku: textOrNull(group.variantSku) },
  }
}

function shippingLine(raw: RawShippingLine): OrderShippingLine {
  const { id, title, code, source, carrierIdentifier } = raw
  return {
    ...{ id, title, code, source, carrierIdentifier },
    originalPrice: amountOf(raw.originalPriceSet),
    discount: sumOf([raw.originalPriceSet], [raw.discountedPriceSet]),
    price: amountOf(raw.discountedPriceSet),
    totalTax: taxOf(raw.taxLines),
    taxLines: raw.taxLines.map(taxLine),
  }
}

function taxLine(raw: RawTaxLine): OrderTaxLine {
  const { title, rate, channelLiable } = raw
  return { title, rate, amount: amountOf(raw.priceSet), channelLiable: channelLiable ?? false }
}

function transaction(raw: RawTransaction): OrderTransaction {
  const { amountSet, amountRoundingSet, ...rest } = raw
  return { ...rest, amount: amountOf(amountSet), rounding: amountOf(amountRoundingSet) }
}

function customer(raw: RawCustomer): OrderCustomer {
  const { id, firstName, lastName, locale, note, tags, taxExempt } = raw
  return {
    ...{ id, firstName, lastName },
    email: raw.defaultEmailAddress?.emailAddress ?? null,
    ...{ locale, note, tags, taxExempt },
    taxId: textOrNull(raw.taxSettings?.taxId),
    metafields: raw.metafields.nodes,
  }
}

/** The buyer is a customer or a company; of a customer nothing was asked here, so the fields are not there. */
function company(raw: RawPurchasingCompany | null): OrderCompany | null {
  if (!raw?.company || !raw.location) return null
  const { id, name, externalId, taxSettings, metafields } = raw.location
  return { ...raw.company, location: { id, name, externalId, ...taxSettings, metafields: metafields.nodes } }
}

function address(raw: RawAddress): OrderAddress {
  return { ...raw }
}

function allocated(raw: RawLine) {
  return raw.discountAllocations.map((one) => one.allocatedAmountSet)
}

/** By rate, as a document shows VAT: one that several countries or titles have is added up. */
function taxesOf(lines: readonly RawTax[]): ShopifyOrder['taxes'] {
  const rates = [...new Set(lines.map((one) => one.rate ?? 0))]
  return rates.map((rate) => ({
    rate,
    amount: sumOf(lines.filter((one) => (one.rate ?? 0) === rate).map((one) => one.priceSet)),
  }))
}

function taxOf(lines: readonly RawTaxLine[]): number {
  return sumOf(lines.map((one) => one.priceSet))
}

function textOrNull(text: string | null | undefined): string | null {
  return text?.trim() ? text : null
}
