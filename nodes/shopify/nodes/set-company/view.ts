import { e164 } from '../../../sdk/trade/phone.ts'
import type { RawCompanyAddress, RawCompanyLocation } from '../../client/documents/companies.ts'
import { addressView, samePlace, viewOf, type AddressDocument, type AddressView } from '../../customers/address.ts'
import { given } from '../../customers/given.ts'
import { currentFields, wantedFields, type Fields } from '../../customers/metafields.ts'
import { fieldsIn } from '../set-customer/document.ts'
import type { SetCompanyConfig } from './config.ts'
import { reachable, type CompanyDocument, type LocationDocument } from './document.ts'
import { contactNow, contactWanted } from './contact-view.ts'
import type { Place } from './look-up.ts'
import { leaversOf, leftNow, leftWanted, type LeftView } from './leavers.ts'
import { emailIn, type KnownContacts } from './people.ts'
import { locationsOf } from './places.ts'
import type { ShopCompany } from './shop-company.ts'

/** A company as it is compared and shown: only what we have a say in, locations by number, contacts by e-mail address. */
export interface CompanyView {
  readonly number: string | null
  readonly name: string
  readonly metafields?: Fields
  readonly locations: Readonly<Record<string, LocationView>>
  readonly contacts: Readonly<Record<string, ContactView>>
  /** The e-mail address of the main contact. */
  readonly main?: string
  /** Those who are no contacts any more, by e-mail address. */
  readonly left?: Readonly<Record<string, LeftView>>
}
export interface LocationView {
  readonly number: string | null
  readonly name?: string
  readonly phone?: string
  readonly taxNumber?: string
  readonly billing?: AddressView
  readonly shipping?: AddressView
  readonly metafields: Fields
}
export interface ContactView {
  readonly email: string | null
  readonly firstName?: string
  readonly lastName?: string
  readonly phone?: string
  readonly title?: string
  readonly tags?: readonly string[]
  readonly metafields?: Fields
  /** The numbers of the locations that they may buy for. */
  readonly mayBuyFor: readonly string[]
}

/** What is kept of a company that we wrote. */
export interface Memory {
  readonly tags?: readonly string[]
  /** By their number in the source. */
  readonly contacts?: KnownContacts
  /** The metafields of contacts. */
  readonly fields?: readonly string[]
}

export interface Aim {
  readonly document: CompanyDocument
  readonly memory: Memory
  readonly config: SetCompanyConfig
  /** We are making it: everybody gets a role everywhere. */
  readonly making: boolean
}

export function wantedView(aim: Aim, place: Place): CompanyView {
  const { document } = aim
  const { company } = place
  const known = locationsOf(document, company)
  const locations = document.locations.map((one): [string, LocationView] => [
    one.number,
    locationWanted(one, known.get(one.number), aim),
  ])
  const contacts = reachable(document).map((one): [string, ContactView] => [one.email, contactWanted(one, aim, place)])
  const leavers = leaversOf(aim, place)
  const leaving = new Set(leavers.map(({ contact }) => contact.id))
  const main = mainOf(company, leaving) ?? contacts[0]?.[0] ?? mainOf(company)
  return given({
    number: document.number,
    name: document.name.trim().slice(0, 255),
    metafields: wantedFields(fieldsIn(document)),
    locations: Object.fromEntries(locations),
    contacts: Object.fromEntries(contacts),
    main,
    left: leftWanted(leavers, aim),
  })
}

/** The same as the company has it now. */
export function currentView(aim: Aim, place: Place & { readonly company: ShopCompany }, wanted: CompanyView) {
  const { company, people } = place
  const known = locationsOf(aim.document, company)
  const numbers = new Map([...known].map(([number, one]) => [one.id, number]))
  const locations = Object.entries(wanted.locations).flatMap(([number, should]): [string, LocationView][] => {
    const there = known.get(number)
    return there ? [[number, locationNow(there, should)]] : []
  })
  const contacts = Object.entries(wanted.contacts).flatMap(([email, should]): [string, ContactView][] => {
    const there = people.get(email)
    return there ? [[email, contactNow(there, should, numbers, aim.memory)]] : []
  })
  return given<CompanyView>({
    number: company.externalId,
    name: company.name,
    metafields: wanted.metafields && currentFields(company.metafields, wanted.metafields),
    locations: Object.fromEntries(locations),
    contacts: Object.fromEntries(contacts),
    main: mainOf(company),
    left: leftNow(leaversOf(aim, place), aim, place),
  })
}

function mainOf(company: ShopCompany | undefined, leaving?: ReadonlySet<string>): string | undefined {
  const main = company?.contacts.find(({ id, isMainContact }) => isMainContact && !leaving?.has(id))
  return main && (emailIn(main) ?? undefined)
}

function locationWanted(
  location: LocationDocument,
  there: RawCompanyLocation | undefined,
  { document, config }: Aim,
): LocationView {
  const own = document.locations[0]?.address
  const name = location.name?.trim() || (location.number === document.number ? document.name : '')
  return given({
    number: location.number,
    name: name.slice(0, 255) || undefined,
    phone: e164(location.phone, location.address?.countryCode),
    taxNumber: location.taxNumber?.trim() || undefined,
    // An invoice goes to the company, wherever the goods go.
    billing: addressWanted(own ?? location.address, there?.billingAddress),
    shipping: addressWanted(location.address, there?.shippingAddress),
    metafields: { [config.number]: document.number, ...wantedFields(fieldsIn(location)) },
  })
}

function locationNow(there: RawCompanyLocation, wanted: LocationView): LocationView {
  return given({
    number: there.externalId?.trim() || null,
    name: wanted.name === undefined ? undefined : there.name,
    phone: wanted.phone === undefined ? undefined : (there.phone ?? ''),
    taxNumber: wanted.taxNumber === undefined ? undefined : (there.taxSettings.taxRegistrationId ?? ''),
    billing: wanted.billing && there.billingAddress ? addressNow(there.billingAddress) : undefined,
    shipping: wanted.shipping && there.shippingAddress ? addressNow(there.shippingAddress) : undefined,
    metafields: currentFields(there.metafields.nodes, wanted.metafields),
  })
}

/** Shopify wants street, city and country of a location, or no address. A spelling of its own of the same place stays. */
function addressWanted(
  address: AddressDocument | null | undefined,
  there: RawCompanyAddress | null | undefined,
): AddressView | undefined {
  const wanted = addressView(address)
  if (!wanted?.address1 || !wanted.city) return undefined
  const { firstName: _f, lastName: _l, company: _c, phone: _p, ...place } = wanted
  const now = there && addressNow(there)
  return now && samePlace(now, place) ? now : place
}

function addressNow({ zoneCode, ...there }: RawCompanyAddress): AddressView {
  const { address1, address2, zip, city, countryCode } = there
  return viewOf({ address1, address2, zip, city, countryCode, provinceCode: zoneCode })
}
