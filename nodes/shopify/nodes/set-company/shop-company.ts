import type { ShopifyClient } from '../../client/client.ts'
import {
  COMPANIES_BY_NUMBER,
  COMPANY,
  type RawCompany,
  type RawCompanyContact,
  type RawCompanyLocation,
} from '../../client/documents/companies.ts'
import type { RawMetafield } from '../../client/documents/raw-order.ts'
import { quoted } from '../../client/search.ts'

/** A company as it stands in the shop, with all its locations and people. */
export interface ShopCompany {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly defaultRole: string | undefined
  readonly roles: readonly { readonly id: string; readonly name: string }[]
  readonly metafields: readonly RawMetafield[]
  readonly locations: readonly RawCompanyLocation[]
  readonly contacts: readonly RawCompanyContact[]
}

/** A company by its id; undefined when the shop no longer has it. */
export async function companyById(
  client: ShopifyClient,
  id: string,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ShopCompany | undefined> {
  const locations: RawCompanyLocation[] = []
  const contacts: RawCompanyContact[] = []
  let from: { locations: string | null; contacts: string | null } = { locations: null, contacts: null }
  for (;;) {
    const { company }: { company: RawCompany | null } = await client.run(COMPANY, { id, ...from, keys }, signal)
    if (!company) return undefined
    locations.push(...company.locations.nodes)
    contacts.push(...company.contacts.nodes)
    const [places, people] = [company.locations.pageInfo, company.contacts.pageInfo]
    if (!places.hasNextPage && !people.hasNextPage) return wholeOf(company, locations, contacts)
    // The list that is at its end gives nothing behind its last cursor.
    from = { locations: places.endCursor ?? from.locations, contacts: people.endCursor ?? from.contacts }
  }
}

function wholeOf(
  raw: RawCompany,
  locations: readonly RawCompanyLocation[],
  contacts: readonly RawCompanyContact[],
): ShopCompany {
  return {
    id: raw.id,
    name: raw.name,
    externalId: raw.externalId?.trim() || null,
    defaultRole: raw.defaultRole?.id,
    roles: raw.contactRoles.nodes,
    metafields: raw.metafields.nodes,
    locations,
    contacts,
  }
}

/** The id of the company with this number; it is unique in a shop. */
export async function companyByNumber(
  client: ShopifyClient,
  number: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { companies } = await client.run(COMPANIES_BY_NUMBER, { q: `external_id:${quoted(number)}` }, signal)
  return companies.nodes.find(({ externalId }) => externalId?.trim() === number)?.id
}
