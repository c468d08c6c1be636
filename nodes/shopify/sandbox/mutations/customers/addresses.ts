import type { Context, Fields } from '../../graphql/context.ts'
import { gid, readGid } from '../../graphql/gid.ts'
import type { Address } from '../../orders/order.ts'
import { addressView } from '../../resolvers/people.ts'
import type { Customer, CustomerAddress } from '../../store/customers.ts'
import { customerChanged } from '../../webhooks/announce.ts'
import { phoneOf } from './contact-data.ts'

export interface AddressInput {
  readonly id?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly company?: string | null
  readonly address1?: string | null
  readonly address2?: string | null
  readonly zip?: string | null
  readonly city?: string | null
  readonly provinceCode?: string | null
  readonly countryCode?: string | null
  readonly phone?: string | null
}

const most = 255

/** What is wrong with an address, in Shopify's words. */
export function addressFault(input: AddressInput): string | undefined {
  const long = (['address1', 'address2', 'city', 'company', 'firstName', 'lastName', 'zip'] as const).find(
    (name) => (input[name]?.length ?? 0) > most,
  )
  if (long) return `${long} is too long (maximum is ${most} characters)`
  if (input.countryCode === null || input.countryCode === undefined) return 'Country can’t be blank'
  return undefined
}

export function addressFrom(input: AddressInput, before?: Address): Address {
  const text = (given: string | null | undefined, kept: string | null | undefined): string =>
    (given === undefined ? kept : given)?.trim() ?? ''
  const optional = (given: string | null | undefined, kept: string | null | undefined): string | null =>
    text(given, kept) || null
  return {
    firstName: text(input.firstName, before?.firstName),
    lastName: text(input.lastName, before?.lastName),
    company: optional(input.company, before?.company),
    address1: text(input.address1, before?.address1),
    address2: optional(input.address2, before?.address2),
    zip: text(input.zip, before?.zip),
    city: text(input.city, before?.city),
    provinceCode: optional(input.provinceCode, before?.provinceCode),
    country: text(input.countryCode, before?.country),
    // An address keeps a number as it was typed when it cannot be read.
    phone: input.phone ? (phoneOf(input.phone) ?? input.phone) : optional(input.phone, before?.phone),
  }
}

/** Two addresses with the same text are one; a customer has it once. */
export const signatureOf = (address: Address): string =>
  JSON.stringify(
    [
      address.firstName,
      address.lastName,
      address.company,
      address.address1,
      address.address2,
      address.zip,
      address.city,
      address.provinceCode,
      address.country,
      address.phone,
    ].map((part) => (part ?? '').toLowerCase().trim()),
  )

const problem = (field: readonly string[], message: string) => ({ address: null, userErrors: [{ field, message }] })
const noCustomer = problem(['customerId'], 'Customer does not exist')
const noAddress = problem(['addressId'], 'Address does not exist')

function customerOf(context: Context, id: string): Customer | undefined {
  const read = readGid(id)
  return read?.type === 'Customer' ? context.shop.customers.get(read.id) : undefined
}

function saved(context: Context, customer: Customer, addresses: readonly CustomerAddress[], main: number | null) {
  const defaultAddress = main ?? customer.defaultAddress ?? addresses[0]?.id ?? null
  context.shop.customers.save({ ...customer, addresses, defaultAddress, updatedAt: Date.now() })
  customerChanged(context.shop, customer.id, 'CUSTOMERS_UPDATE')
}

interface CreateArgs {
  readonly customerId: string
  readonly address: AddressInput
  readonly setAsDefault?: boolean | null
}

function create(context: Context, args: CreateArgs) {
  const customer = customerOf(context, args.customerId)
  if (!customer) return noCustomer
  const wrong = addressFault(args.address)
  if (wrong) return problem(['address'], wrong)
  const made = { ...addressFrom(args.address), id: context.shop.nextId('MailingAddress') }
  if (customer.addresses.some((one) => signatureOf(one) === signatureOf(made))) {
    return problem(['address'], 'Address already exists')
  }
  saved(context, customer, [...customer.addresses, made], args.setAsDefault === true ? made.id : null)
  return { address: addressView(made), userErrors: [] }
}

function update(context: Context, args: CreateArgs & { readonly addressId: string }) {
  const customer = customerOf(context, args.customerId)
  if (!customer) return noCustomer
  const id = readGid(args.addressId)?.id
  const before = customer.addresses.find((one) => one.id === id)
  if (!before) return noAddress
  const changed = { ...addressFrom(args.address, before), id: before.id }
  const wrong = addressFault({ ...args.address, countryCode: changed.country || null })
  if (wrong) return problem(['address'], wrong)
  const others = customer.addresses.filter((one) => one !== before)
  if (others.some((one) => signatureOf(one) === signatureOf(changed))) {
    return problem(['address'], 'Address already exists')
  }
  const addresses = customer.addresses.map((one) => (one === before ? changed : one))
  saved(context, customer, addresses, args.setAsDefault === true ? changed.id : null)
  return { address: addressView(changed), userErrors: [] }
}

function remove(context: Context, args: { readonly customerId: string; readonly addressId: string }) {
  const refused = (field: string, message: string) => ({
    deletedAddressId: null,
    userErrors: [{ field: [field], message }],
  })
  const customer = customerOf(context, args.customerId)
  if (!customer) return refused('customerId', 'Customer does not exist')
  const id = readGid(args.addressId)?.id
  if (!customer.addresses.some((one) => one.id === id)) return refused('addressId', 'Address does not exist')
  if (id === customer.defaultAddress && customer.addresses.length > 1) {
    return refused('addressId', 'Cannot delete the default address')
  }
  const addresses = customer.addresses.filter((one) => one.id !== id)
  saved(context, { ...customer, defaultAddress: addresses[0]?.id ?? null }, addresses, null)
  return { deletedAddressId: gid('MailingAddress', id ?? 0), userErrors: [] }
}

function setDefault(context: Context, args: { readonly customerId: string; readonly addressId: string }) {
  const refused = (field: string, message: string) => ({ customer: null, userErrors: [{ field: [field], message }] })
  const customer = customerOf(context, args.customerId)
  if (!customer) return refused('customerId', 'Customer does not exist')
  const id = readGid(args.addressId)?.id
  if (id === undefined || !customer.addresses.some((one) => one.id === id)) {
    return refused('addressId', 'Address does not exist')
  }
  saved(context, customer, customer.addresses, id)
  return { customer: context.shop.customers.get(customer.id), userErrors: [] }
}

export const customerAddressMutations: Fields = {
  customerAddressCreate: (_, args: CreateArgs, context) => create(context, args),
  customerAddressUpdate: (_, args: CreateArgs & { addressId: string }, context) => update(context, args),
  customerAddressDelete: (_, args: { customerId: string; addressId: string }, context) => remove(context, args),
  customerUpdateDefaultAddress: (_, args: { customerId: string; addressId: string }, context) =>
    setDefault(context, args),
}
