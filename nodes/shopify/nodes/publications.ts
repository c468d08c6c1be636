import type { Context } from '../../sdk/context.ts'
import { ProblemError } from '../../sdk/problem.ts'
import type { ShopifyClient } from '../client/client.ts'
import { PUBLICATIONS } from '../client/documents/product-places.ts'

type Ctx = Context<unknown, ShopifyClient>

/** The ids of sales channels by their names, asked once a run. A name that the shop lacks stops the run. */
export async function publicationIds(names: readonly string[], ctx: Ctx): Promise<readonly string[]> {
  const missing = (): string | undefined => names.find((name) => ctx.cache.get(`publication ${name}`) === undefined)
  if (missing() !== undefined) {
    const { publications } = await ctx.client.run(PUBLICATIONS, {}, ctx.signal)
    for (const { id, name } of publications.nodes) ctx.cache.set(`publication ${name}`, id)
  }
  const name = missing()
  if (name === undefined) return names.map((one) => ctx.cache.get(`publication ${one}`) as string)
  throw new ProblemError({
    code: 'shopify.unknown-publication',
    message: `The shop has no sales channel "${name}".`,
    advice: 'Choose sales channels of the shop in the settings.',
    retry: 'after-fix',
    scope: 'system',
  })
}
