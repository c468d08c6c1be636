import type { ShopifyClient } from '../../client/client.ts'
import {
  ADD_COMPANY_CONTACT,
  ADD_COMPANY_LOCATION,
  CHANGE_COMPANY_CONTACT,
  CHANGE_COMPANY_LOCATION,
  CREATE_COMPANY,
  JOIN_COMPANY,
  PLACE_COMPANY_LOCATION,
  TAX_COMPANY_LOCATION,
  UPDATE_COMPANY,
  type CompanyAddressInput,
  type CompanyContactInput,
  type CompanyLocationInput,
} from '../../client/documents/company-writes.ts'
import { isTaken, refuseUserErrors } from '../../client/user-errors.ts'
import type { AddressView } from '../../customers/address.ts'
import { given } from '../../customers/given.ts'
import type { CompanyView, ContactView, LocationView } from './view.ts'

/** What every write to a company needs. */
export interface Sending {
  readonly client: ShopifyClient
  readonly signal: AbortSignal
  /** Completes "Shopify refused to ...". */
  readonly doing: string
}

/** The company with its first location, and nothing else yet. Undefined: the number is somebody's since a moment ago. */
export async function createCompany(
  view: CompanyView,
  { client, signal, doing }: Sending,
): Promise<string | undefined> {
  const [location] = Object.values(view.locations)
  const input = {
    company: { name: view.name, externalId: view.number ?? '' },
    ...(location ? { companyLocation: locationInput(location) } : {}),
  }
  const { companyCreate } = await client.run(CREATE_COMPANY, { input }, signal)
  if (
    companyCreate.userErrors.some(({ field }) => field?.includes('company')) &&
    isTaken(companyCreate.userErrors, 'externalId')
  ) {
    return undefined
  }
  refuseUserErrors(companyCreate.userErrors, doing)
  if (!companyCreate.company) throw new Error('Shopify made a company and did not say which')
  return companyCreate.company.id
}

export async function changeCompany(id: string, wanted: CompanyView, current: CompanyView, sending: Sending) {
  const input = {
    ...(wanted.name === current.name ? {} : { name: wanted.name }),
    ...(wanted.number === current.number || wanted.number === null ? {} : { externalId: wanted.number }),
  }
  if (Object.keys(input).length === 0) return
  const { client, signal, doing } = sending
  const { companyUpdate } = await client.run(UPDATE_COMPANY, { companyId: id, input }, signal)
  refuseUserErrors(companyUpdate.userErrors, doing)
}

export async function addLocation(companyId: string, view: LocationView, { client, signal, doing }: Sending) {
  const { companyLocationCreate } = await client.run(
    ADD_COMPANY_LOCATION,
    { companyId, input: locationInput(view) },
    signal,
  )
  refuseUserErrors(companyLocationCreate.userErrors, doing)
}

function locationInput({ number, name, phone, taxNumber, shipping, billing }: LocationView): CompanyLocationInput {
  return given<CompanyLocationInput>({
    externalId: number ?? undefined,
    name,
    phone,
    taxRegistrationId: taxNumber,
    shippingAddress: shipping && addressInput(shipping),
    billingAddress: billing && addressInput(billing),
  })
}

function addressInput({ provinceCode, ...place }: AddressView): CompanyAddressInput {
  const { address1, address2, zip, city, countryCode } = place
  return given<CompanyAddressInput>({ address1, address2, zip, city, countryCode, zoneCode: provinceCode })
}

/** What differs at a location: names in one call, each address in one, the VAT number in one. */
export async function changeLocation(id: string, wanted: LocationView, current: LocationView, sending: Sending) {
  const { client, signal, doing } = sending
  const input = {
    ...(wanted.number === null || wanted.number === current.number ? {} : { externalId: wanted.number }),
    ...(wanted.name === undefined || wanted.name === current.name ? {} : { name: wanted.name }),
    ...(wanted.phone === undefined || wanted.phone === current.phone ? {} : { phone: wanted.phone }),
  }
  if (Object.keys(input).length > 0) {
    const { companyLocationUpdate } = await client.run(CHANGE_COMPANY_LOCATION, { id, input }, signal)
    refuseUserErrors(companyLocationUpdate.userErrors, doing)
  }
  for (const [address, now, type] of [
    [wanted.billing, current.billing, 'BILLING'],
    [wanted.shipping, current.shipping, 'SHIPPING'],
  ] as const) {
    if (!address || sameAddress(address, now)) continue
    const variables = { id, address: addressInput(address), types: [type] }
    const { companyLocationAssignAddress } = await client.run(PLACE_COMPANY_LOCATION, variables, signal)
    refuseUserErrors(companyLocationAssignAddress.userErrors, doing)
  }
  if (wanted.taxNumber === undefined || wanted.taxNumber === current.taxNumber) return
  const { companyLocationTaxSettingsUpdate } = await client.run(
    TAX_COMPANY_LOCATION,
    { id, number: wanted.taxNumber },
    signal,
  )
  refuseUserErrors(companyLocationTaxSettingsUpdate.userErrors, doing)
}

function sameAddress(one: AddressView, other: AddressView | undefined): boolean {
  const names = ['address1', 'address2', 'zip', 'city', 'provinceCode', 'countryCode'] as const
  return other !== undefined && names.every((name) => one[name] === other[name])
}

/** A new contact; `taken`: somebody became a customer with this e-mail address since a moment ago. */
export async function addContact(
  companyId: string,
  email: string,
  view: ContactView,
  sending: Sending,
): Promise<'taken' | undefined> {
  const { client, signal, doing } = sending
  const input = { ...contactInput(view, {}), email }
  const { companyContactCreate } = await client.run(ADD_COMPANY_CONTACT, { companyId, input }, signal)
  const { userErrors } = companyContactCreate
  if (isTaken(userErrors, 'email')) return 'taken'
  if (isTaken(userErrors, 'phone') && view.phone !== undefined) {
    const { phone: _, ...others } = view
    return addContact(companyId, email, others, sending)
  }
  refuseUserErrors(userErrors, doing)
  return undefined
}

export async function joinCompany(companyId: string, customerId: string, { client, signal, doing }: Sending) {
  const { companyAssignCustomerAsContact } = await client.run(JOIN_COMPANY, { companyId, customerId }, signal)
  refuseUserErrors(companyAssignCustomerAsContact.userErrors, doing)
}

export async function changeContact(id: string, wanted: ContactView, current: ContactView, sending: Sending) {
  const { client, signal, doing } = sending
  const input = contactInput(wanted, current)
  if (Object.keys(input).length === 0) return
  const { companyContactUpdate } = await client.run(CHANGE_COMPANY_CONTACT, { id, input }, signal)
  if (isTaken(companyContactUpdate.userErrors, 'phone') && wanted.phone !== undefined) {
    const { phone: _, ...others } = wanted
    await changeContact(id, others, current, sending)
    return
  }
  refuseUserErrors(companyContactUpdate.userErrors, doing)
}

function contactInput(wanted: ContactView, current: Partial<ContactView>): CompanyContactInput {
  const names = ['email', 'firstName', 'lastName', 'phone', 'title'] as const
  const changed = names.filter((name) => wanted[name] !== undefined && wanted[name] !== current[name])
  return Object.fromEntries(changed.flatMap((name) => (wanted[name] === null ? [] : [[name, wanted[name]]])))
}
