import { GIVE_COMPANY_ROLE, MAIN_COMPANY_CONTACT } from '../../client/documents/company-writes.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import { fieldChanges, typesIn, writeFields, type Fields } from '../../customers/metafields.ts'
import { writeTags } from '../../customers/tags.ts'
import { fieldsIn } from '../set-customer/document.ts'
import { holdersOf } from '../set-customer/shop-customer.ts'
import {
  addContact,
  addLocation,
  changeCompany,
  changeContact,
  changeLocation,
  joinCompany,
  type Sending,
} from './apply.ts'
import { leaversOf, takeBack } from './leavers.ts'
import type { Place } from './look-up.ts'
import { peopleOf } from './people.ts'
import { locationsOf } from './places.ts'
import { companyById, type ShopCompany } from './shop-company.ts'
import { currentView, wantedView, type Aim, type CompanyView } from './view.ts'

type Known = Place & { readonly company: ShopCompany }
/** The company as it was read last, and the locations where each contact got a role since. */
export type Brought = Known & { readonly given: GivenRoles }
/** Ids of locations by the id of a contact. */
type GivenRoles = ReadonlyMap<string, readonly string[]>
type Keyed = Sending & { readonly keys: readonly string[] }

/**
 * Brings a company to what is wanted. What is missing is made first and the company read again, so that all that hangs on
 * it (roles, metafields, tags) finds its ids; nothing that the shop has besides is touched.
 */
export async function bringUp(aim: Aim, place: Known, sending: Keyed): Promise<Brought> {
  const wanted = wantedView(aim, place)
  const current = currentView(aim, place, wanted)
  await changeCompany(place.company.id, wanted, current, sending)
  const added = await addMissing(aim, place, wanted, sending)
  const company = added ? await companyById(sending.client, place.company.id, sending.keys, sending.signal) : undefined
  const whole: Known = company
    ? { ...place, company, people: peopleOf(aim.document, company, aim.memory.contacts ?? {}) }
    : place
  const should = added ? wantedAfter(wanted, aim, whole) : wanted
  const now = currentView(aim, whole, should)
  await changeParts(aim, whole, should, now, sending)
  await writeAllFields(aim, whole, should, sending)
  for (const [email, { tags }] of Object.entries(should.contacts)) {
    const id = whole.people.get(email)?.customer.id
    if (id)
      await writeTags(
        sending.client,
        { id, wanted: tags, current: now.contacts[email]?.tags },
        sending.doing,
        sending.signal,
      )
  }
  const roles = await giveRoles(aim, whole, should, now, sending)
  await nameMain(whole, should, now, sending)
  await takeBack(leaversOf(aim, whole), aim, sending)
  return { ...whole, given: roles }
}

/** Roles as they were wanted before: who was just added has one everywhere. */
function wantedAfter(before: CompanyView, aim: Aim, place: Known): CompanyView {
  const view = wantedView(aim, place)
  const contacts = Object.entries(view.contacts).map(([email, one]) => {
    const mayBuyFor = before.contacts[email]?.mayBuyFor ?? one.mayBuyFor
    return [email, { ...one, mayBuyFor }] as const
  })
  return { ...view, contacts: Object.fromEntries(contacts) }
}

async function addMissing(aim: Aim, place: Known, wanted: CompanyView, sending: Keyed): Promise<boolean> {
  const { company, others, people } = place
  const known = locationsOf(aim.document, company)
  let added = false
  for (const [number, view] of Object.entries(wanted.locations)) {
    if (known.has(number)) continue
    await addLocation(company.id, view, sending)
    added = true
  }
  for (const [email, view] of Object.entries(wanted.contacts)) {
    if (people.has(email)) continue
    const customer = others.get(email)?.id
    if (customer) await joinCompany(company.id, customer, sending)
    else if ((await addContact(company.id, email, view, sending)) === 'taken') {
      const { byEmail } = await holdersOf(sending.client, { email }, sending.keys, sending.signal)
      if (byEmail) await joinCompany(company.id, byEmail.id, sending)
    }
    added = true
  }
  return added
}

async function changeParts(
  aim: Aim,
  { company, people }: Known,
  wanted: CompanyView,
  now: CompanyView,
  sending: Sending,
) {
  for (const [number, { id }] of locationsOf(aim.document, company)) {
    const [should, is] = [wanted.locations[number], now.locations[number]]
    if (should && is) await changeLocation(id, should, is, sending)
  }
  for (const [email, should] of Object.entries(wanted.contacts)) {
    const [contact, is] = [people.get(email), now.contacts[email]]
    if (contact && is) await changeContact(contact.id, should, is, sending)
  }
}

/** All metafields of company, locations and contacts, 25 a call. */
async function writeAllFields(
  aim: Aim,
  { company, people }: Known,
  wanted: CompanyView,
  sending: Sending,
): Promise<void> {
  const { document } = aim
  const types = typesIn([document, ...document.locations, ...document.contacts].flatMap(fieldsIn))
  const changesOf = (ownerId: string, there: Parameters<typeof fieldChanges>[0], fields: Fields | undefined) => ({
    ownerId,
    ...fieldChanges(there, fields ?? {}, types),
  })
  const known = locationsOf(document, company)
  const changes = [
    changesOf(company.id, company.metafields, wanted.metafields),
    ...[...known].map(([number, one]) => changesOf(one.id, one.metafields.nodes, wanted.locations[number]?.metafields)),
    ...Object.entries(wanted.contacts).flatMap(([email, { metafields }]) => {
      const customer = people.get(email)?.customer
      return customer ? [changesOf(customer.id, customer.metafields.nodes, metafields)] : []
    }),
  ]
  await writeFields(sending.client, changes, sending.doing, sending.signal)
}

async function giveRoles(
  aim: Aim,
  { company, people }: Known,
  wanted: CompanyView,
  now: CompanyView,
  sending: Sending,
): Promise<GivenRoles> {
  const { client, signal, doing } = sending
  const roles = new Map<string, string[]>()
  const wish = aim.config.role.trim().toLowerCase()
  const role = company.roles.find(({ name }) => name.toLowerCase() === wish)?.id ?? company.defaultRole
  if (role === undefined) return roles
  const known = locationsOf(aim.document, company)
  for (const [email, { mayBuyFor }] of Object.entries(wanted.contacts)) {
    const contactId = people.get(email)?.id
    for (const number of mayBuyFor) {
      const locationId = known.get(number)?.id
      if (!contactId || !locationId || now.contacts[email]?.mayBuyFor.includes(number)) continue
      const { companyContactAssignRole } = await client.run(
        GIVE_COMPANY_ROLE,
        { contactId, roleId: role, locationId },
        signal,
      )
      const { userErrors } = companyContactAssignRole
      // They have a role there already, beyond what is read of very many.
      if (userErrors.some(({ code }) => code === 'LIMIT_REACHED')) continue
      refuseUserErrors(userErrors, doing)
      roles.set(contactId, [...(roles.get(contactId) ?? []), locationId])
    }
  }
  return roles
}

async function nameMain(
  { company, people }: Known,
  wanted: CompanyView,
  now: CompanyView,
  sending: Sending,
): Promise<void> {
  if (wanted.main === undefined || wanted.main === now.main) return
  const contactId = people.get(wanted.main)?.id
  if (contactId === undefined) return
  const { companyAssignMainContact } = await sending.client.run(
    MAIN_COMPANY_CONTACT,
    { companyId: company.id, contactId },
    sending.signal,
  )
  refuseUserErrors(companyAssignMainContact.userErrors, sending.doing)
}
