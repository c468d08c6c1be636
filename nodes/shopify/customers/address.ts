import { Type, type Static } from 'typebox'
import { e164 } from '../../sdk/trade/phone.ts'

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))

/** An address as a mapping gives it; a shop knows the country by its ISO code. */
export const AddressSchema = Type.Object({
  firstName: text,
  lastName: text,
  company: text,
  address1: text,
  address2: text,
  zip: text,
  city: text,
  provinceCode: text,
  countryCode: Type.Optional(Type.Union([Type.String({ pattern: '^([A-Z]{2})?$' }), Type.Null()])),
  phone: text,
})
export type AddressDocument = Static<typeof AddressSchema>

const NAMES = [
  'firstName',
  'lastName',
  'company',
  'address1',
  'address2',
  'zip',
  'city',
  'provinceCode',
  'countryCode',
  'phone',
] as const

/** An address as it is compared and shown; without what is empty. */
export type AddressView = { readonly [name in (typeof NAMES)[number]]?: string }

/** What Shopify takes in a line of an address. */
const LONGEST = 255

/** Undefined without a country or a place in it: Shopify keeps no such address. */
export function addressView(given: AddressDocument | null | undefined): AddressView | undefined {
  if (!given?.countryCode || !(given.address1?.trim() || given.city?.trim())) return undefined
  const phone = e164(given.phone, given.countryCode)
  return viewOf({ ...given, phone: phone ?? null })
}

/** The texts that are something, in an order of their own. */
export function viewOf(given: Partial<Record<(typeof NAMES)[number], string | null | undefined>>): AddressView {
  const filled = NAMES.flatMap((name) => {
    const value = given[name]?.trim().slice(0, LONGEST)
    return value ? [[name, value] as const] : []
  })
  return Object.fromEntries(filled)
}

/** Whether two addresses are the same place, however it is spelled: "Kerkstraat 12-A" is "kerkstraat 12 a". */
export function samePlace(one: AddressView, other: AddressView): boolean {
  return placeText(one) === placeText(other)
}

function placeText({ address1 = '', address2 = '', zip = '', city = '', countryCode = '' }: AddressView): string {
  return [`${address1}${address2}`, zip, city, countryCode].map(folded).join('|')
}

export function folded(value: string): string {
  return value
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}
