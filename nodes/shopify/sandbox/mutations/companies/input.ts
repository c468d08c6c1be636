import { readGid } from '../../graphql/gid.ts'
import type { Shop } from '../../shop.ts'
import type { CompanyAddress } from '../../store/companies.ts'
import { phoneOf } from '../customers/contact-data.ts'

/** What a company mutation refuses, with the code that Shopify gives. */
export interface CompanyFault {
  readonly code: string
  readonly field: readonly string[]
  readonly message: string
}

export const fault = (code: string, field: readonly string[], message: string): CompanyFault => ({
  code,
  field,
  message,
})
export const notFound = (field: string): CompanyFault =>
  fault('RESOURCE_NOT_FOUND', [field], "Resource requested doesn't exist.")

export interface CompanyAddressInput {
  readonly recipient?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly address1?: string | null
  readonly address2?: string | null
  readonly zip?: string | null
  readonly city?: string | null
  readonly zoneCode?: string | null
  readonly countryCode?: string | null
  readonly phone?: string | null
}

const longest = 255

export function addressFaults(input: CompanyAddressInput, at: readonly string[]): CompanyFault[] {
  const found: CompanyFault[] = []
  if (!input.address1?.trim()) found.push(fault('REQUIRED', [...at, 'address1'], "Address1 can't be blank"))
  if (!input.city?.trim()) found.push(fault('REQUIRED', [...at, 'city'], "City can't be blank"))
  if (!input.countryCode) found.push(fault('REQUIRED', [...at, 'countryCode'], "Country code can't be blank"))
  for (const name of ['address1', 'address2', 'city', 'recipient', 'zip'] as const) {
    if ((input[name]?.length ?? 0) > longest) {
      found.push(fault('TOO_LONG', [...at, name], `${name} is too long (maximum is ${longest} characters)`))
    }
  }
  if (input.phone && phoneOf(input.phone) === undefined) {
    found.push(fault('INVALID', [...at, 'phone'], 'Phone is invalid'))
  }
  return found
}

export function addressFrom(shop: Shop, input: CompanyAddressInput): CompanyAddress {
  return {
    id: shop.nextId('CompanyAddress'),
    recipient: input.recipient?.trim() || null,
    firstName: input.firstName?.trim() ?? '',
    lastName: input.lastName?.trim() ?? '',
    company: null,
    address1: input.address1?.trim() ?? '',
    address2: input.address2?.trim() || null,
    zip: input.zip?.trim() ?? '',
    city: input.city?.trim() ?? '',
    provinceCode: input.zoneCode ?? null,
    country: input.countryCode ?? '',
    phone: input.phone ? (phoneOf(input.phone) ?? null) : null,
    at: Date.now(),
  }
}

/** The number in a global id of that type; 0, which nothing has, for any other. */
export function idOf(given: string, type: string): number {
  const read = readGid(given)
  return read?.type === type ? read.id : 0
}
