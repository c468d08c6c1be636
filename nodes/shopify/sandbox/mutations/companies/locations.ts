import type { Context, Fields } from '../../graphql/context.ts'
import type { Shop } from '../../shop.ts'
import type { CompanyLocation } from '../../store/companies.ts'
import { companyChanged } from '../../webhooks/announce.ts'
import { phoneOf } from '../customers/contact-data.ts'
import {
  addressFaults,
  addressFrom,
  fault,
  idOf,
  notFound,
  type CompanyAddressInput,
  type CompanyFault,
} from './input.ts'

interface LocationUpdate {
  readonly name?: string | null
  readonly externalId?: string | null
  readonly note?: string | null
  readonly phone?: string | null
  readonly locale?: string | null
  readonly buyerExperienceConfiguration?: unknown
}

export interface LocationInput extends LocationUpdate {
  readonly shippingAddress?: CompanyAddressInput | null
  readonly billingAddress?: CompanyAddressInput | null
  readonly billingSameAsShipping?: boolean | null
  readonly taxRegistrationId?: string | null
  readonly taxExempt?: boolean | null
  readonly taxExemptions?: readonly string[] | null
}

interface TaxArgs {
  readonly companyLocationId: string
  readonly taxRegistrationId?: string | null
  readonly taxExempt?: boolean | null
  readonly exemptionsToAssign?: readonly string[] | null
  readonly exemptionsToRemove?: readonly string[] | null
}

function commonFaults(shop: Shop, input: LocationUpdate, at: readonly string[], own: number | undefined) {
  const found: CompanyFault[] = []
  if (input.buyerExperienceConfiguration !== undefined && input.buyerExperienceConfiguration !== null) {
    const message = 'The sandbox does not take buyerExperienceConfiguration yet; nothing was changed.'
    found.push(fault('INVALID', [...at, 'buyerExperienceConfiguration'], message))
  }
  if ((input.name?.length ?? 0) > 255) {
    found.push(fault('TOO_LONG', [...at, 'name'], 'Name is too long (maximum is 255 characters)'))
  }
  if (input.phone && phoneOf(input.phone) === undefined) {
    found.push(fault('INVALID', [...at, 'phone'], 'Phone is invalid'))
  }
  const external = input.externalId?.trim()
  const holder = external ? shop.companies.locationByExternal(external) : undefined
  if (holder && holder.id !== own) {
    found.push(fault('TAKEN', [...at, 'externalId'], 'External has already been taken.'))
  }
  return found
}

export function locationFaults(shop: Shop, input: LocationInput, at: readonly string[]): CompanyFault[] {
  const { shippingAddress, billingAddress, billingSameAsShipping } = input
  return [
    ...commonFaults(shop, input, at, undefined),
    ...(shippingAddress ? addressFaults(shippingAddress, [...at, 'shippingAddress']) : []),
    ...(billingAddress && billingSameAsShipping !== true
      ? addressFaults(billingAddress, [...at, 'billingAddress'])
      : []),
  ]
}

/** A location without a name is called after its street, or after the company. */
export function makeLocation(shop: Shop, company: number, input: LocationInput): CompanyLocation {
  const shipping = input.shippingAddress ? addressFrom(shop, input.shippingAddress) : null
  const own = input.billingAddress ? addressFrom(shop, input.billingAddress) : null
  const billing = input.billingSameAsShipping === true ? shipping : own
  const now = Date.now()
  const location: CompanyLocation = {
    id: shop.nextId('CompanyLocation'),
    company,
    name: input.name?.trim() || shipping?.address1 || shop.companies.get(company)?.name || '',
    externalId: input.externalId?.trim() || null,
    note: input.note ?? null,
    phone: input.phone ? (phoneOf(input.phone) ?? null) : null,
    locale: input.locale ?? 'nl',
    taxRegistrationId: input.taxRegistrationId?.trim() || null,
    taxExempt: input.taxExempt ?? false,
    taxExemptions: input.taxExemptions ?? [],
    billing,
    shipping,
    createdAt: now,
    updatedAt: now,
  }
  shop.companies.saveLocation(location)
  return location
}

function create({ shop }: Context, args: { readonly companyId: string; readonly input: LocationInput }) {
  const company = shop.companies.get(idOf(args.companyId, 'Company'))
  const userErrors = company ? locationFaults(shop, args.input, ['input']) : [notFound('companyId')]
  if (!company || userErrors.length > 0) return { companyLocation: null, userErrors }
  const companyLocation = makeLocation(shop, company.id, args.input)
  companyChanged(shop, company.id, 'COMPANIES_UPDATE')
  return { companyLocation, userErrors: [] }
}

function update({ shop }: Context, args: { readonly companyLocationId: string; readonly input: LocationUpdate }) {
  const location = shop.companies.location(idOf(args.companyLocationId, 'CompanyLocation'))
  const userErrors = location ? commonFaults(shop, args.input, ['input'], location.id) : [notFound('companyLocationId')]
  if (!location || userErrors.length > 0) return { companyLocation: null, userErrors }
  const { name, externalId, note, phone, locale } = args.input
  const changed: CompanyLocation = {
    ...location,
    name: name?.trim() || location.name,
    externalId: externalId === undefined ? location.externalId : externalId?.trim() || null,
    note: note === undefined ? location.note : note,
    phone: phone === undefined ? location.phone : phone ? (phoneOf(phone) ?? null) : null,
    locale: locale ?? location.locale,
    updatedAt: Date.now(),
  }
  shop.companies.saveLocation(changed)
  return { companyLocation: changed, userErrors: [] }
}

interface AssignArgs {
  readonly locationId: string
  readonly address: CompanyAddressInput
  readonly addressTypes: readonly ('BILLING' | 'SHIPPING')[]
}

function assignAddress({ shop }: Context, { locationId, address, addressTypes }: AssignArgs) {
  const location = shop.companies.location(idOf(locationId, 'CompanyLocation'))
  const userErrors = location ? addressFaults(address, ['address']) : [notFound('locationId')]
  if (!location || userErrors.length > 0) return { addresses: null, userErrors }
  const made = addressFrom(shop, address)
  shop.companies.saveLocation({
    ...location,
    ...(addressTypes.includes('BILLING') ? { billing: made } : {}),
    ...(addressTypes.includes('SHIPPING') ? { shipping: made } : {}),
    updatedAt: Date.now(),
  })
  return { addresses: [{ ...made, location: location.id }], userErrors: [] }
}

function updateTax({ shop }: Context, args: TaxArgs) {
  const location = shop.companies.location(idOf(args.companyLocationId, 'CompanyLocation'))
  if (!location) return { companyLocation: null, userErrors: [notFound('companyLocationId')] }
  const gone = new Set(args.exemptionsToRemove)
  const kept = location.taxExemptions.filter((one) => !gone.has(one))
  const changed: CompanyLocation = {
    ...location,
    taxRegistrationId:
      args.taxRegistrationId === undefined ? location.taxRegistrationId : args.taxRegistrationId?.trim() || null,
    taxExempt: args.taxExempt ?? location.taxExempt,
    taxExemptions: [...new Set([...kept, ...(args.exemptionsToAssign ?? [])])],
    updatedAt: Date.now(),
  }
  shop.companies.saveLocation(changed)
  return { companyLocation: changed, userErrors: [] }
}

export const locationMutations: Fields = {
  companyLocationCreate: (_, args: { companyId: string; input: LocationInput }, context) => create(context, args),
  companyLocationUpdate: (_, args: { companyLocationId: string; input: LocationUpdate }, context) =>
    update(context, args),
  companyLocationAssignAddress: (_, args: AssignArgs, context) => assignAddress(context, args),
  companyLocationTaxSettingsUpdate: (_, args: TaxArgs, context) => updateTax(context, args),
}
