import type { Random } from '../../../sdk/sandbox/random.ts'
import { makeAddress, type Address as WorldAddress } from '../../../sdk/sandbox/world-addresses.ts'
import { firstNames, lastNames } from '../../../sdk/sandbox/world-names.ts'
import type { Customer, World } from '../../../sdk/sandbox/world.ts'
import { ids, type Address, type Attribute } from './order.ts'
import type { Recipe } from './recipes.ts'

/** Who an order is for, as it will stand on it. */
export interface Buyer {
  readonly email: string | null
  readonly phone: string | null
  readonly customer: number | null
  readonly companyLocation: number | null
  readonly company: boolean
  readonly taxExempt: boolean
  readonly country: string
  readonly billing: Address
  readonly shipTo: Address
  readonly attributes: readonly Attribute[]
}

const plain = (text: string): string =>
  text
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z]/g, '')
    .toLowerCase()

interface Name {
  readonly firstName: string
  readonly lastName: string
  readonly company?: string
  readonly phone?: string
}

export function addressOf(address: WorldAddress, name: Name): Address {
  return {
    firstName: name.firstName,
    lastName: name.lastName,
    company: name.company || null,
    address1: address.line1,
    address2: address.line2 || null,
    zip: address.postalCode,
    city: address.city,
    provinceCode: address.province || null,
    country: address.country,
    phone: name.phone || null,
  }
}

/** Companies of the shop's B2B part; the others only have a company name in their address. */
export const isBusinessAccount = (customer: Customer): boolean =>
  customer.kind === 'organisation' && customer.inShop && customer.index % 2 === 1

const abroad = new Set(['BE', 'DE', 'FR'])

export function knownBuyer(random: Random, customer: Customer): Buyer {
  const lastName = [customer.prefix, customer.lastName].filter((part) => part !== '').join(' ')
  const name = { firstName: customer.firstName, lastName, company: customer.company, phone: customer.phone }
  const company = customer.kind === 'organisation'
  const account = isBusinessAccount(customer)
  const vat = customer.vatNumber !== '' && !account ? [{ key: 'VAT number', value: customer.vatNumber }] : []
  return {
    email: random.chance(0.1) ? customer.email.toUpperCase() : customer.email,
    phone: customer.phone || null,
    customer: ids.customer(customer.index + 1),
    companyLocation: account ? ids.company(customer.index + 1) : null,
    company,
    taxExempt: company && abroad.has(customer.address.country) && customer.vatNumber !== '',
    country: customer.address.country,
    billing: addressOf(customer.address, name),
    shipTo: addressOf(customer.shipTo ?? customer.address, name),
    attributes: vat,
  }
}

/** Customers of the world have their own numbers; those who come in with an order are numbered after it. */
export const isGuest = (customer: number | null): boolean => customer !== null && customer > ids.customer(1_000_000)

/** Someone who orders once: the e-mail names the order, so that no two of them are one. */
export function guestBuyer(random: Random, n: number, country: string): Buyer {
  const firstName = random.pick(firstNames)
  const [prefix, family] = random.pick(lastNames)
  const lastName = [prefix, family].filter((part) => part !== '').join(' ')
  const address = addressOf(makeAddress(random, country), { firstName, lastName })
  const local = `${plain(firstName)}.${plain(lastName)}.${n}`
  return {
    email: `${random.chance(0.08) ? local.toUpperCase() : local}@example.com`,
    phone: null,
    customer: ids.customer(1_000_000 + n),
    companyLocation: null,
    company: false,
    taxExempt: false,
    country,
    billing: address,
    shipTo: address,
    attributes: [],
  }
}

interface Regulars {
  readonly persons: readonly Customer[]
  readonly companies: readonly Customer[]
}
const regulars = new WeakMap<World, Regulars>()

function regularsOf(world: World): Regulars {
  let known = regulars.get(world)
  if (!known) {
    const inShop = world.customers.filter((one) => one.inShop)
    known = {
      persons: inShop.filter((one) => one.kind === 'person'),
      companies: inShop.filter((one) => one.kind === 'organisation'),
    }
    regulars.set(world, known)
  }
  return known
}

export function pickBuyer(random: Random, world: World, recipe: Recipe, n: number): Buyer {
  const { who } = recipe
  const { persons, companies } = regularsOf(world)
  if (who === 'customer' && persons.length > 0) return knownBuyer(random, random.pick(persons))
  if (who === 'company' && companies.length > 0) return knownBuyer(random, random.pick(companies))
  const guest = guestBuyer(random, n, recipe.country ?? 'NL')
  return who === 'nobody' ? { ...guest, email: null, customer: null, phone: '+31612345678' } : guest
}
