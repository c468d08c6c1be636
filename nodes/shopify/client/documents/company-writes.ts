import type { UserError } from '../user-errors.ts'
import { mutation } from './document.ts'

export interface CompanyAddressInput {
  readonly recipient?: string
  readonly address1?: string
  readonly address2?: string
  readonly zip?: string
  readonly city?: string
  readonly zoneCode?: string
  readonly countryCode?: string
  readonly phone?: string
}

export interface CompanyLocationInput {
  readonly name?: string
  readonly externalId?: string
  readonly phone?: string
  readonly taxRegistrationId?: string
  readonly shippingAddress?: CompanyAddressInput
  readonly billingAddress?: CompanyAddressInput
}

export interface CompanyContactInput {
  readonly email?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly phone?: string
  readonly title?: string
}

/** A company with its first location, both or neither. */
export const CREATE_COMPANY = mutation<
  { companyCreate: { company: { id: string; name: string } | null; userErrors: readonly UserError[] } },
  {
    input: {
      readonly company: { readonly name: string; readonly externalId: string }
      readonly companyLocation?: CompanyLocationInput
    }
  }
>({
  name: 'CreateCompany',
  text: `
    mutation CreateCompany($input: CompanyCreateInput!) {
      companyCreate(input: $input) {
        company { id name }
        userErrors { code field message }
      }
    }
  `,
  cost: 11,
})

export const UPDATE_COMPANY = mutation<
  { companyUpdate: { company: { id: string } | null; userErrors: readonly UserError[] } },
  { companyId: string; input: { readonly name?: string; readonly externalId?: string } }
>({
  name: 'UpdateCompany',
  text: `
    mutation UpdateCompany($companyId: ID!, $input: CompanyInput!) {
      companyUpdate(companyId: $companyId, input: $input) {
        company { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 11,
})

export const ADD_COMPANY_LOCATION = mutation<
  { companyLocationCreate: { companyLocation: { id: string } | null; userErrors: readonly UserError[] } },
  { companyId: string; input: CompanyLocationInput }
>({
  name: 'AddCompanyLocation',
  text: `
    mutation AddCompanyLocation($companyId: ID!, $input: CompanyLocationInput!) {
      companyLocationCreate(companyId: $companyId, input: $input) {
        companyLocation { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 11,
})

export const CHANGE_COMPANY_LOCATION = mutation<
  { companyLocationUpdate: { companyLocation: { id: string } | null; userErrors: readonly UserError[] } },
  { id: string; input: { readonly name?: string; readonly externalId?: string; readonly phone?: string } }
>({
  name: 'ChangeCompanyLocation',
  text: `
    mutation ChangeCompanyLocation($id: ID!, $input: CompanyLocationUpdateInput!) {
      companyLocationUpdate(companyLocationId: $id, input: $input) {
        companyLocation { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 11,
})

export const PLACE_COMPANY_LOCATION = mutation<
  { companyLocationAssignAddress: { addresses: { id: string }[] | null; userErrors: readonly UserError[] } },
  { id: string; address: CompanyAddressInput; types: readonly ('BILLING' | 'SHIPPING')[] }
>({
  name: 'PlaceCompanyLocation',
  text: `
    mutation PlaceCompanyLocation($id: ID!, $address: CompanyAddressInput!, $types: [CompanyAddressType!]!) {
      companyLocationAssignAddress(locationId: $id, address: $address, addressTypes: $types) {
        addresses { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 12,
})

export const TAX_COMPANY_LOCATION = mutation<
  { companyLocationTaxSettingsUpdate: { companyLocation: { id: string } | null; userErrors: readonly UserError[] } },
  { id: string; number: string }
>({
  name: 'TaxCompanyLocation',
  text: `
    mutation TaxCompanyLocation($id: ID!, $number: String!) {
      companyLocationTaxSettingsUpdate(companyLocationId: $id, taxRegistrationId: $number) {
        companyLocation { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 11,
})

/** A contact who is not a customer yet becomes one. */
export const ADD_COMPANY_CONTACT = mutation<
  {
    companyContactCreate: {
      companyContact: { id: string; customer: { id: string } } | null
      userErrors: readonly UserError[]
    }
  },
  { companyId: string; input: CompanyContactInput }
>({
  name: 'AddCompanyContact',
  text: `
    mutation AddCompanyContact($companyId: ID!, $input: CompanyContactInput!) {
      companyContactCreate(companyId: $companyId, input: $input) {
        companyContact { id customer { id } }
        userErrors { code field message }
      }
    }
  `,
  cost: 12,
})

/** Changes a contact, and the customer who they are. */
export const CHANGE_COMPANY_CONTACT = mutation<
  { companyContactUpdate: { companyContact: { id: string } | null; userErrors: readonly UserError[] } },
  { id: string; input: CompanyContactInput }
>({
  name: 'ChangeCompanyContact',
  text: `
    mutation ChangeCompanyContact($id: ID!, $input: CompanyContactInput!) {
      companyContactUpdate(companyContactId: $id, input: $input) {
        companyContact { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 11,
})

/** Somebody who is a customer already becomes a contact. */
export const JOIN_COMPANY = mutation<
  { companyAssignCustomerAsContact: { companyContact: { id: string } | null; userErrors: readonly UserError[] } },
  { companyId: string; customerId: string }
>({
  name: 'JoinCompany',
  text: `
    mutation JoinCompany($companyId: ID!, $customerId: ID!) {
      companyAssignCustomerAsContact(companyId: $companyId, customerId: $customerId) {
        companyContact { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 11,
})

export const MAIN_COMPANY_CONTACT = mutation<
  { companyAssignMainContact: { company: { id: string } | null; userErrors: readonly UserError[] } },
  { companyId: string; contactId: string }
>({
  name: 'MainCompanyContact',
  text: `
    mutation MainCompanyContact($companyId: ID!, $contactId: ID!) {
      companyAssignMainContact(companyId: $companyId, companyContactId: $contactId) {
        company { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 11,
})

/** Who has no role at a location cannot buy for it. */
export const GIVE_COMPANY_ROLE = mutation<
  {
    companyContactAssignRole: { companyContactRoleAssignment: { id: string } | null; userErrors: readonly UserError[] }
  },
  { contactId: string; roleId: string; locationId: string }
>({
  name: 'GiveCompanyRole',
  text: `
    mutation GiveCompanyRole($contactId: ID!, $roleId: ID!, $locationId: ID!) {
      companyContactAssignRole(
        companyContactId: $contactId, companyContactRoleId: $roleId, companyLocationId: $locationId
      ) {
        companyContactRoleAssignment { id }
        userErrors { code field message }
      }
    }
  `,
  cost: 11,
})

/** Takes roles away from a contact; the person stays a contact and a customer. */
export const REVOKE_COMPANY_ROLES = mutation<
  {
    companyContactRevokeRoles: { revokedRoleAssignmentIds: readonly string[] | null; userErrors: readonly UserError[] }
  },
  { contactId: string; roleAssignmentIds: readonly string[] }
>({
  name: 'RevokeCompanyRoles',
  text: `
    mutation RevokeCompanyRoles($contactId: ID!, $roleAssignmentIds: [ID!]) {
      companyContactRevokeRoles(companyContactId: $contactId, roleAssignmentIds: $roleAssignmentIds) {
        revokedRoleAssignmentIds
        userErrors { code field message }
      }
    }
  `,
  cost: 10,
})
