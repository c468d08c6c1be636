import type { Context } from '../../sdk/context.ts'
import { ProblemError } from '../../sdk/problem.ts'
import type { ShopifyClient } from '../client/client.ts'
import { LOCATIONS } from '../client/documents/shop.ts'

/** The id of the location with this name, asked once a run. */
export async function locationId(client: ShopifyClient, name: string, ctx: Context): Promise<string> {
  const key = `location ${name}`
  const known = ctx.cache.get(key)
  if (typeof known === 'string') return known
  let after: string | null = null
  do {
    const { locations: page }: NonNullable<(typeof LOCATIONS)['data']> = await client.run(
      LOCATIONS,
      { after },
      ctx.signal,
    )
    for (const one of page.nodes) ctx.cache.set(`location ${one.name}`, one.id)
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  const found = ctx.cache.get(key)
  if (typeof found === 'string') return found
  throw new ProblemError({
    code: 'shopify.unknown-location',
    message: `The shop has no location "${name}".`,
    advice: 'Choose a location of the shop in the settings.',
    retry: 'after-fix',
    scope: 'system',
  })
}
