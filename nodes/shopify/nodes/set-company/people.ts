import type { RawCompanyContact } from '../../client/documents/companies.ts'
import { emailOf } from '../set-customer/document.ts'
import { markOf } from '../set-customer/view.ts'
import { reachable, type CompanyDocument } from './document.ts'
import type { ShopCompany } from './shop-company.ts'

/** What is kept of a contact that we wrote: who it is in the shop, and a mark of the e-mail address that the source had. */
export interface KnownContact {
  readonly id: string
  readonly email: string
  /** Ids of the locations where their role is from us. */
  readonly roles?: readonly string[]
}
export type KnownContacts = Readonly<Record<string, KnownContact>>

/** Contacts of the shop by the e-mail address that the document has for them. */
export type People = ReadonlyMap<string, RawCompanyContact>

export const emailIn = ({ customer }: RawCompanyContact): string | null =>
  emailOf(customer.defaultEmailAddress?.emailAddress)

/**
 * Which contact of the shop each one of the document is: the one with the e-mail address, else the one that we wrote for the
 * same contact of the source, whose address changed there or in the shop.
 */
export function peopleOf(document: CompanyDocument, company: ShopCompany | undefined, known: KnownContacts): People {
  const people = new Map<string, RawCompanyContact>()
  if (!company) return people
  const contacts = reachable(document)
  for (const { email } of contacts) {
    const there = company.contacts.find((one) => emailIn(one) === email)
    if (there) people.set(email, there)
  }
  const taken = new Set([...people.values()].map(({ id }) => id))
  for (const { email, number } of contacts) {
    const id = number ? known[number]?.id : undefined
    if (people.has(email) || id === undefined || taken.has(id)) continue
    const there = company.contacts.find((one) => one.id === id)
    if (there) people.set(email, there)
  }
  return people
}

/** The e-mail address that a contact should have: one that they changed in the shop stays until the source changes too. */
export function emailWanted(
  contact: { readonly email: string; readonly number?: string | null },
  there: RawCompanyContact | undefined,
  known: KnownContacts,
): string {
  const now = there && emailIn(there)
  const before = contact.number ? known[contact.number] : undefined
  return now && before?.id === there.id && before.email === markOf(contact.email) ? now : contact.email
}

/** What to keep of the contacts as they are now; `rolesOf` tells which of their roles are ours. */
export function knownContacts(
  document: CompanyDocument,
  people: People,
  rolesOf: (contact: RawCompanyContact) => readonly string[],
): KnownContacts {
  const entries = reachable(document).flatMap(({ email, number }): [string, KnownContact][] => {
    const there = people.get(email)
    return there && number ? [[number, { id: there.id, email: markOf(email), roles: rolesOf(there) }]] : []
  })
  return Object.fromEntries(entries)
}
