import type { ShopifyClient } from '../../client/client.ts'
import {
  ADD_ADDRESS,
  CHANGE_ADDRESS,
  CREATE_CUSTOMER,
  UPDATE_CUSTOMER,
  type CustomerInput,
} from '../../client/documents/customers.ts'
import { isTaken, refuseUserErrors, type UserError } from '../../client/user-errors.ts'
import type { AddressView } from '../../customers/address.ts'
import { given } from '../../customers/given.ts'
import { fieldChanges, placeOf, writeFields } from '../../customers/metafields.ts'
import { writeTags } from '../../customers/tags.ts'
import type { ShopCustomer } from './shop-customer.ts'
import { currentView, ownAddress, type CustomerView, type Memory } from './view.ts'

export interface Sending {
  readonly client: ShopifyClient
  readonly signal: AbortSignal
  /** The metafield of the number. */
  readonly number: string
  readonly types: ReadonlyMap<string, string>
}

export type Created = { readonly id: string; readonly address: string | undefined } | 'taken'

/** Makes a customer in one call. `taken`: somebody has the e-mail address or the number, since a moment ago. */
export async function createCustomer(view: CustomerView, sending: Sending): Promise<Created> {
  const { client, signal } = sending
  const { customerCreate } = await client.run(CREATE_CUSTOMER, { input: newInput(view, sending) }, signal)
  const { userErrors, customer } = customerCreate
  if (isTaken(userErrors, 'email') || isTaken(userErrors, 'value')) return 'taken'
  if (isTaken(userErrors, 'phone') && view.phone !== undefined) {
    const { phone: _, ...others } = view
    return createCustomer(others, sending)
  }
  refuseUserErrors(userErrors, `make the customer of debtor ${view.number}`)
  if (!customer) throw new Error('Shopify made a customer and did not say which')
  return { id: customer.id, address: customer.defaultAddress?.id }
}

function newInput(view: CustomerView, { number, types }: Sending): CustomerInput {
  const { email, firstName, lastName, phone, locale, taxExempt, tags, address } = view
  const { set } = fieldChanges([], view.metafields ?? {}, types)
  const own = view.number === null ? [] : [{ ...placeOf(number), type: 'id', value: view.number }]
  return {
    ...given<CustomerInput>({ email: email ?? undefined, firstName, lastName, phone, locale, taxExempt }),
    ...(tags && tags.length > 0 ? { tags } : {}),
    ...(address ? { addresses: [address] } : {}),
    metafields: [...own, ...set],
  }
}

/**
 * Brings a customer to what is wanted with calls that touch only what they name: other tags, addresses, notes and what
 * they want to hear from the shop are in none. Answers the address that is ours.
 */
export async function updateCustomer(
  customer: ShopCustomer,
  wanted: CustomerView,
  memory: Memory,
  sending: Sending & { readonly config: Parameters<typeof currentView>[3] },
): Promise<string | undefined> {
  const { client, signal, number, types } = sending
  const doing = `change the customer of debtor ${wanted.number}`
  const current = currentView(customer, wanted, memory, sending.config)
  const names = ['email', 'firstName', 'lastName', 'phone', 'locale', 'taxExempt'] as const
  const changed = names.filter((name) => wanted[name] !== undefined && wanted[name] !== current[name])
  const fields = fieldChanges(customer.metafields.nodes, wanted.metafields ?? {}, types)
  const renumbered = wanted.number !== null && wanted.number !== current.number
  const own = renumbered ? [{ ...placeOf(number), type: 'id', value: wanted.number }] : []
  const metafields = [...own, ...fields.set]
  if (changed.length > 0 || metafields.length > 0) {
    const input = {
      id: customer.id,
      ...Object.fromEntries(changed.map((name) => [name, wanted[name]])),
      ...(metafields.length > 0 ? { metafields } : {}),
    }
    await sendUpdate(client, input, doing, signal)
  }
  await writeFields(client, [{ ownerId: customer.id, set: [], gone: fields.gone }], doing, signal)
  await writeTags(client, { id: customer.id, wanted: wanted.tags, current: current.tags }, doing, signal)
  return wanted.address && writeAddress(customer, wanted.address, current.address, memory, sending, doing)
}

async function sendUpdate(
  client: ShopifyClient,
  input: Omit<CustomerInput, 'tags' | 'addresses'>,
  doing: string,
  signal: AbortSignal,
): Promise<void> {
  const { customerUpdate } = await client.run(UPDATE_CUSTOMER, { input }, signal)
  const errors: readonly UserError[] = customerUpdate.userErrors
  if (isTaken(errors, 'phone') && input.phone !== undefined) {
    const { phone: _, ...others } = input
    await sendUpdate(client, others, doing, signal)
    return
  }
  refuseUserErrors(errors, doing)
}

async function writeAddress(
  customer: ShopCustomer,
  wanted: AddressView,
  current: AddressView | undefined,
  memory: Memory,
  { client, signal }: Sending,
  doing: string,
): Promise<string | undefined> {
  const ours = ownAddress(customer, wanted, memory)
  if (!ours || !current) {
    const setAsDefault = customer.defaultAddress === null
    const variables = { customerId: customer.id, address: wanted, setAsDefault }
    const { customerAddressCreate } = await client.run(ADD_ADDRESS, variables, signal)
    refuseUserErrors(customerAddressCreate.userErrors, doing)
    return customerAddressCreate.address?.id
  }
  const differs = [...new Set([...Object.keys(wanted), ...Object.keys(current)])] as (keyof AddressView)[]
  const changed = differs.filter((name) => wanted[name] !== current[name])
  if (changed.length > 0) {
    const address = Object.fromEntries(changed.map((name) => [name, wanted[name] ?? '']))
    const variables = { customerId: customer.id, addressId: ours.id, address }
    const { customerAddressUpdate } = await client.run(CHANGE_ADDRESS, variables, signal)
    refuseUserErrors(customerAddressUpdate.userErrors, doing)
  }
  return ours.id
}
