import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import { gid, readGid } from '../graphql/gid.ts'
import { phoneOf } from '../mutations/customers/contact-data.ts'
import { addressFrom, type AddressInput } from '../mutations/customers/addresses.ts'
import { withoutDoubles } from '../mutations/tags.ts'
import type { Shop } from '../shop.ts'
import { newCustomer, type Consent, type Customer } from '../store/customers.ts'
import { customerChanged } from '../webhooks/announce.ts'
import { invalid, onlyKnown, readFlag, readText, type Body } from './find.ts'

const known = [
  'customer',
  'email',
  'firstName',
  'lastName',
  'phone',
  'note',
  'locale',
  'tags',
  'addTags',
  'consent',
  'address',
  'webhook',
]
const addressNames = [
  'firstName',
  'lastName',
  'company',
  'address1',
  'address2',
  'zip',
  'city',
  'provinceCode',
  'countryCode',
  'phone',
]
const states: readonly string[] = ['NOT_SUBSCRIBED', 'SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING']

/** By id, number or e-mail address; without one a new customer is made. */
function findCustomer(shop: Shop, given: string): Customer {
  const id = readGid(given)?.id ?? (/^\d+$/.test(given) ? Number(given) : undefined)
  const found = id === undefined ? shop.customers.byEmail(given) : shop.customers.get(id)
  if (!found) throw new SandboxProblem(404, 'sandbox.not-found', `There is no customer "${given}"`)
  return found
}

function listOf(body: Body, name: string): readonly string[] | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) {
    throw invalid(`"${name}" must be a list of texts`)
  }
  return value as string[]
}

function consentIn(body: Body, before: Consent): Consent {
  const state = readText(body, 'consent')?.toUpperCase()
  if (state === undefined) return before
  if (!states.includes(state)) throw invalid(`"consent" must be one of ${states.join(', ')}`)
  return { state: state as Consent['state'], optIn: 'SINGLE_OPT_IN', at: Date.now() }
}

function emailIn(shop: Shop, body: Body, before: Customer): string | null {
  if (body['email'] === undefined) return before.email
  const email = readText(body, 'email')?.toLowerCase() ?? null
  const holder = email === null ? undefined : shop.customers.byEmail(email)
  if (holder && holder.id !== before.id) throw new SandboxProblem(409, 'sandbox.taken', `${email} is taken`)
  return email
}

function phoneIn(shop: Shop, body: Body, before: Customer): string | null {
  if (body['phone'] === undefined) return before.phone
  const text = readText(body, 'phone')
  if (text === undefined) return null
  const phone = phoneOf(text)
  if (phone === undefined) throw invalid('"phone" must be a number in the international form')
  const holder = shop.customers.byPhone(phone)
  if (holder && holder.id !== before.id) throw new SandboxProblem(409, 'sandbox.taken', `${phone} is taken`)
  return phone
}

/** One more address; the first of a customer is the default one. */
function addressesIn(shop: Shop, body: Body, before: Customer): Pick<Customer, 'addresses' | 'defaultAddress'> {
  const given = body['address']
  const { addresses, defaultAddress } = before
  if (given === undefined) return { addresses, defaultAddress }
  if (typeof given !== 'object' || given === null) throw invalid('"address" must be an object')
  onlyKnown(given as Body, addressNames)
  const made = { ...addressFrom(given as AddressInput), id: shop.nextId('MailingAddress') }
  return { addresses: [...addresses, made], defaultAddress: defaultAddress ?? made.id }
}

/** What a merchant does with a customer, or a customer does themselves: makes one, changes it, asks for mail or no mail. */
export function changeCustomer(shop: Shop, body: Body): object {
  onlyKnown(body, known)
  const now = Date.now()
  const given = readText(body, 'customer')
  const before = given === undefined ? newCustomer(shop.nextId('Customer'), now) : findCustomer(shop, given)
  const text = (name: 'firstName' | 'lastName' | 'note') =>
    body[name] === undefined ? before[name] : (readText(body, name) ?? null)
  const tags = [...(listOf(body, 'tags') ?? before.tags), ...(listOf(body, 'addTags') ?? [])]
  shop.customers.save({
    ...before,
    email: emailIn(shop, body, before),
    phone: phoneIn(shop, body, before),
    firstName: text('firstName'),
    lastName: text('lastName'),
    note: text('note'),
    locale: readText(body, 'locale') ?? before.locale,
    tags: withoutDoubles(tags),
    consent: consentIn(body, before.consent),
    ...addressesIn(shop, body, before),
    updatedAt: now,
  })
  const topic = given === undefined ? 'CUSTOMERS_CREATE' : 'CUSTOMERS_UPDATE'
  if (readFlag(body, 'webhook', true)) customerChanged(shop, before.id, topic)
  return { id: gid('Customer', before.id) }
}
