import type { ShopifyClient } from '../../client/client.ts'
import { CUSTOMERS_BY_ID, FIND_CUSTOMER, type RawCustomerRow } from '../../client/documents/customers.ts'
import { placeOf } from '../../customers/metafields.ts'

export type ShopCustomer = RawCustomerRow

/** So many in one call cost less than a call may. */
const AT_ONCE = 20

/** Customers by id; what is gone from the shop is not in the answer. */
export async function customersById(
  client: ShopifyClient,
  ids: readonly string[],
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ShopCustomer>> {
  const found = new Map<string, ShopCustomer>()
  const list = [...new Set(ids)]
  if (list.length === 0) return found
  await client.ready(signal)
  const size = client.fit(CUSTOMERS_BY_ID, (n) => ({ ids: list.slice(0, n), keys }), Math.min(AT_ONCE, list.length))
  for (let from = 0; from < list.length; from += size) {
    const { nodes } = await client.run(CUSTOMERS_BY_ID, { ids: list.slice(from, from + size), keys }, signal)
    for (const node of nodes) if (node?.id !== undefined) found.set(node.id, node as ShopCustomer)
  }
  return found
}

export interface Wanted {
  /** The number and its metafield; only where the shop has that defined. */
  readonly number?: { readonly metafield: string; readonly value: string } | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | undefined
}

export interface Holders {
  readonly byNumber: ShopCustomer | undefined
  readonly byEmail: ShopCustomer | undefined
  /** Who has the telephone number. */
  readonly byPhone: string | undefined
}

const NOBODY = { id: 'gid://shopify/Customer/0' }

/** Who has this number, this e-mail address, this telephone number: each is one customer's at most. */
export async function holdersOf(
  client: ShopifyClient,
  { number, email, phone }: Wanted,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<Holders> {
  if (!number && !email && !phone) return { byNumber: undefined, byEmail: undefined, byPhone: undefined }
  const custom = number && { ...placeOf(number.metafield), value: number.value }
  const answer = await client.run(
    FIND_CUSTOMER,
    {
      number: custom ? { customId: custom } : NOBODY,
      withNumber: custom !== undefined,
      email: email ? { emailAddress: email } : NOBODY,
      withEmail: Boolean(email),
      phone: phone ? { phoneNumber: phone } : NOBODY,
      withPhone: phone !== undefined,
      keys,
    },
    signal,
  )
  return {
    byNumber: answer.byNumber ?? undefined,
    byEmail: answer.byEmail ?? undefined,
    byPhone: answer.byPhone?.id,
  }
}
