import { connectionCost, query } from './document.ts'
import type { PageInfo, RawMetafield } from './raw-order.ts'

export interface RawCompanyAddress {
  readonly recipient: string | null
  readonly address1: string
  readonly address2: string | null
  readonly zip: string | null
  readonly city: string | null
  readonly zoneCode: string | null
  readonly countryCode: string
  readonly phone: string | null
}

export interface RawCompanyLocation {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly phone: string | null
  readonly taxSettings: { readonly taxRegistrationId: string | null }
  readonly billingAddress: RawCompanyAddress | null
  readonly shippingAddress: RawCompanyAddress | null
  readonly metafields: { readonly nodes: readonly RawMetafield[] }
}

export interface RawCompanyContact {
  readonly id: string
  readonly title: string | null
  readonly isMainContact: boolean
  readonly customer: {
    readonly id: string
    readonly firstName: string | null
    readonly lastName: string | null
    readonly tags: readonly string[]
    readonly defaultEmailAddress: { readonly emailAddress: string } | null
    readonly defaultPhoneNumber: { readonly phoneNumber: string } | null
    readonly metafields: { readonly nodes: readonly RawMetafield[] }
  }
  readonly roleAssignments: { readonly nodes: readonly RawRoleAssignment[] }
}

export interface RawRoleAssignment {
  readonly id: string
  readonly companyLocation: { readonly id: string }
}

export interface RawCompany {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly defaultRole: { readonly id: string } | null
  readonly contactRoles: { readonly nodes: readonly { readonly id: string; readonly name: string }[] }
  readonly metafields: { readonly nodes: readonly RawMetafield[] }
  readonly locations: { readonly pageInfo: PageInfo; readonly nodes: readonly RawCompanyLocation[] }
  readonly contacts: { readonly pageInfo: PageInfo; readonly nodes: readonly RawCompanyContact[] }
}

const metafields = connectionCost(1, 20)
const COMPANY_COST =
  3 +
  connectionCost(1, 4) +
  metafields +
  connectionCost(4 + metafields, 4) +
  connectionCost(4 + metafields + connectionCost(2, 50), 4)

/** A company with its locations and its people, four of each at a time: most have no more, and every further one is paid for. */
export const COMPANY = query<
  { company: RawCompany | null },
  { id: string; locations: string | null; contacts: string | null; keys: readonly string[] }
>({
  name: 'Company',
  text: `
    query Company($id: ID!, $locations: String, $contacts: String, $keys: [String!]) {
      company(id: $id) {
        id name externalId
        defaultRole { id }
        contactRoles(first: 4) { nodes { id name } }
        metafields(first: 20, keys: $keys) { nodes { ...Field } }
        locations(first: 4, after: $locations) {
          pageInfo { hasNextPage endCursor }
          nodes {
            id name externalId phone
            taxSettings { taxRegistrationId }
            billingAddress { ...Place }
            shippingAddress { ...Place }
            metafields(first: 20, keys: $keys) { nodes { ...Field } }
          }
        }
        contacts(first: 4, after: $contacts) {
          pageInfo { hasNextPage endCursor }
          nodes {
            id title isMainContact
            customer {
              id firstName lastName tags
              defaultEmailAddress { emailAddress }
              defaultPhoneNumber { phoneNumber }
              metafields(first: 20, keys: $keys) { nodes { ...Field } }
            }
            roleAssignments(first: 50) { nodes { id companyLocation { id } } }
          }
        }
      }
    }
    fragment Field on Metafield { namespace key type value }
    fragment Place on CompanyAddress { recipient address1 address2 zip city zoneCode countryCode phone }
  `,
  cost: COMPANY_COST,
})

/** Companies with a number of another system. Shopify searches loosely: compare again. */
export const COMPANIES_BY_NUMBER = query<
  { companies: { nodes: { id: string; name: string; externalId: string | null }[] } },
  { q: string }
>({
  name: 'CompaniesByNumber',
  text: `
    query CompaniesByNumber($q: String!) {
      companies(first: 12, query: $q) { nodes { id name externalId } }
    }
  `,
  cost: connectionCost(1, 12),
})
