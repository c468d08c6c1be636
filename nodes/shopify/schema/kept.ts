/** The root fields from which everything that stays in the pruned schema must be reachable. */
export const keptQueries = `
  orders ordersCount order orderByIdentifier node nodes shop currentAppInstallation publicApiVersions job
  products productsCount product productByIdentifier productOperation productVariants productVariantsCount
  productVariant productVariantByIdentifier collections collection collectionByIdentifier publications
  inventoryItems inventoryItem inventoryLevel inventoryProperties locations location
  customers customersCount customer customerByIdentifier companies companiesCount company companyLocations companyLocation
  fulfillmentOrders fulfillmentOrder fulfillment refund return metafieldDefinitions paymentTermsTemplates
  metafieldDefinition priceLists catalogs translatableResource files
  webhookSubscriptions webhookSubscription webhookSubscriptionsCount bulkOperations bulkOperation currentBulkOperation`
  .trim()
  .split(/\s+/)

export const keptMutations = `
  tagsAdd tagsRemove metafieldsSet metafieldsDelete metafieldDefinitionCreate
  orderUpdate orderCancel orderClose orderOpen orderMarkAsPaid refundCreate
  webhookSubscriptionCreate webhookSubscriptionUpdate webhookSubscriptionDelete
  productSet productCreate productUpdate productDelete productOptionsCreate productVariantsBulkCreate
  productVariantsBulkUpdate productVariantsBulkDelete publishablePublish publishableUnpublish fileCreate fileUpdate
  fileDelete collectionDelete productOptionUpdate productOptionsDelete productVariantAppendMedia productVariantDetachMedia
  productReorderMedia productChangeStatus
  collectionCreate collectionUpdate collectionAddProductsV2 collectionRemoveProducts
  inventorySetQuantities inventoryAdjustQuantities inventoryActivate inventoryDeactivate inventoryItemUpdate
  inventoryBulkToggleActivation
  fulfillmentCreate fulfillmentCancel fulfillmentTrackingInfoUpdate fulfillmentOrderMove fulfillmentOrderHold
  fulfillmentOrderReleaseHold fulfillmentOrderSplit
  customerSet customerCreate customerUpdate customerAddressCreate customerAddressUpdate customerAddressDelete
  customerUpdateDefaultAddress customerEmailMarketingConsentUpdate
  companyCreate companyUpdate companyLocationCreate companyLocationUpdate companyLocationAssignAddress
  companyLocationTaxSettingsUpdate companyContactCreate companyContactUpdate companyAssignCustomerAsContact companyAssignMainContact
  companyContactAssignRole companyContactRevokeRoles
  translationsRegister priceListFixedPricesAdd quantityPricingByVariantUpdate
  stagedUploadsCreate bulkOperationRunQuery bulkOperationRunMutation bulkOperationCancel`
  .trim()
  .split(/\s+/)

/** Parts of Shopify that no flow touches; a field that leads only there goes with them. */
const leftOut = [
  /^(Subscription|SellingPlan|ShopifyPayments|ShopifyProtect|StaffMember|Metaobject|Segment|Taxonomy|StoreCredit)/,
  /^(Article|Blog|Comment|Page$|PageConnection|Navig|Menu|OnlineStore|Domain|Channel|Market|MarketingEvent|Standard)/,
  /^(Draft|CalculatedDraft|PointOfSale|Cash(Activity|Drawer|Track)|CustomerPayment|CustomerMerge|CustomerJourney)/,
  /^(CustomerCreditCard|CustomerPaypal|CustomerShopPay|CustomerVisit|CustomerMoment|VaultPaypal|VaultCredit)/,
  /^Discount(Automatic|Code(App$|Basic|Bxgy|Free|Node)|Node|Redeem|Collections|Customer|Products|Items|Shareable)/,
  /^App(Subscription|Purchase|Credit|Discount|Feedback|Plan|Pricing|Recurring|Revenue|Usage)/,
  /^Delivery(Profile|Customization|Carrier|Location|Zone|Condition|Country|Province|Rate|Participant|Available)/,
  /^(Payment(Customization|Mandate|Instrument)|ShopifyFunction|Functions|CartTransform|Event$|EventConnection|HasEvents)/,
  /^(Reverse(Delivery|Fulfillment)|MetafieldReference|Dispute|FeeSale|BusinessEntity|Bank|Theme|CollectionRuleCategory|HasStoreCredit|Publication(Operation|Resource))/,
]

export function isLeftOut(type: string): boolean {
  return leftOut.some((pattern) => pattern.test(type))
}
