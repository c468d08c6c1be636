import type { Context } from '../../../sdk/context.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import { e164 } from '../../../sdk/trade/phone.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { wantedFields } from '../../customers/metafields.ts'
import { fieldsIn } from '../set-customer/document.ts'
import { holdersOf, type ShopCustomer } from '../set-customer/shop-customer.ts'
import type { SetCompanyConfig } from './config.ts'
import type { Memory } from './view.ts'
import { reachable, type CompanyDocument } from './document.ts'
import { peopleOf, type People } from './people.ts'
import { companyById, companyByNumber, type ShopCompany } from './shop-company.ts'

type Ctx = Context<unknown, ShopifyClient>

/** The company in the shop, and customers who are not contacts of it yet, by their e-mail addresses. */
export interface Place {
  readonly company: ShopCompany | undefined
  readonly others: ReadonlyMap<string, ShopCustomer>
  /** The contacts that are there. */
  readonly people: People
  /** E-mail addresses of contacts whose telephone number another customer has. */
  readonly phones: ReadonlySet<string>
}

/** The metafields that the document has a say in, of whatever owner. */
export function keysOf(
  document: CompanyDocument,
  { number, contactNumber }: SetCompanyConfig,
  { fields }: Memory,
): readonly string[] {
  const lists = [document, ...document.locations, ...document.contacts].map(fieldsIn)
  return [
    ...new Set([number, contactNumber, ...(fields ?? []), ...lists.flatMap((list) => Object.keys(wantedFields(list)))]),
  ]
}

/**
 * Which company this is: the one that we wrote, or the one with the number, or one without a number whose contact has an
 * e-mail address of these. Several of the last kind are a person's to sort out.
 */
export async function lookUp(
  document: CompanyDocument,
  written: string | undefined,
  memory: Memory,
  keys: readonly string[],
  ctx: Ctx,
): Promise<Place> {
  const { client, signal } = ctx
  const byId = written === undefined ? undefined : await companyById(client, written, keys, signal)
  const number = byId ? undefined : await companyByNumber(client, document.number, signal)
  const known = byId ?? (number === undefined ? undefined : await companyById(client, number, keys, signal))
  const outside = await askFor(document, peopleOf(document, known, memory.contacts ?? {}), keys, ctx)
  const company = known ?? (await adopted(document, outside.others, keys, ctx))
  const people = peopleOf(document, company, memory.contacts ?? {})
  const others = new Map([...outside.others].filter(([email]) => !people.has(email)))
  return { company, others, people, phones: outside.phones }
}

/** Who is a customer already without being a contact, and whose telephone number is somebody else's. */
async function askFor(document: CompanyDocument, people: People, keys: readonly string[], ctx: Ctx) {
  const others = new Map<string, ShopCustomer>()
  const phones = new Set<string>()
  for (const contact of reachable(document)) {
    const inside = people.get(contact.email)?.customer
    const phone = e164(contact.phone, contact.country)
    const samePhone = phone === undefined || inside?.defaultPhoneNumber?.phoneNumber === phone
    const wanted = { email: inside ? undefined : contact.email, phone: samePhone ? undefined : phone }
    const { byEmail, byPhone } = await holdersOf(ctx.client, wanted, keys, ctx.signal)
    if (byEmail) others.set(contact.email, byEmail)
    if (byPhone !== undefined && byPhone !== (inside ?? byEmail)?.id) phones.add(contact.email)
  }
  return { others, phones }
}

async function adopted(
  document: CompanyDocument,
  customers: ReadonlyMap<string, ShopCustomer>,
  keys: readonly string[],
  ctx: Ctx,
): Promise<ShopCompany | undefined> {
  const companies = [...customers.values()].flatMap((one) => one.companyContactProfiles.map(({ company }) => company))
  const nameless = new Map(companies.filter(({ externalId }) => !externalId?.trim()).map((one) => [one.id, one.name]))
  const [id] = nameless.keys()
  if (nameless.size > 1) throw several(document, [...nameless.values()])
  return id === undefined ? undefined : companyById(ctx.client, id, keys, ctx.signal)
}

function several({ number, name }: CompanyDocument, names: readonly string[]): ProblemError {
  return new ProblemError({
    code: 'shopify.several-companies',
    message: `The contacts of ${name} (debtor ${number}) belong to several companies of the shop: ${names.join(', ')}.`,
    advice: `Fill in ${number} as the company ID of the right one in Shopify, and run this debtor again.`,
    retry: 'after-fix',
  })
}
