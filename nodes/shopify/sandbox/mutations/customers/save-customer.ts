import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../graphql/context.ts'
import { gid } from '../../graphql/gid.ts'
import { newCustomer, noConsent, type Consent, type Customer, type CustomerAddress } from '../../store/customers.ts'
import { customerChanged } from '../../webhooks/announce.ts'
import { setMetafields, type MetafieldFault, type MetafieldInput } from '../metafields.ts'
import { withoutDoubles } from '../tags.ts'
import { addressFault, addressFrom, signatureOf, type AddressInput } from './addresses.ts'
import { emailFault, fault, phoneFault, phoneOf, type CustomerFault } from './contact-data.ts'

export interface CustomerFields {
  readonly email?: string | null
  readonly phone?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly note?: string | null
  readonly locale?: string | null
  readonly tags?: readonly string[] | null
  readonly taxExempt?: boolean | null
  readonly taxExemptions?: readonly string[] | null
  /** Given: they replace all that were there. */
  readonly addresses?: readonly AddressInput[] | null
  readonly metafields?: readonly Omit<MetafieldInput, 'ownerId'>[] | null
  readonly emailMarketingConsent?: ConsentInput | null
}

export interface ConsentInput {
  readonly marketingState: Consent['state']
  readonly marketingOptInLevel?: Consent['optIn']
  readonly consentUpdatedAt?: string | null
}

export type Saved = { readonly customer: Customer } | { readonly faults: readonly CustomerFault[] }

const mostTags = 250
const longestTag = 255

/** Faults of what is given; `own` is the customer that changes. */
function faultsOf(context: Context, input: CustomerFields, own: Customer | undefined): CustomerFault[] {
  const { shop } = context
  const found: (CustomerFault | undefined)[] = []
  if (typeof input.email === 'string' && input.email !== '') found.push(emailFault(shop, input.email.trim(), own?.id))
  if (typeof input.phone === 'string' && input.phone !== '') found.push(phoneFault(shop, input.phone, own?.id))
  for (const name of ['firstName', 'lastName'] as const) {
    const title = name === 'firstName' ? 'First name' : 'Last name'
    if ((input[name]?.length ?? 0) > 255) {
      found.push(fault('TOO_LONG', name, `${title} is too long (maximum is 255 characters)`))
    }
  }
  if ((input.tags?.length ?? 0) > mostTags) found.push(fault('INVALID', 'tags', `Tags cannot be more than ${mostTags}`))
  if (input.tags?.some((tag) => tag.length > longestTag)) {
    found.push(fault('TOO_LONG', 'tags', `Tags is too long (maximum is ${longestTag} characters)`))
  }
  for (const address of input.addresses ?? []) {
    const wrong = addressFault(address)
    if (wrong) found.push(fault('INVALID', 'addresses', wrong))
  }
  if (input.emailMarketingConsent && !(input.email ?? own?.email)) {
    found.push(fault('INVALID', 'emailMarketingConsent', 'A customer without an email cannot have marketing consent'))
  }
  return found.filter((one) => one !== undefined)
}

export function consentFrom(input: ConsentInput): Consent {
  const at = input.consentUpdatedAt ? Date.parse(input.consentUpdatedAt) : Date.now()
  return { state: input.marketingState, optIn: input.marketingOptInLevel ?? 'SINGLE_OPT_IN', at }
}

function addressesFrom(context: Context, given: readonly AddressInput[], before: readonly CustomerAddress[]) {
  const made: CustomerAddress[] = []
  for (const input of given) {
    const address = addressFrom(input)
    if (made.some((one) => signatureOf(one) === signatureOf(address))) continue
    const same = before.find((one) => signatureOf(one) === signatureOf(address))
    made.push(same ?? { ...address, id: context.shop.nextId('MailingAddress') })
  }
  return made
}

function merged(context: Context, before: Customer, input: CustomerFields): Customer {
  const text = (given: string | null | undefined, kept: string | null): string | null =>
    given === undefined ? kept : given?.trim() || null
  const addresses = input.addresses ? addressesFrom(context, input.addresses, before.addresses) : before.addresses
  const keptDefault = addresses.some(({ id }) => id === before.defaultAddress)
  return {
    ...before,
    email: text(input.email, before.email)?.toLowerCase() ?? null,
    phone: input.phone ? (phoneOf(input.phone) ?? null) : text(input.phone, before.phone),
    firstName: text(input.firstName, before.firstName),
    lastName: text(input.lastName, before.lastName),
    note: text(input.note, before.note),
    locale: input.locale ?? before.locale,
    tags: input.tags ? withoutDoubles(input.tags) : before.tags,
    taxExempt: input.taxExempt ?? before.taxExempt,
    taxExemptions: input.taxExemptions ?? before.taxExemptions,
    consent: input.emailMarketingConsent ? consentFrom(input.emailMarketingConsent) : before.consent,
    addresses,
    defaultAddress: keptDefault ? before.defaultAddress : (addresses[0]?.id ?? null),
  }
}

/** Makes or changes a customer, with its metafields, or says why not; then nothing is done. */
export function saveCustomer(context: Context, input: CustomerFields, own: Customer | undefined): Saved {
  const { shop } = context
  const faults = faultsOf(context, input, own)
  if (faults.length > 0) return { faults }
  const now = Date.now()
  const customer = merged(context, own ?? newCustomer(shop.nextId('Customer'), now), input)
  if (!(customer.email ?? customer.phone ?? customer.firstName ?? customer.lastName)) {
    const message = 'Customer must have a name, phone number or email address'
    return { faults: [{ code: 'MISSING_FIELD_REQUIRED', field: [], message }] }
  }
  const change = { ...customer, consent: customer.email === null ? noConsent : customer.consent }
  let refused: readonly MetafieldFault[] = []
  try {
    shop.database.attempt(() => {
      if (!own || !isDeepStrictEqual(own, change)) shop.customers.save({ ...change, updatedAt: now })
      const ownerId = gid('Customer', change.id)
      refused = setMetafields(
        context,
        (input.metafields ?? []).map((one) => ({ ...one, ownerId })),
      )
      if (refused.length > 0) throw new UndoneError()
    })
  } catch (error) {
    if (!(error instanceof UndoneError)) throw error
    return { faults: refused.map(({ code, field, message }) => ({ code: code ?? 'INVALID', field, message })) }
  }
  customerChanged(shop, change.id, own ? 'CUSTOMERS_UPDATE' : 'CUSTOMERS_CREATE')
  return { customer: shop.customers.get(change.id) ?? change }
}

/** Takes a transaction back. */
class UndoneError extends Error {}
