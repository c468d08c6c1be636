import { Type, type Static } from 'typebox'
import { ProblemError } from '../../../sdk/problem.ts'
import { AddressSchema } from '../../customers/address.ts'
import { check, emailOf, metafields, Tags } from '../set-customer/document.ts'

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))

const Location = Type.Object({
  /** The number in the other system. */
  number: Type.String({ minLength: 1, maxLength: 255 }),
  name: text,
  phone: text,
  /** VAT identification number. */
  taxNumber: text,
  address: Type.Optional(Type.Union([AddressSchema, Type.Null()])),
  ...metafields,
})
export type LocationDocument = Static<typeof Location>

const Contact = Type.Object({
  /** The number in the other system, by which somebody is known whose e-mail address changes. */
  number: text,
  email: text,
  firstName: text,
  lastName: text,
  phone: text,
  /** ISO code of the country that a telephone number without a country's code is of. */
  country: text,
  /** What they do there. */
  title: text,
  tags: Tags,
  ...metafields,
})
export type ContactDocument = Static<typeof Contact>

const Document = Type.Object({
  /** The number in the other system. */
  number: Type.String({ minLength: 1, maxLength: 255 }),
  name: Type.String({ minLength: 1 }),
  blocked: Type.Optional(Type.Boolean()),
  /** The address of the company itself: whoever has it does not leave with the last contact of that address. */
  email: text,
  ...metafields,
  /** The first is that of the company itself. */
  locations: Type.Array(Location, { maxItems: 1000 }),
  /** The first with an e-mail address is the main one. */
  contacts: Type.Array(Contact, { maxItems: 1000 }),
})
/** What the mapping before `shopify.set-company` makes. A field that is empty leaves what the shop has. */
export type CompanyDocument = Static<typeof Document>

/** The record's data as a company, or a problem that names what is wrong with it. */
export function companyOf(data: unknown): CompanyDocument {
  check(Document, data, 'company')
  const company = data as CompanyDocument
  const seen = new Set<string>()
  const twice = company.locations.find(({ number }) => seen.size === seen.add(number).size)
  if (twice) {
    throw new ProblemError({
      code: 'shopify.no-customer',
      message: `Two locations of ${company.name} have the number ${twice.number}.`,
      advice: 'Give each a number of its own in the mapping before this node.',
      retry: 'after-fix',
    })
  }
  return company
}

/** Those who can be customers of a shop, each e-mail address once. */
export function reachable({ contacts }: CompanyDocument): readonly (ContactDocument & { readonly email: string })[] {
  const byEmail = new Map<string, ContactDocument & { readonly email: string }>()
  for (const contact of contacts) {
    const email = emailOf(contact.email)
    if (email !== null && !byEmail.has(email)) byEmail.set(email, { ...contact, email })
  }
  return [...byEmail.values()]
}
