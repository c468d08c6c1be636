import type { Context } from '../../sdk/context.ts'
import type { ShopifyClient } from '../client/client.ts'
import { CUSTOMER_DEFINITION, DEFINE_METAFIELD } from '../client/documents/metafields.ts'
import { refuseUserErrors } from '../client/user-errors.ts'
import { ProblemError } from '../../sdk/problem.ts'
import { placeOf } from './metafields.ts'

type Ctx = Context<unknown, ShopifyClient>

/**
 * The metafield that says which number a customer has in the other system. It is defined with the type `id`: Shopify then
 * keeps its values unique and finds a customer by it at once, which no search could promise.
 */
export async function isDefined(name: string, { client, cache, signal }: Ctx): Promise<boolean> {
  const known = cache.get(keyOf(name))
  if (typeof known === 'boolean') return known
  const { metafieldDefinitions } = await client.run(CUSTOMER_DEFINITION, placeOf(name), signal)
  const type = metafieldDefinitions.nodes[0]?.type.name
  if (type !== undefined && type !== 'id') throw otherType(name, type)
  cache.set(keyOf(name), type !== undefined)
  return type !== undefined
}

/** Defines it in a shop that does not have it yet; only ever on the way to writing one. */
export async function define(name: string, ctx: Ctx): Promise<void> {
  if (await isDefined(name, ctx)) return
  const definition = {
    name: 'Debtor in AFAS',
    description: 'Written by Koppel: which debtor this customer is. Orders are booked on it.',
    ...placeOf(name),
    type: 'id',
    ownerType: 'CUSTOMER',
  } as const
  const { metafieldDefinitionCreate } = await ctx.client.run(DEFINE_METAFIELD, { definition }, ctx.signal)
  const { userErrors } = metafieldDefinitionCreate
  // Another run was quicker.
  if (!userErrors.some(({ code }) => code === 'TAKEN')) refuseUserErrors(userErrors, `define the metafield ${name}`)
  ctx.cache.set(keyOf(name), true)
}

const keyOf = (name: string): string => `customer definition ${name}`

function otherType(name: string, type: string): ProblemError {
  return new ProblemError({
    code: 'shopify.other-definition',
    message: `The shop has the metafield ${name} of customers as "${type}"; the debtor number needs the type "id".`,
    advice:
      'Choose another metafield for the number in the node that writes customers, or delete this definition in Shopify.',
    retry: 'after-fix',
    scope: 'system',
  })
}
