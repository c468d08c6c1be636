import type { ShopifyClient } from './client/client.ts'
import { METAFIELD_DEFINITIONS, type DefinedOn, type RawDefinition } from './client/documents/metafield-definitions.ts'

/** All that the shop has said of the metafields of one kind of object. */
export async function definitionsOn(
  client: ShopifyClient,
  owner: DefinedOn,
  signal: AbortSignal,
): Promise<readonly RawDefinition[]> {
  const all: RawDefinition[] = []
  let after: string | null = null
  do {
    const { metafieldDefinitions: page }: NonNullable<(typeof METAFIELD_DEFINITIONS)['data']> = await client.run(
      METAFIELD_DEFINITIONS,
      { owner, after },
      signal,
    )
    all.push(...page.nodes)
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return all
}
