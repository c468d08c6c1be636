import type { Customer as WorldCustomer } from '../../../sdk/sandbox/world.ts'
import { addressOf, isBusinessAccount } from '../orders/buyers.ts'
import { ids, type Address } from '../orders/order.ts'
import type { Shop } from '../shop.ts'
import { rolesOf } from './companies.ts'
import { newCustomer, noConsent, withAddress } from './customers.ts'

const day = 86_400_000

/** Some want mail, some carry a tag or a note of the merchant: things that nobody else may touch. */
function kept(one: WorldCustomer, at: number) {
  const subscribed = one.index % 5 === 0
  return {
    tags: one.index % 7 === 1 ? ['vip'] : [],
    note: one.index % 11 === 1 ? 'Belt liever dan mailt.' : null,
    consent: subscribed ? ({ state: 'SUBSCRIBED', optIn: 'SINGLE_OPT_IN', at } as const) : noConsent,
  }
}

export function seedCustomers(shop: Shop): void {
  for (const one of shop.world.customers) {
    if (!one.inShop) continue
    const lastName = [one.prefix, one.lastName].filter((part) => part !== '').join(' ')
    const name = { firstName: one.firstName, lastName, company: one.company, phone: one.phone }
    const at = shop.settings.until - day * (40 + (one.index % 300))
    const id = ids.customer(one.index + 1)
    const address = addressOf(one.address, name)
    shop.customers.save({
      ...newCustomer(id, at),
      email: one.email.toLowerCase(),
      firstName: one.firstName,
      lastName,
      state: 'ENABLED',
      ...kept(one, at),
      ...withAddress(id, address),
    })
    if (isBusinessAccount(one)) seedCompany(shop, one, id, address, at)
  }
}

/** A company that the merchant made by hand: no number of another system, one location, one person who may do all. */
function seedCompany(shop: Shop, one: WorldCustomer, customer: number, address: Address, at: number): void {
  const id = ids.company(one.index + 1)
  const times = { createdAt: at, updatedAt: at }
  const placed = (place: number) => ({ ...address, id: id * 10 + place, recipient: null, at })
  shop.companies.saveCompany({
    id,
    name: one.company,
    externalId: null,
    note: null,
    customerSince: at,
    mainContact: id,
    ...times,
  })
  shop.companies.saveLocation({
    id,
    company: id,
    name: one.company,
    externalId: null,
    note: null,
    phone: null,
    locale: 'nl',
    taxRegistrationId: one.vatNumber || null,
    taxExempt: false,
    taxExemptions: [],
    billing: placed(0),
    shipping: placed(1),
    ...times,
  })
  shop.companies.saveContact({ id, company: id, customer, title: null, locale: 'nl', ...times })
  const role = rolesOf(id)[1]?.id ?? 0
  shop.companies.saveAssignment({ id, company: id, contact: id, location: id, role, at })
}
