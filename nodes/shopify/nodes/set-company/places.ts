import type { RawCompanyLocation } from '../../client/documents/companies.ts'
import { addressView, samePlace, viewOf } from '../../customers/address.ts'
import type { CompanyDocument } from './document.ts'
import type { ShopCompany } from './shop-company.ts'

/**
 * Which location of the shop each one of the document is, by number: the one that has the number; else one without a number
 * at the same place; and for the company's own, the only one that a merchant has made by hand.
 */
export function locationsOf(
  document: CompanyDocument,
  company: ShopCompany | undefined,
): ReadonlyMap<string, RawCompanyLocation> {
  const all = company?.locations ?? []
  const numbered = new Map(
    all.flatMap((one) => (one.externalId?.trim() ? [[one.externalId.trim(), one] as const] : [])),
  )
  const free = new Set(all.filter(({ externalId }) => !externalId?.trim()))
  const found = new Map<string, RawCompanyLocation>()
  for (const { number, address } of document.locations) {
    const view = addressView(address)
    const own = numbered.get(number) ?? [...free].find((one) => view && isAt(one, view))
    if (!own) continue
    free.delete(own)
    found.set(number, own)
  }
  const main = document.locations[0]?.number
  const [only, ...more] = free
  if (main !== undefined && !found.has(main) && only && more.length === 0) found.set(main, only)
  return found
}

function isAt(
  { shippingAddress, billingAddress }: RawCompanyLocation,
  view: NonNullable<ReturnType<typeof addressView>>,
) {
  const there = shippingAddress ?? billingAddress
  return there !== null && samePlace(viewOf(there), view)
}
