import { isAbstractType, isObjectType, type GraphQLSchema } from 'graphql'
import { loadSchema, readSchemaFile, type SchemaFile } from '../../schema/load.ts'
import { mutationFields } from '../mutations/mutations.ts'
import * as catalogue from '../resolvers/catalogue.ts'
import { metafieldValueFields } from '../resolvers/metafields.ts'
import * as parts from '../resolvers/order-parts.ts'
import { orderFields } from '../resolvers/order.ts'
import * as people from '../resolvers/people.ts'
import { queryFields } from '../resolvers/query.ts'
import { installationFields, shopFields, subscriptionFields } from '../resolvers/shop.ts'
import { guarded, propertyResolver, refuse, type Fields, type Resolver } from './context.ts'
import { kindOf } from './kinds.ts'

const fieldsOf: Readonly<Record<string, Fields>> = {
  QueryRoot: queryFields,
  Mutation: mutationFields,
  Order: orderFields,
  LineItem: parts.lineItemFields,
  ShippingLine: parts.shippingLineFields,
  OrderTransaction: parts.transactionFields,
  Refund: parts.refundFields,
  RefundLineItem: parts.refundLineFields,
  MailingAddress: parts.addressFields,
  DiscountCodeApplication: parts.discountFields,
  AutomaticDiscountApplication: parts.discountFields,
  ManualDiscountApplication: parts.discountFields,
  Metafield: metafieldValueFields,
  Product: catalogue.productFields,
  ProductVariant: catalogue.variantFields,
  InventoryItem: catalogue.inventoryItemFields,
  InventoryLevel: catalogue.levelFields,
  Location: catalogue.locationFields,
  Customer: people.customerFields,
  Company: people.companyFields,
  CompanyLocation: people.companyLocationFields,
  CompanyAddress: people.companyAddressFields,
  CompanyContact: people.companyContactFields,
  PurchasingCompany: people.purchasingCompanyFields,
  Shop: shopFields,
  AppInstallation: installationFields,
  WebhookSubscription: subscriptionFields,
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

/** Shopify's schema with the sandbox's answers behind it. */
export function serveSchema(): Served {
  const file = readSchemaFile()
  const schema = loadSchema(file)
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = kindOf
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    const own = fieldsOf[type.name] ?? {}
    const isRoot = type === schema.getMutationType() || type === schema.getQueryType()
    for (const [name, field] of Object.entries(type.getFields())) {
      const resolver = Object.hasOwn(own, name) ? own[name] : undefined
      field.resolve = guarded(resolver ?? (isRoot ? notYet(name) : propertyResolver))
    }
  }
  return { schema, scopes: file.scopes }
}
