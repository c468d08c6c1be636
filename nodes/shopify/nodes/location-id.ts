import type { Context } from '../../sdk/context.ts'
import { ProblemError } from '../../sdk/problem.ts'
import type { ShopifyClient } from '../client/client.ts'
import { LOCATIONS } from '../client/documents/shop.ts'

/**
 * The id of a location, by the name that people give it or by id; the list is asked once a run. One that the shop does not
 * have would fail every record, so it stops the run.
 */
export async function locationId(
  name: string,
  { client, cache, signal }: Context<unknown, ShopifyClient>,
): Promise<string> {
  if (name.startsWith('gid://shopify/Location/')) return name
  const known = cache.get(keyOf(name))
  if (typeof known === 'string') return known
  let found: string | undefined
  let after: string | null = null
  do {
    const { locations }: NonNullable<(typeof LOCATIONS)['data']> = await client.run(LOCATIONS, { after }, signal)
    for (const one of locations.nodes) {
      cache.set(keyOf(one.name), one.id)
      if (keyOf(one.name) === keyOf(name)) found = one.id
    }
    after = locations.pageInfo.hasNextPage ? locations.pageInfo.endCursor : null
  } while (after !== null)
  if (found !== undefined) return found
  throw new ProblemError({
    code: 'shopify.unknown-location',
    message: `The shop ${client.config.shop} has no active location "${name}".`,
    advice: 'Correct the name in the settings or in the value map of locations; it must be written as in Shopify.',
    retry: 'after-fix',
    scope: 'system',
  })
}

const keyOf = (name: string): string => `location ${name.trim().toLowerCase()}`
