import type { GraphQLSchema } from 'graphql'
import { loadSchema, readSchemaFile, type SchemaFile } from '../../schema/load.ts'
import { bulkFields } from '../bulk/view.ts'
import { mutationFields } from '../mutations/mutations.ts'
import { addressFields } from '../resolvers/addresses.ts'
import * as catalogue from '../resolvers/catalogue.ts'
import * as companies from '../resolvers/companies.ts'
import * as discounts from '../resolvers/discounts.ts'
import * as fulfilment from '../resolvers/fulfilment.ts'
import { collectionFields, collectionSourceFields, inclusionFields } from '../resolvers/collections.ts'
import { mediaImageFields } from '../resolvers/media.ts'
import { metafieldValueFields } from '../resolvers/metafields.ts'
import * as parts from '../resolvers/order-parts.ts'
import { definitionFields } from '../resolvers/definitions.ts'
import { orderFields } from '../resolvers/order.ts'
import * as people from '../resolvers/people.ts'
import { metafieldOwner, queryFields } from '../resolvers/query.ts'
import { publicationFields } from '../resolvers/publications.ts'
import * as refunds from '../resolvers/refunds.ts'
import { installationFields, shopFields, subscriptionFields } from '../resolvers/shop.ts'
import * as stock from '../resolvers/stock.ts'
import { propertyResolver, refuse, type Fields, type Resolver } from './context.ts'

const fieldsOf: Readonly<Record<string, Fields>> = {
  QueryRoot: queryFields,
  Mutation: mutationFields,
  Order: orderFields,
  LineItem: parts.lineItemFields,
  ShippingLine: parts.shippingLineFields,
  OrderTransaction: parts.transactionFields,
  Refund: refunds.refundFields,
  RefundLineItem: refunds.refundLineFields,
  FulfillmentOrder: fulfilment.fulfilmentOrderFields,
  FulfillmentOrderLineItem: fulfilment.fulfilmentOrderLineFields,
  FulfillmentHold: fulfilment.holdFields,
  Fulfillment: fulfilment.fulfilmentFields,
  FulfillmentLineItem: fulfilment.fulfilmentLineFields,
  MailingAddress: addressFields,
  DiscountCodeApplication: discounts.codeDiscountFields,
  AutomaticDiscountApplication: discounts.automaticDiscountFields,
  ManualDiscountApplication: discounts.manualDiscountFields,
  Metafield: { ...metafieldValueFields, owner: metafieldOwner },
  Product: catalogue.productFields,
  ProductVariant: catalogue.variantFields,
  Collection: collectionFields,
  CollectionConditionsSource: collectionSourceFields,
  CollectionSourceInclusion: inclusionFields,
  MediaImage: mediaImageFields,
  MetafieldDefinition: definitionFields,
  Publication: publicationFields,
  InventoryItem: stock.inventoryItemFields,
  InventoryLevel: stock.levelFields,
  Location: stock.locationFields,
  Customer: people.customerFields,
  Company: companies.companyFields,
  CompanyLocation: companies.companyLocationFields,
  CompanyAddress: companies.companyAddressFields,
  CompanyContact: companies.companyContactFields,
  CompanyContactRole: companies.contactRoleFields,
  CompanyContactRoleAssignment: companies.roleAssignmentFields,
  PurchasingCompany: companies.purchasingCompanyFields,
  Shop: shopFields,
  AppInstallation: installationFields,
  WebhookSubscription: subscriptionFields,
  BulkOperation: bulkFields,
}

const notYet =
  (name: string): Resolver =>
  () => {
    throw refuse('SANDBOX_NOT_IMPLEMENTED', `The sandbox does not perform ${name} yet; nothing was changed.`)
  }

export interface Served {
  readonly schema: GraphQLSchema
  readonly scopes: SchemaFile['scopes']
}

export function serveSchema(): Served {
  const file = readSchemaFile()
  return { schema: loadSchema(file), scopes: file.scopes }
}

/** Where the value of a field comes from; a root field that nobody answers says so. */
export function resolverFor(type: string, field: string): Resolver {
  const own = Object.hasOwn(fieldsOf, type) ? fieldsOf[type] : undefined
  const resolver = own && Object.hasOwn(own, field) ? own[field] : undefined
  return resolver ?? (type === 'QueryRoot' || type === 'Mutation' ? notYet(field) : propertyResolver)
}

/** For the test that holds the maps against the schema: a misspelt field would never be asked. */
export const answeredFields: readonly (readonly [string, string])[] = Object.entries(fieldsOf).flatMap(
  ([type, fields]) => Object.keys(fields).map((field) => [type, field] as const),
)
