import type { Fields } from '../graphql/context.ts'
import { gid, time } from '../graphql/gid.ts'
import { pageOf, type ListArgs } from '../graphql/lists.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import type { Customer } from '../store/customers.ts'
import type { CompanyBody } from '../store/seed-catalogue.ts'
import { orderList } from './lists.ts'
import { metafieldFields } from './metafields.ts'
import { OrderView } from './order-view.ts'

export interface OrderRow {
  readonly n: number
  readonly body: string | null
}

const addressOf = (one: Customer, place: number) => {
  const address = one.addresses[place]
  return address ? { id: gid('MailingAddress', one.id * 10 + place), address } : null
}

export const customerFields: Fields<Customer> = {
  ...metafieldFields((one: Customer) => `Customer/${one.id}`),
  id: (one) => gid('Customer', one.id),
  legacyResourceId: (one) => String(one.id),
  firstName: (one) => one.firstName,
  lastName: (one) => one.lastName,
  displayName: (one) =>
    [one.firstName, one.lastName].filter((part) => part !== null && part !== '').join(' ') || (one.email ?? ''),
  email: (one) => one.email,
  phone: (one) => one.phone,
  defaultEmailAddress: (one) =>
    one.email === null
      ? null
      : { emailAddress: one.email, marketingState: 'NOT_SUBSCRIBED', openTrackingLevel: 'UNKNOWN', validFormat: true },
  defaultPhoneNumber: (one) => (one.phone === null ? null : { phoneNumber: one.phone }),
  state: (one) => one.state,
  tags: (one) => one.tags,
  note: (one) => one.note,
  locale: (one) => one.locale,
  taxExempt: (one) => one.taxExempt,
  taxExemptions: () => [],
  taxSettings: () => ({ taxId: null }),
  verifiedEmail: () => true,
  defaultAddress: (one) => addressOf(one, 0),
  addresses: (one) => one.addresses.map((_, place) => addressOf(one, place)),
  addressesV2: (one, args: PageArgs) =>
    pageOfList(
      one.addresses.map((_, place) => addressOf(one, place)),
      args,
      `addresses ${one.id}`,
    ),
  numberOfOrders: (one, _, { shop }) =>
    String(
      shop.database.get<{ count: number }>('SELECT count(*) AS count FROM orders WHERE customer = ?', one.id)?.count,
    ),
  orders: (one, args: ListArgs, context) =>
    pageOf(orderList, args, context, (row: OrderRow) => new OrderView(context.shop.orders.of(row.n, row.body)), {
      sql: 'customer = ?',
      values: [one.id],
    }),
  companyContactProfiles: (one, _, { shop }) =>
    shop.database
      .all<CompanyRow>("SELECT * FROM companies WHERE json_extract(body, '$.contact') = ?", one.id)
      .map((company) => ({ company })),
  createdAt: (one) => time(one.createdAt),
  updatedAt: (one) => time(one.updatedAt),
}

export interface CompanyRow {
  readonly id: number
  readonly name: string
  readonly external: string | null
  readonly created: number
  readonly updated: number
  readonly body: string
}

const bodyOf = (row: CompanyRow): CompanyBody => JSON.parse(row.body) as CompanyBody

export const companyFields: Fields<CompanyRow> = {
  ...metafieldFields((row: CompanyRow) => `Company/${row.id}`),
  id: (row) => gid('Company', row.id),
  name: (row) => row.name,
  externalId: (row) => row.external,
  note: (row) => bodyOf(row).note,
  locations: (row, args: PageArgs) => pageOfList([row], args, `Company.locations ${row.id}`),
  locationsCount: () => ({ count: 1, precision: 'EXACT' }),
  contacts: (row, args: PageArgs) => pageOfList([{ company: row }], args, `Company.contacts ${row.id}`),
  contactsCount: () => ({ count: 1, precision: 'EXACT' }),
  mainContact: (row) => ({ company: row }),
  customerSince: (row) => time(row.created),
  createdAt: (row) => time(row.created),
  updatedAt: (row) => time(row.updated),
}

/** Each company has one location so far; it shares the company's row. */
export const companyLocationFields: Fields<CompanyRow> = {
  ...metafieldFields((row: CompanyRow) => `CompanyLocation/${row.id}`),
  id: (row) => gid('CompanyLocation', row.id),
  name: (row) => row.name,
  externalId: (row) => bodyOf(row).locationExternalId,
  company: (row) => row,
  currency: () => 'EUR',
  locale: () => 'nl',
  note: () => null,
  phone: () => null,
  taxRegistrationId: (row) => bodyOf(row).taxRegistrationId,
  taxSettings: (row) => ({
    taxRegistrationId: bodyOf(row).taxRegistrationId,
    taxExempt: false,
    taxExemptions: [],
  }),
  billingAddress: (row) => row,
  shippingAddress: (row) => row,
  createdAt: (row) => time(row.created),
  updatedAt: (row) => time(row.updated),
}

export const companyAddressFields: Fields<CompanyRow> = {
  id: (row) => gid('CompanyAddress', row.id),
  companyName: (row) => row.name,
  recipient: (row) => `${bodyOf(row).address.firstName} ${bodyOf(row).address.lastName}`,
  firstName: (row) => bodyOf(row).address.firstName,
  lastName: (row) => bodyOf(row).address.lastName,
  address1: (row) => bodyOf(row).address.address1,
  address2: (row) => bodyOf(row).address.address2,
  zip: (row) => bodyOf(row).address.zip,
  city: (row) => bodyOf(row).address.city,
  zoneCode: (row) => bodyOf(row).address.provinceCode,
  province: (row) => bodyOf(row).address.provinceCode,
  country: (row) => bodyOf(row).address.country,
  countryCode: (row) => bodyOf(row).address.country,
  phone: (row) => bodyOf(row).address.phone,
  createdAt: (row) => time(row.created),
  updatedAt: (row) => time(row.updated),
}

export const companyContactFields: Fields<{ readonly company: CompanyRow }> = {
  id: ({ company }) => gid('CompanyContact', company.id),
  company: ({ company }) => company,
  customer: ({ company }, _, { shop }) => shop.customers.get(bodyOf(company).contact),
  isMainContact: () => true,
  title: () => null,
  locale: () => 'nl',
  createdAt: ({ company }) => time(company.created),
  updatedAt: ({ company }) => time(company.updated),
}

export const purchasingCompanyFields: Fields<{ readonly company: number }> = {
  company: (one, _, { shop }) => shop.database.row('companies', one.company),
  location: (one, _, { shop }) => shop.database.row('companies', one.company),
  contact: (one, _, { shop }) => {
    const company = shop.database.row<CompanyRow>('companies', one.company)
    return company ? { company } : null
  },
}
