import {
  LOOK_UP_COMPANIES,
  LOOK_UP_CUSTOMERS,
  LOOK_UP_ORDERS,
  LOOK_UP_PRODUCTS,
  LOOK_UP_PRODUCTS_BY_VARIANT,
  LOOK_UP_VARIANTS,
  type LookUpDocument,
  type RawFound,
} from '../client/documents/look-up.ts'

/** What can be looked up in the shop, and by what. */
export const OBJECTS = {
  variant: { title: 'Article (variant)', by: ['sku', 'barcode', 'id', 'metafield'] },
  product: { title: 'Product', by: ['sku', 'handle', 'name', 'id', 'metafield'] },
  customer: { title: 'Customer', by: ['email', 'phone', 'id', 'metafield'] },
  order: { title: 'Order', by: ['name', 'id', 'metafield'] },
  company: { title: 'Company', by: ['external-id', 'name', 'id', 'metafield'] },
} as const
export type ObjectKind = keyof typeof OBJECTS

export const WAYS = {
  sku: 'SKU',
  barcode: 'Barcode',
  handle: 'Handle',
  name: 'Name (or title, or order number)',
  email: 'E-mail address',
  phone: 'Telephone number',
  'external-id': 'External id',
  id: 'Id in Shopify',
  metafield: 'Metafield',
} as const
export type Way = keyof typeof WAYS

/** An object as a record gets it: plain fields, metafields by `namespace.key`. */
export type FoundObject = Readonly<Record<string, unknown>> & { readonly id: string }

export function documentFor(kind: ObjectKind, way: Way): LookUpDocument {
  if (kind === 'product') return way === 'sku' ? LOOK_UP_PRODUCTS_BY_VARIANT : LOOK_UP_PRODUCTS
  const documents = {
    variant: LOOK_UP_VARIANTS,
    customer: LOOK_UP_CUSTOMERS,
    order: LOOK_UP_ORDERS,
    company: LOOK_UP_COMPANIES,
  }
  return documents[kind]
}

type Raw = Readonly<Record<string, unknown>>

const inside = (raw: Raw, name: string): Raw => {
  const value = raw[name]
  return typeof value === 'object' && value !== null ? (value as Raw) : {}
}

/** The raw object in the shape that records get. */
export function objectOf(kind: ObjectKind, way: Way, raw: RawFound): FoundObject {
  const { metafields, ...own } = kind === 'product' && way === 'sku' ? inside(raw, 'product') : raw
  return { ...shapes[kind](own), ...metafieldsOf(metafields) } as FoundObject
}

const shapes: Readonly<Record<ObjectKind, (raw: Raw) => Raw>> = {
  variant: ({ inventoryItem, price, compareAtPrice, ...raw }) => ({
    ...raw,
    price: amountOf(price),
    compareAtPrice: amountOf(compareAtPrice),
    inventoryItem,
    ...originOf(inventoryItem),
  }),
  product: (raw) => raw,
  customer: ({ defaultEmailAddress, defaultPhoneNumber, companyContactProfiles, ...raw }) => ({
    ...raw,
    email: inside({ defaultEmailAddress }, 'defaultEmailAddress')['emailAddress'] ?? null,
    phone: inside({ defaultPhoneNumber }, 'defaultPhoneNumber')['phoneNumber'] ?? null,
    companies: Array.isArray(companyContactProfiles)
      ? companyContactProfiles.map((one) => (one as { company: unknown }).company)
      : [],
  }),
  order: ({ totalPriceSet, customer, ...raw }) => {
    const money = inside(inside({ totalPriceSet }, 'totalPriceSet'), 'shopMoney')
    return {
      ...raw,
      totalPrice: amountOf(money['amount']),
      currency: money['currencyCode'] ?? null,
      customerId: inside({ customer }, 'customer')['id'] ?? null,
    }
  },
  company: ({ mainContact, ...raw }) => {
    const customer = inside(inside({ mainContact }, 'mainContact'), 'customer')
    return {
      ...raw,
      mainContactId: customer['id'] ?? null,
      mainContactEmail: inside(customer, 'defaultEmailAddress')['emailAddress'] ?? null,
    }
  },
}

/** The fields that a look-up gives, by kind; `metafields` comes with those that were asked for. */
export const FIELDS: Readonly<Record<ObjectKind, readonly string[]>> = {
  variant: [
    ...['id', 'sku', 'barcode', 'title', 'price', 'compareAtPrice', 'taxable', 'inventoryQuantity', 'updatedAt'],
    ...['product', 'inventoryItem', 'countryOfOrigin', 'customsCode'],
  ],
  product: ['id', 'title', 'handle', 'status', 'vendor', 'productType', 'tags', 'description', 'updatedAt'],
  customer: [
    ...['id', 'firstName', 'lastName', 'displayName', 'email', 'phone', 'tags', 'note', 'locale', 'taxExempt', 'state'],
    ...['numberOfOrders', 'companies', 'updatedAt'],
  ],
  order: [
    ...['id', 'name', 'email', 'poNumber', 'note', 'tags', 'displayFinancialStatus', 'displayFulfillmentStatus'],
    ...['createdAt', 'processedAt', 'cancelledAt', 'updatedAt', 'totalPrice', 'currency', 'customerId'],
  ],
  company: ['id', 'name', 'externalId', 'note', 'mainContactId', 'mainContactEmail', 'updatedAt'],
}

function originOf(item: unknown): Raw {
  const { countryCodeOfOrigin = null, harmonizedSystemCode = null } = (item ?? {}) as Raw
  return { countryOfOrigin: countryCodeOfOrigin, customsCode: harmonizedSystemCode }
}

/** Decimals as numbers, as orders have them. */
function amountOf(value: unknown): number | null {
  return typeof value === 'string' && value !== '' ? Number(value) : null
}

function metafieldsOf(given: unknown): Raw {
  if (given === undefined) return {}
  const { nodes } = given as { readonly nodes: readonly { namespace: string; key: string; value: string }[] }
  return { metafields: Object.fromEntries(nodes.map((one) => [`${one.namespace}.${one.key}`, one.value])) }
}
