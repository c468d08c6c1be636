import { phoneAt, PLACES, type Contact, type Debtor, type Place } from './customers-cast.ts'

interface Address {
  readonly address1: string
  readonly zip: string
  readonly city: string
  readonly country: string
}
type Fields = readonly { readonly namespace: string; readonly key: string; readonly value: string }[]
export interface ShopCustomer {
  readonly id: string
  readonly email: string | null
  readonly phone: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly note: string | null
  readonly locale: string
  readonly tags: readonly string[]
  readonly consent: { readonly state: string }
  readonly addresses: readonly Address[]
  readonly metafields: Fields
}
export interface ShopCompany {
  readonly name: string
  readonly externalId: string | null
  readonly contacts: readonly {
    readonly customer: string
    readonly email: string | null
    readonly title: string | null
    readonly main: boolean
    readonly roles: readonly { readonly location: string }[]
  }[]
  readonly locations: readonly {
    readonly id: string
    readonly name: string
    readonly taxRegistrationId: string | null
    readonly billingAddress: Address | null
    readonly shippingAddress: Address | null
    readonly metafields: Fields
  }[]
  readonly metafields: Fields
}
export interface PeopleState {
  readonly customers: readonly ShopCustomer[]
  readonly companies: readonly ShopCompany[]
}

/** What a bookkeeper expects in a country, and the percentage of each VAT code. */
const TAX: Readonly<Record<string, string>> = { NL: '1', BE: 'BE1', DE: 'DE1', FR: 'FR1' }
const RATES: Readonly<Record<string, number>> = { '1': 21, '2': 9, BE1: 21, DE1: 19, FR1: 20 }
const REVENUE: Readonly<Record<string, string>> = { NL: '8000', BE: '8100', DE: '8100', FR: '8100' }
const TYPES: Readonly<Record<string, string>> = { '001': 'Brons', '002': 'Zilver', '003': 'Goud' }

export const emailOf = ({ email }: { readonly email?: string }): string | undefined => email?.toLowerCase()
const reachable = ({ contacts, email, name }: Debtor): readonly Contact[] => {
  const all = contacts.filter((one) => one.email && !one.blocked)
  return all.length > 0 || !email ? all : [{ firstName: '', lastName: name ?? '', email }]
}

/** Whether the shop has to have this debtor: not blocked, somebody can sign in, and the first of those with the address. */
export function belongs(debtor: Debtor, all: readonly Debtor[]): boolean {
  if (debtor.blocked) return false
  if (debtor.kind === 'organisation') return reachable(debtor).length > 0
  const email = emailOf(debtor)
  if (email === undefined) return false
  const first = all
    .filter((one) => emailOf(one) === email && !one.blocked)
    .sort((a, b) => Number(a.id) - Number(b.id))[0]
  return first?.id === debtor.id
}

/** All that is not as it must be. */
export function customerDifferences(state: PeopleState, debtors: readonly Debtor[]): string[] {
  const doubles = [
    ...twice(
      state.customers.flatMap(({ email }) => email?.toLowerCase() ?? []),
      'customers with the address',
    ),
    ...twice(
      state.companies.flatMap(({ externalId }) => externalId ?? []),
      'companies with the number',
    ),
    ...twice(
      state.customers.flatMap((one) => valueOf(one.metafields, 'afas_debtor') ?? []),
      'customers with the number',
    ),
  ]
  const people = debtors.filter((one) => belongs(one, debtors))
  return [
    ...doubles,
    ...people.flatMap((one) =>
      (one.kind === 'person' ? personFaults(state, one) : companyFaults(state, one)).map(
        (fault) => `${one.id} ${one.name ?? one.lastName}: ${fault}`,
      ),
    ),
  ]
}

function twice(values: readonly string[], what: string): string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].flatMap(([value, count]) => (count > 1 ? [`${count} ${what} ${value}`] : []))
}

function personFaults({ customers }: PeopleState, debtor: Debtor): string[] {
  const customer = customers.find((one) => one.email === emailOf(debtor))
  if (!customer) return ['is not in the shop']
  const country = debtor.address?.country
  return [
    ...differs('first name', customer.firstName, debtor.firstName ?? null),
    ...differs('last name', customer.lastName, [debtor.prefix, debtor.lastName].filter(Boolean).join(' ')),
    ...phoneFaults(customer, debtor),
    ...(debtor.language ? differs('language', customer.locale, debtor.language.toLowerCase()) : []),
    ...(debtor.address && !customer.addresses.some((one) => isPlace(one, debtor.address as Place))
      ? [`has no address ${debtor.address.street}: ${JSON.stringify(customer.addresses)}`]
      : []),
    ...tagFaults(customer, debtor),
    ...fieldFaults(customer.metafields, { afas_debtor: debtor.id, ...accounting(debtor, country) }),
  ]
}

/** A number that AFAS has in a form that can be dialled is in the shop; nothing is taken away. */
function phoneFaults(customer: ShopCustomer, { phone, address }: Debtor): string[] {
  const dutch = (address?.country ?? 'NL') === 'NL'
  if (!phone || (!dutch && !phone.startsWith('+'))) return []
  const expected = Array.from({ length: 3000 }, (_, at) => phoneAt(at)).find(([typed]) => typed === phone)?.[1]
  const written = expected ?? (phone.startsWith('06-29') ? `+31${phone.slice(1).replace('-', '')}` : null)
  return written === null ? [] : differs('telephone', customer.phone, written)
}

function tagFaults({ tags }: ShopCustomer, { classification }: Debtor): string[] {
  const wanted = TYPES[classification ?? '']
  const all = Object.values(TYPES)
  return differs(
    'tags of its type',
    tags.filter((tag) => all.includes(tag)),
    wanted ? [wanted] : [],
  )
}

/** What the bookkeeping must find; null: nothing, so that the orders flow decides. */
function accounting(debtor: Debtor, country: string | undefined): Readonly<Record<string, string | null>> {
  const code = debtor.vatGroup ?? TAX[country ?? ''] ?? null
  const codeFor = code && country ? [country, RATES[code]].filter((one) => one !== undefined).join(' ') : null
  return {
    classification: TYPES[debtor.classification ?? ''] ?? null,
    tax_code: code,
    tax_code_for: codeFor,
    revenue_account: debtor.revenueAccount ?? (country ? (REVENUE[country] ?? '8200') : null),
    cost_centre: debtor.costCentre ?? null,
    cost_unit: debtor.costUnit ?? null,
  }
}

function companyFaults(state: PeopleState, debtor: Debtor): string[] {
  const company = state.companies.find((one) => one.externalId === debtor.id)
  if (!company) return ['is not in the shop']
  const { classification } = accounting(debtor, undefined)
  return [
    ...differs('name', company.name, debtor.name),
    ...fieldFaults(company.metafields, { classification: classification ?? null }),
    ...locationFaults(company, debtor),
    ...reachable(debtor).flatMap((one, at) => contactFaults(state, company, debtor, one, at === 0)),
    ...leaverFaults(state, company, debtor),
  ]
}

/** Nobody who is no contact in AFAS may buy for the company, or is booked on it; all contacts here came from AFAS. */
function leaverFaults({ customers }: PeopleState, company: ShopCompany, debtor: Debtor): string[] {
  const contacts = new Set(reachable(debtor).map(emailOf))
  return company.contacts.flatMap(({ email, customer, roles }) => {
    if (contacts.has(email ?? undefined)) return []
    const fields = customers.find(({ id }) => id === customer)?.metafields ?? []
    return [
      ...differs(`places of ${email}, who left,`, roles.length, 0),
      ...(valueOf(fields, 'company_debtor') === debtor.id ? [`${email}, who left, is of this company`] : []),
    ]
  })
}

function locationFaults({ locations }: ShopCompany, debtor: Debtor): string[] {
  const wanted = [
    { name: debtor.name, place: debtor.address },
    ...debtor.deliveryAddresses.map((place) => ({ name: place.name, place })),
  ]
  const faults = wanted.flatMap(({ name, place }) => {
    const found = locations.filter((one) => one.name === name)
    const [location] = found
    if (!location || found.length > 1) return [`has ${found.length} locations "${name}"`]
    const fields = accounting(debtor, place?.country)
    return [
      ...placeFaults(`goods of "${name}"`, location.shippingAddress, place),
      ...placeFaults(`invoices of "${name}"`, location.billingAddress, debtor.address ?? place),
      ...differs(`VAT number of "${name}"`, location.taxRegistrationId, debtor.vatNumber ?? null),
      ...fieldFaults(location.metafields, { afas_debtor: debtor.id, ...fields }),
    ]
  })
  return [...differs('number of locations', locations.length, wanted.length), ...faults]
}

function contactFaults(
  { customers, companies }: PeopleState,
  company: ShopCompany,
  debtor: Debtor,
  contact: Contact,
  first: boolean,
): string[] {
  const email = emailOf(contact)
  const found = company.contacts.filter((one) => one.email === email)
  const [there] = found
  if (!there || found.length > 1) return [`has ${found.length} contacts ${email}`]
  const customer = customers.find(({ id }) => id === there.customer)
  const own = valueOf(customer?.metafields ?? [], 'company_debtor')
  // After leaving the company that describes them, somebody is of the next one that is compared with AFAS.
  const shared = companies.filter(({ contacts }) => contacts.some((one) => one.email === email)).length > 1
  const faults = [
    ...differs(`job of ${email}`, there.title, contact.job ?? null),
    ...(first ? differs(`${email} is the main contact`, there.main, true) : []),
    ...differs(
      `places of ${email}`,
      new Set(there.roles.map(({ location }) => location)).size,
      company.locations.length,
    ),
    ...(own === undefined && !shared ? [`${email} is of no company`] : []),
  ]
  // Somebody at several companies is described by one of them.
  if (own !== debtor.id) return faults
  return [
    ...faults,
    ...differs(`name of ${email}`, customer?.lastName, [contact.prefix, contact.lastName].filter(Boolean).join(' ')),
    ...fieldFaults(customer?.metafields ?? [], accounting(debtor, debtor.address?.country)),
  ]
}

function placeFaults(what: string, address: Address | null, place: Place | undefined): string[] {
  if (!place) return address === null ? [] : [`${what}: an address from nowhere`]
  return address && isPlace(address, place) ? [] : [`${what}: ${JSON.stringify(address)} instead of ${place.street}`]
}

function isPlace(address: Address, place: Place): boolean {
  const known = PLACES.find(({ typed }) => typed.street === place.street)
  const line = known?.line.replace(String(known.typed.number), String(place.number))
  return (
    address.address1 === line &&
    address.zip === known?.zip &&
    address.city === place.city &&
    address.country === place.country
  )
}

const valueOf = (fields: Fields, key: string): string | undefined =>
  fields.find((one) => one.namespace === 'koppel' && one.key === key)?.value

function fieldFaults(fields: Fields, wanted: Readonly<Record<string, string | null>>): string[] {
  return Object.entries(wanted).flatMap(([key, value]) => differs(key, valueOf(fields, key) ?? null, value))
}

function differs(what: string, is: unknown, must: unknown): string[] {
  return JSON.stringify(is) === JSON.stringify(must)
    ? []
    : [`${what} is ${JSON.stringify(is)} instead of ${JSON.stringify(must)}`]
}
