import type { Fields } from '../graphql/context.ts'
import { gid, time, timeOrNull } from '../graphql/gid.ts'
import { pageOf, type ListArgs } from '../graphql/lists.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import type { Customer, CustomerAddress } from '../store/customers.ts'
import { orderList } from './lists.ts'
import { metafieldFields } from './metafields.ts'
import { OrderView } from './order-view.ts'

export interface OrderRow {
  readonly n: number
  readonly body: string | null
}

/** An address in the shape that `MailingAddress` is answered from. */
export const addressView = (address: CustomerAddress) => ({ id: gid('MailingAddress', address.id), address })

const consentOf = ({ consent }: Customer) => ({
  marketingState: consent.state,
  marketingOptInLevel: consent.optIn,
  consentUpdatedAt: timeOrNull(consent.at),
  sourceLocation: null,
})

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
      : {
          emailAddress: one.email,
          marketingState: one.consent.state,
          marketingOptInLevel: one.consent.optIn,
          marketingUpdatedAt: timeOrNull(one.consent.at),
          openTrackingLevel: 'UNKNOWN',
          validFormat: true,
        },
  emailMarketingConsent: (one) => (one.email === null ? null : consentOf(one)),
  defaultPhoneNumber: (one) => (one.phone === null ? null : { phoneNumber: one.phone }),
  state: (one) => one.state,
  tags: (one) => one.tags,
  note: (one) => one.note,
  locale: (one) => one.locale,
  taxExempt: (one) => one.taxExempt,
  taxExemptions: (one) => one.taxExemptions,
  taxSettings: () => ({ taxId: null }),
  verifiedEmail: () => true,
  defaultAddress: (one) => {
    const address = one.addresses.find(({ id }) => id === one.defaultAddress)
    return address ? addressView(address) : null
  },
  addresses: (one) => one.addresses.map(addressView),
  addressesV2: (one, args: PageArgs) => pageOfList(one.addresses.map(addressView), args, `addresses ${one.id}`),
  numberOfOrders: (one, _, { shop }) =>
    String(
      shop.database.get<{ count: number }>('SELECT count(*) AS count FROM orders WHERE customer = ?', one.id)?.count,
    ),
  orders: (one, args: ListArgs, context) =>
    pageOf(orderList, args, context, (row: OrderRow) => new OrderView(context.shop.orders.of(row.n, row.body)), {
      sql: 'customer = ?',
      values: [one.id],
    }),
  companyContactProfiles: (one, _, { shop }) => shop.companies.profilesOf(one.id),
  createdAt: (one) => time(one.createdAt),
  updatedAt: (one) => time(one.updatedAt),
}
