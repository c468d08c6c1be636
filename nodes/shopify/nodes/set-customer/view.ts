import { createHash } from 'node:crypto'
import { e164 } from '../../../sdk/trade/phone.ts'
import { addressView, samePlace, viewOf, type AddressView } from '../../customers/address.ts'
import { given } from '../../customers/given.ts'
import { currentFields, fieldIn, wantedFields, type Fields } from '../../customers/metafields.ts'
import { currentTags, tagsOf, wantedTags } from '../../customers/tags.ts'
import type { SetCustomerConfig } from './config.ts'
import { emailOf, fieldsIn, type CustomerDocument } from './document.ts'
import type { ShopCustomer } from './shop-customer.ts'

/** A customer as it is compared and shown: only what we have a say in. Never consent, notes, or tags of others. */
export interface CustomerView {
  readonly number: string | null
  readonly email?: string | null
  readonly firstName?: string
  readonly lastName?: string
  readonly phone?: string
  readonly locale?: string
  readonly taxExempt?: boolean
  readonly tags?: readonly string[]
  readonly metafields?: Fields
  readonly address?: AddressView
}

/** What is kept of a customer that we wrote: no personal data, and enough to know later what was ours. */
export interface Memory {
  /** Of the e-mail address that the source had: whether it changed there. */
  readonly email?: string
  /** The address that is ours among those of the customer. */
  readonly address?: string
  readonly tags?: readonly string[]
}

export interface Place {
  readonly customer: ShopCustomer | undefined
  /** Another customer has the telephone number. */
  readonly phoneTaken: boolean
}

/** How the customer should stand in the shop. What the document does not say is not in it. */
export function wantedView(
  document: CustomerDocument,
  { customer, phoneTaken }: Place,
  memory: Memory,
  config: SetCustomerConfig,
): CustomerView {
  const phone = phoneTaken ? undefined : phoneOf(document)
  const tags = wantedTags(tagsOf(document.tags, document.blocked), memory.tags)
  const email = emailWanted(document, customer, memory, config)
  return given({
    number: document.number,
    email: email ?? undefined,
    firstName: nameOf(document.firstName),
    lastName: nameOf(document.lastName),
    phone,
    locale: document.locale?.trim() || undefined,
    taxExempt: document.taxExempt,
    tags,
    metafields: wantedFields(fieldsIn(document)),
    address: addressWanted(document, customer, memory),
  })
}

/** The same fields as the customer has them now. */
export function currentView(
  customer: ShopCustomer,
  wanted: CustomerView,
  memory: Memory,
  config: SetCustomerConfig,
): CustomerView {
  const { metafields } = customer
  const ours = wanted.address && ownAddress(customer, wanted.address, memory)
  return given({
    number: fieldIn(metafields.nodes, config.number) ?? null,
    email: wanted.email === undefined ? undefined : emailIn(customer),
    firstName: wanted.firstName === undefined ? undefined : (customer.firstName ?? ''),
    lastName: wanted.lastName === undefined ? undefined : (customer.lastName ?? ''),
    phone: wanted.phone === undefined ? undefined : (customer.defaultPhoneNumber?.phoneNumber ?? ''),
    locale: wanted.locale === undefined ? undefined : customer.locale,
    taxExempt: wanted.taxExempt === undefined ? undefined : customer.taxExempt,
    tags: wanted.tags && currentTags(customer.tags, wanted.tags, memory.tags),
    metafields: wanted.metafields && currentFields(metafields.nodes, wanted.metafields),
    address: ours && addressAsView(ours),
  })
}

/** Which e-mail address counts: what the customer changed in the shop stays until the source changes too. */
function emailWanted(
  document: CustomerDocument,
  customer: ShopCustomer | undefined,
  memory: Memory,
  config: SetCustomerConfig,
): string | null {
  const email = emailOf(document.email)
  const there = customer && emailIn(customer)
  if (!there || email === null || there === email) return email
  const changed = memory.email === undefined || memory.email !== markOf(email)
  return changed && config.emailChanges === 'follow' ? email : there
}

/** Whether the source has another e-mail address than it had, which the shop does not have. */
export function emailChanged(document: CustomerDocument, customer: ShopCustomer, memory: Memory): boolean {
  const email = emailOf(document.email)
  const there = emailIn(customer)
  return email !== null && there !== null && email !== there && memory.email !== markOf(email)
}

export const emailIn = (customer: ShopCustomer): string | null => emailOf(customer.defaultEmailAddress?.emailAddress)

export function phoneOf({ phone, country, address }: CustomerDocument): string | undefined {
  return e164(phone, country ?? address?.countryCode)
}

/** The address that we wrote, or one that is the same place. */
export function ownAddress(customer: ShopCustomer, wanted: AddressView, memory: Memory) {
  const { nodes } = customer.addressesV2
  return (
    nodes.find(({ id }) => id.split('?')[0] === memory.address) ??
    nodes.find((one) => samePlace(addressAsView(one), wanted))
  )
}

type ShopAddress = ShopCustomer['addressesV2']['nodes'][number]

function addressAsView(address: ShopAddress): AddressView {
  return viewOf({ ...address, countryCode: address.countryCodeV2 })
}

/**
 * The address as it should be. Of one that is there only what differs in substance changes: not the spelling of a street,
 * and not the name on it, unless that is the customer's own.
 */
function addressWanted(
  document: CustomerDocument,
  customer: ShopCustomer | undefined,
  memory: Memory,
): AddressView | undefined {
  const { address } = document
  const wanted = addressView(
    address && {
      ...address,
      firstName: address.firstName ?? document.firstName ?? null,
      lastName: address.lastName ?? document.lastName ?? null,
    },
  )
  const ours = wanted && customer && ownAddress(customer, wanted, memory)
  if (!wanted || !ours) return wanted
  const there = addressAsView(ours)
  const { firstName, lastName, company, phone, provinceCode, ...place } = wanted
  const followsName = sameName(there, customer) || !(there.firstName || there.lastName)
  const names = followsName ? { firstName, lastName } : there
  const samePhone = phone === undefined || e164(there.phone, there.countryCode) === phone
  return viewOf({
    ...(samePlace(there, wanted) ? there : { ...place, provinceCode: provinceCode ?? there.provinceCode }),
    firstName: names.firstName,
    lastName: names.lastName,
    company: company ?? there.company,
    phone: samePhone ? there.phone : phone,
  })
}

const sameName = (one: AddressView, customer: ShopCustomer): boolean =>
  (one.firstName ?? '') === (customer.firstName ?? '') && (one.lastName ?? '') === (customer.lastName ?? '')

/** What Shopify takes of a name. */
const nameOf = (name: string | null | undefined): string | undefined => name?.trim().slice(0, 255) || undefined

export function markOf(email: string): string {
  return createHash('sha256').update(email).digest('base64url').slice(0, 16)
}
