import { gid, time, timeOrNull } from '../graphql/gid.ts'
import { rolesOf, type Company, type CompanyAddress } from '../store/companies.ts'
import type { Customer } from '../store/customers.ts'
import type { Metafield } from '../store/metafields.ts'
import type { Address } from '../orders/order.ts'
import type { Shop } from '../shop.ts'

type Kept = Pick<Metafield, 'namespace' | 'key' | 'type' | 'value'>

/** Those of one kind of owner, in one question. */
function metafieldsBy(shop: Shop, type: string): (id: number) => readonly Kept[] {
  const found = new Map<string, Kept[]>()
  const rows = shop.database.all<Metafield>('SELECT * FROM metafields WHERE owner LIKE ? ORDER BY id', `${type}/%`)
  for (const { owner, namespace, key, type: kind, value } of rows) {
    const list = found.get(owner) ?? []
    list.push({ namespace, key, type: kind, value })
    found.set(owner, list)
  }
  return (id) => found.get(`${type}/${id}`) ?? []
}

const addressState = (address: Address & { readonly id: number }, type: string) => ({
  ...address,
  id: gid(type, address.id),
})

/** Customers as a person sees them in the admin. */
export function customersState(shop: Shop): object[] {
  const metafields = metafieldsBy(shop, 'Customer')
  return shop.database.all<{ body: string }>('SELECT body FROM customers ORDER BY id').map((row) => {
    const one = JSON.parse(row.body) as Customer
    return {
      id: gid('Customer', one.id),
      email: one.email,
      phone: one.phone,
      firstName: one.firstName,
      lastName: one.lastName,
      note: one.note,
      locale: one.locale,
      tags: one.tags,
      taxExempt: one.taxExempt,
      taxExemptions: one.taxExemptions,
      consent: { state: one.consent.state, optIn: one.consent.optIn, at: timeOrNull(one.consent.at) },
      addresses: one.addresses.map((address) => addressState(address, 'MailingAddress')),
      defaultAddress: one.defaultAddress === null ? null : gid('MailingAddress', one.defaultAddress),
      metafields: metafields(one.id),
      createdAt: time(one.createdAt),
      updatedAt: time(one.updatedAt),
    }
  })
}

export function companiesState(shop: Shop): object[] {
  const ofCompany = metafieldsBy(shop, 'Company')
  const ofLocation = metafieldsBy(shop, 'CompanyLocation')
  const place = (one: CompanyAddress | null) => one && addressState(one, 'CompanyAddress')
  return shop.database.all<{ body: string }>('SELECT body FROM companies ORDER BY id').map((row) => {
    const one = JSON.parse(row.body) as Company
    return {
      id: gid('Company', one.id),
      name: one.name,
      externalId: one.externalId,
      note: one.note,
      contacts: shop.companies.contactsOf(one.id).map((contact) => ({
        id: gid('CompanyContact', contact.id),
        customer: gid('Customer', contact.customer),
        email: shop.customers.get(contact.customer)?.email ?? null,
        title: contact.title,
        main: contact.id === one.mainContact,
        roles: shop.companies.assignmentsOfContact(contact.id).map((role) => ({
          location: gid('CompanyLocation', role.location),
          role: rolesOf(one.id).find(({ id }) => id === role.role)?.name ?? null,
        })),
      })),
      locations: shop.companies.locationsOf(one.id).map((location) => ({
        id: gid('CompanyLocation', location.id),
        name: location.name,
        externalId: location.externalId,
        phone: location.phone,
        note: location.note,
        taxRegistrationId: location.taxRegistrationId,
        taxExempt: location.taxExempt,
        billingAddress: place(location.billing),
        shippingAddress: place(location.shipping),
        metafields: ofLocation(location.id),
      })),
      metafields: ofCompany(one.id),
      createdAt: time(one.createdAt),
      updatedAt: time(one.updatedAt),
    }
  })
}
