import type { UserError } from '../user-errors.ts'
import { connectionCost, mutation, query } from './document.ts'
import type { MetafieldValue } from './product-writes.ts'
import type { RawMetafield } from './raw-order.ts'

export interface RawMailingAddress {
  readonly id: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly company: string | null
  readonly address1: string | null
  readonly address2: string | null
  readonly zip: string | null
  readonly city: string | null
  readonly provinceCode: string | null
  readonly countryCodeV2: string | null
  readonly phone: string | null
}

/** A customer as far as a customer sync looks at it. Consent is not even read: nothing here may depend on it. */
export interface RawCustomerRow {
  readonly id: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly locale: string
  readonly tags: readonly string[]
  readonly taxExempt: boolean
  readonly defaultEmailAddress: { readonly emailAddress: string } | null
  readonly defaultPhoneNumber: { readonly phoneNumber: string } | null
  readonly defaultAddress: { readonly id: string } | null
  readonly addressesV2: { readonly nodes: readonly RawMailingAddress[] }
  readonly metafields: { readonly nodes: readonly RawMetafield[] }
  readonly companyContactProfiles: readonly {
    readonly id: string
    readonly company: { readonly id: string; readonly name: string; readonly externalId: string | null }
  }[]
}

const CUSTOMER = `
  fragment CustomerRow on Customer {
    id firstName lastName locale tags taxExempt
    defaultEmailAddress { emailAddress }
    defaultPhoneNumber { phoneNumber }
    defaultAddress { id }
    addressesV2(first: 20) {
      nodes { id firstName lastName company address1 address2 zip city provinceCode countryCodeV2 phone }
    }
    metafields(first: 20, keys: $keys) { nodes { namespace key type value } }
    companyContactProfiles { id company { id name externalId } }
  }`
const CUSTOMER_COST = 6 + 2 * connectionCost(1, 20)

/** So many metafields of a customer, company or location are looked at. */
export const MOST_KEYS = 20

/** Customers by id; what is gone from the shop is null in its place. */
export const CUSTOMERS_BY_ID = query<
  { nodes: (Partial<RawCustomerRow> | null)[] },
  { ids: readonly string[]; keys: readonly string[] }
>({
  name: 'CustomersById',
  text: `
    query CustomersById($ids: [ID!]!, $keys: [String!]) {
      nodes(ids: $ids) { ...CustomerRow }
    }
    ${CUSTOMER}
  `,
  cost: ({ ids }) => 1 + ids.length * CUSTOMER_COST,
  size: ({ ids }) => ids.length,
})

/** What a customer is known by: a number in a metafield of the type `id`, an e-mail address, a telephone number. */
export interface CustomerIdentifier {
  readonly id?: string
  readonly emailAddress?: string
  readonly phoneNumber?: string
  readonly customId?: { readonly namespace: string; readonly key: string; readonly value: string }
}

/** Whom each of three identifiers names; those that are not asked are left out of the answer. Not from the search index, which trails. */
export const FIND_CUSTOMER = query<
  { byNumber?: RawCustomerRow | null; byEmail?: RawCustomerRow | null; byPhone?: { id: string } | null },
  {
    number: CustomerIdentifier
    withNumber: boolean
    email: CustomerIdentifier
    withEmail: boolean
    phone: CustomerIdentifier
    withPhone: boolean
    keys: readonly string[]
  }
>({
  name: 'FindCustomer',
  text: `
    query FindCustomer(
      $number: CustomerIdentifierInput!, $withNumber: Boolean!
      $email: CustomerIdentifierInput!, $withEmail: Boolean!
      $phone: CustomerIdentifierInput!, $withPhone: Boolean!
      $keys: [String!]
    ) {
      byNumber: customerByIdentifier(identifier: $number) @include(if: $withNumber) { ...CustomerRow }
      byEmail: customerByIdentifier(identifier: $email) @include(if: $withEmail) { ...CustomerRow }
      byPhone: customerByIdentifier(identifier: $phone) @include(if: $withPhone) { id }
    }
    ${CUSTOMER}
  `,
  cost: ({ withNumber, withEmail, withPhone }) =>
    Math.max(1, (Number(withNumber) + Number(withEmail)) * CUSTOMER_COST + Number(withPhone)),
  size: ({ withNumber, withEmail, withPhone }) => Number(withNumber) * 4 + Number(withEmail) * 2 + Number(withPhone),
})

export interface MailingAddressInput {
  readonly firstName?: string
  readonly lastName?: string
  readonly company?: string
  readonly address1?: string
  readonly address2?: string
  readonly zip?: string
  readonly city?: string
  readonly provinceCode?: string
  readonly countryCode?: string
  readonly phone?: string
}

/** Never with consent: whether somebody wants mail is between them and the shop. */
export interface CustomerInput {
  readonly id?: string
  readonly email?: string
  readonly phone?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly locale?: string
  readonly taxExempt?: boolean
  readonly tags?: readonly string[]
  readonly addresses?: readonly MailingAddressInput[]
  readonly metafields?: readonly MetafieldValue[]
}

/** A new customer with address, tags and metafields, all in one. */
export const CREATE_CUSTOMER = mutation<
  {
    customerCreate: {
      customer: { id: string; displayName: string; defaultAddress: { id: string } | null } | null
      userErrors: readonly UserError[]
    }
  },
  { input: CustomerInput }
>({
  name: 'CreateCustomer',
  text: `
    mutation CreateCustomer($input: CustomerInput!) {
      customerCreate(input: $input) {
        customer { id displayName defaultAddress { id } }
        userErrors { field message }
      }
    }
  `,
  cost: 12,
})

/** Changes the fields that are given. Never given here: tags and addresses, of which it would drop the others. */
export const UPDATE_CUSTOMER = mutation<
  { customerUpdate: { customer: { id: string } | null; userErrors: readonly UserError[] } },
  { input: Omit<CustomerInput, 'tags' | 'addresses'> }
>({
  name: 'UpdateCustomer',
  text: `
    mutation UpdateCustomer($input: CustomerInput!) {
      customerUpdate(input: $input) {
        customer { id }
        userErrors { field message }
      }
    }
  `,
  cost: 11,
})

/** One more address of a customer. */
export const ADD_ADDRESS = mutation<
  { customerAddressCreate: { address: { id: string } | null; userErrors: readonly UserError[] } },
  { customerId: string; address: MailingAddressInput; setAsDefault: boolean }
>({
  name: 'AddAddress',
  text: `
    mutation AddAddress($customerId: ID!, $address: MailingAddressInput!, $setAsDefault: Boolean) {
      customerAddressCreate(customerId: $customerId, address: $address, setAsDefault: $setAsDefault) {
        address { id }
        userErrors { field message }
      }
    }
  `,
  cost: 11,
})

export const CHANGE_ADDRESS = mutation<
  { customerAddressUpdate: { address: { id: string } | null; userErrors: readonly UserError[] } },
  { customerId: string; addressId: string; address: MailingAddressInput }
>({
  name: 'ChangeAddress',
  text: `
    mutation ChangeAddress($customerId: ID!, $addressId: ID!, $address: MailingAddressInput!) {
      customerAddressUpdate(customerId: $customerId, addressId: $addressId, address: $address) {
        address { id }
        userErrors { field message }
      }
    }
  `,
  cost: 11,
})
