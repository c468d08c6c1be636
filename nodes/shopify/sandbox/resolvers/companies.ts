import type { Fields } from '../graphql/context.ts'
import { gid, time } from '../graphql/gid.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import {
  rolesOf,
  type Company,
  type CompanyAddress,
  type CompanyContact,
  type CompanyLocation,
  type RoleAssignment,
} from '../store/companies.ts'
import { metafieldFields } from './metafields.ts'

const countries = new Intl.DisplayNames(['en'], { type: 'region' })
const exact = (count: number) => ({ count, precision: 'EXACT' })

export const companyFields: Fields<Company> = {
  ...metafieldFields((one: Company) => `Company/${one.id}`),
  id: (one) => gid('Company', one.id),
  name: (one) => one.name,
  externalId: (one) => one.externalId,
  note: (one) => one.note,
  locations: (one, args: PageArgs, { shop }) =>
    pageOfList(shop.companies.locationsOf(one.id), args, `Company.locations ${one.id}`),
  locationsCount: (one, _, { shop }) => exact(shop.companies.locationsOf(one.id).length),
  contacts: (one, args: PageArgs, { shop }) =>
    pageOfList(shop.companies.contactsOf(one.id), args, `Company.contacts ${one.id}`),
  contactsCount: (one, _, { shop }) => exact(shop.companies.contactsOf(one.id).length),
  contactRoles: (one, args: PageArgs) => pageOfList(rolesOf(one.id), args, `Company.contactRoles ${one.id}`),
  defaultRole: (one) => rolesOf(one.id)[0] ?? null,
  mainContact: (one, _, { shop }) =>
    one.mainContact === null ? null : (shop.companies.contact(one.mainContact) ?? null),
  customerSince: (one) => time(one.customerSince),
  createdAt: (one) => time(one.createdAt),
  updatedAt: (one) => time(one.updatedAt),
}

export const companyLocationFields: Fields<CompanyLocation> = {
  ...metafieldFields((one: CompanyLocation) => `CompanyLocation/${one.id}`),
  id: (one) => gid('CompanyLocation', one.id),
  name: (one) => one.name,
  externalId: (one) => one.externalId,
  company: (one, _, { shop }) => shop.companies.get(one.company),
  currency: () => 'EUR',
  locale: (one) => one.locale,
  note: (one) => one.note,
  phone: (one) => one.phone,
  taxRegistrationId: (one) => one.taxRegistrationId,
  taxExemptions: (one) => one.taxExemptions,
  taxSettings: (one) => ({
    taxRegistrationId: one.taxRegistrationId,
    taxExempt: one.taxExempt,
    taxExemptions: one.taxExemptions,
  }),
  billingAddress: (one) => one.billing && { ...one.billing, location: one.id },
  shippingAddress: (one) => one.shipping && { ...one.shipping, location: one.id },
  roleAssignments: (one, args: PageArgs, { shop }) =>
    pageOfList(shop.companies.assignmentsOfLocation(one.id), args, `CompanyLocation.roleAssignments ${one.id}`),
  createdAt: (one) => time(one.createdAt),
  updatedAt: (one) => time(one.updatedAt),
}

export const companyAddressFields: Fields<CompanyAddress & { readonly location: number }> = {
  id: (one) => gid('CompanyAddress', one.id),
  companyName: (one, _, { shop }) => {
    const location = shop.companies.location(one.location)
    return (location && shop.companies.get(location.company)?.name) ?? ''
  },
  recipient: (one) => one.recipient ?? ([one.firstName, one.lastName].filter((part) => part !== '').join(' ') || null),
  firstName: (one) => one.firstName || null,
  lastName: (one) => one.lastName || null,
  address1: (one) => one.address1,
  address2: (one) => one.address2,
  zip: (one) => one.zip,
  city: (one) => one.city,
  zoneCode: (one) => one.provinceCode,
  province: (one) => one.provinceCode,
  country: (one) => countries.of(one.country) ?? one.country,
  countryCode: (one) => one.country,
  phone: (one) => one.phone,
  createdAt: (one) => time(one.at),
  updatedAt: (one) => time(one.at),
}

export const companyContactFields: Fields<CompanyContact> = {
  id: (one) => gid('CompanyContact', one.id),
  company: (one, _, { shop }) => shop.companies.get(one.company),
  customer: (one, _, { shop }) => shop.customers.get(one.customer),
  isMainContact: (one, _, { shop }) => shop.companies.get(one.company)?.mainContact === one.id,
  title: (one) => one.title,
  locale: (one) => one.locale,
  roleAssignments: (one, args: PageArgs, { shop }) =>
    pageOfList(shop.companies.assignmentsOfContact(one.id), args, `CompanyContact.roleAssignments ${one.id}`),
  createdAt: (one) => time(one.createdAt),
  updatedAt: (one) => time(one.updatedAt),
}

export const contactRoleFields: Fields<{ readonly id: number; readonly name: string }> = {
  id: (one) => gid('CompanyContactRole', one.id),
  name: (one) => one.name,
  note: () => null,
}

export const roleAssignmentFields: Fields<RoleAssignment> = {
  id: (one) => gid('CompanyContactRoleAssignment', one.id),
  company: (one, _, { shop }) => shop.companies.get(one.company),
  companyContact: (one, _, { shop }) => shop.companies.contact(one.contact),
  companyLocation: (one, _, { shop }) => shop.companies.location(one.location),
  role: (one) => rolesOf(one.company).find(({ id }) => id === one.role),
  createdAt: (one) => time(one.at),
  updatedAt: (one) => time(one.at),
}

export const purchasingCompanyFields: Fields<{ readonly location: number; readonly customer: number | null }> = {
  company: (one, _, { shop }) => {
    const location = shop.companies.location(one.location)
    return location && shop.companies.get(location.company)
  },
  location: (one, _, { shop }) => shop.companies.location(one.location),
  contact: (one, _, { shop }) => {
    const location = shop.companies.location(one.location)
    const contacts = location ? shop.companies.contactsOf(location.company) : []
    return contacts.find(({ customer }) => customer === one.customer) ?? contacts[0] ?? null
  },
}
