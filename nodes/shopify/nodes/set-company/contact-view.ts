import { e164 } from '../../../sdk/trade/phone.ts'
import type { RawCompanyContact } from '../../client/documents/companies.ts'
import type { RawMetafield } from '../../client/documents/raw-order.ts'
import { given } from '../../customers/given.ts'
import { currentFields, fieldIn, wantedFields } from '../../customers/metafields.ts'
import { currentTags, tagsOf, wantedTags } from '../../customers/tags.ts'
import { fieldsIn } from '../set-customer/document.ts'
import type { SetCompanyConfig } from './config.ts'
import type { ContactDocument } from './document.ts'
import type { Place } from './look-up.ts'
import { emailIn, emailWanted } from './people.ts'
import { locationsOf } from './places.ts'
import type { Aim, ContactView, Memory } from './view.ts'

/** How a contact should stand in the shop. Of one who is not ours to describe only what they are for this company. */
export function contactWanted(
  contact: ContactDocument & { readonly email: string },
  aim: Aim,
  place: Place,
): ContactView {
  const { document, memory, config } = aim
  const there = place.people.get(contact.email)
  const email = emailWanted(contact, there, memory.contacts ?? {})
  const customer = there?.customer ?? place.others.get(contact.email)
  const title = contact.title?.trim().slice(0, 255) || undefined
  const mayBuyFor = locationsWanted(there, aim, place)
  if (customer && !isOurs(customer, document.number, config))
    return given({ email: there ? emailIn(there) : email, title, mayBuyFor })
  return given({
    email,
    firstName: contact.firstName?.trim().slice(0, 255) || undefined,
    lastName: contact.lastName?.trim().slice(0, 255) || undefined,
    phone: place.phones.has(contact.email) ? undefined : e164(contact.phone, contact.country),
    title,
    tags: wantedTags(tagsOf(contact.tags, document.blocked), memory.tags),
    metafields: { [config.contactNumber]: document.number, ...wantedFields(fieldsIn(contact)) },
    mayBuyFor,
  })
}

/** Somebody who is a debtor of their own, or of another company before this one, is theirs to describe. */
function isOurs(
  { metafields }: { readonly metafields: { readonly nodes: readonly RawMetafield[] } },
  number: string,
  config: SetCompanyConfig,
): boolean {
  if (fieldIn(metafields.nodes, config.number) !== undefined) return false
  const company = fieldIn(metafields.nodes, config.contactNumber)
  return company === undefined || company === number
}

/**
 * Where a contact may buy: everywhere for one who has no role yet, at places where nobody has one, and elsewhere as the shop
 * has arranged it.
 */
function locationsWanted(there: RawCompanyContact | undefined, aim: Aim, { company }: Place): readonly string[] {
  const { document, making } = aim
  const all = document.locations.map(({ number }) => number)
  if (!company || !there || making || there.roleAssignments.nodes.length === 0) return all
  const known = locationsOf(document, company)
  const own = idsOf(there)
  const used = new Set(company.contacts.flatMap((one) => [...idsOf(one)]))
  return all.filter((number) => {
    const id = known.get(number)?.id
    return id === undefined || own.has(id) || !used.has(id)
  })
}

const idsOf = ({ roleAssignments }: RawCompanyContact): ReadonlySet<string> =>
  new Set(roleAssignments.nodes.map(({ companyLocation }) => companyLocation.id))

/** The same as the contact is now. */
export function contactNow(
  there: RawCompanyContact,
  wanted: ContactView,
  numbers: ReadonlyMap<string, string>,
  memory: Memory,
): ContactView {
  const { customer } = there
  const own = new Set([...idsOf(there)].flatMap((id) => numbers.get(id) ?? []))
  return given({
    email: emailIn(there),
    firstName: wanted.firstName === undefined ? undefined : (customer.firstName ?? ''),
    lastName: wanted.lastName === undefined ? undefined : (customer.lastName ?? ''),
    phone: wanted.phone === undefined ? undefined : (customer.defaultPhoneNumber?.phoneNumber ?? ''),
    title: wanted.title === undefined ? undefined : (there.title ?? ''),
    tags: wanted.tags && currentTags(customer.tags, wanted.tags, memory.tags),
    metafields: wanted.metafields && currentFields(customer.metafields.nodes, wanted.metafields),
    mayBuyFor: wanted.mayBuyFor.filter((number) => own.has(number)),
  })
}
