import type { ShopifyClient } from '../client/client.ts'
import {
  LOCATIONS_AT_ONCE,
  locationVariables,
  VARIANT_STOCK,
  type RawVariant,
} from '../client/documents/variant-stock.ts'
import { PAGE_SIZES } from '../client/documents/document.ts'
import { anyOf, quoted } from '../client/search.ts'
import { plainSku, variantOf, type FoundVariants, type ShopVariant } from './variant.ts'

/** SKUs that one search asks for. */
export const SKUS_PER_SEARCH = 100
/** Rows of its first page: a SKU also finds those that begin with it (`MOK-1` finds `MOK-1-GROEN`). */
const ROWS = PAGE_SIZES[1]

export interface VariantOptions {
  /** Ids of the locations whose levels are wanted. */
  readonly locations: readonly string[]
  readonly signal: AbortSignal
}

/** The variants with these SKUs, as they are now. Shopify searches loosely; what it gives is compared. */
export async function variantsBySku(
  client: ShopifyClient,
  skus: readonly string[],
  options: VariantOptions,
): Promise<FoundVariants> {
  const wanted = [...new Set(skus)].filter((sku) => sku.trim() !== '')
  const found = new Map<string, readonly ShopVariant[]>()
  for (let from = 0; from < wanted.length; from += SKUS_PER_SEARCH) {
    const group = wanted.slice(from, from + SKUS_PER_SEARCH)
    const variants = await searched(client, group, options)
    for (const sku of group) {
      const own = variants.get(plainSku(sku))
      if (own) found.set(sku, own)
    }
  }
  return found
}

/** By plain SKU. More than ten locations take a call for each ten. */
async function searched(
  client: ShopifyClient,
  skus: readonly string[],
  options: VariantOptions,
): Promise<ReadonlyMap<string, readonly ShopVariant[]>> {
  const wanted = new Set(skus.map(plainSku))
  const byId = new Map<string, ShopVariant>()
  const q = anyOf(skus.map((sku) => `sku:${quoted(sku.trim())}`)) ?? ''
  const rows = Math.min(ROWS, skus.length * 2)
  for (let at = 0; at === 0 || at < options.locations.length; at += LOCATIONS_AT_ONCE) {
    const locations = options.locations.slice(at, at + LOCATIONS_AT_ONCE)
    for await (const raw of variantPages(client, q, rows, { ...options, locations })) {
      // Longer SKUs that begin alike come along.
      if (raw.sku === null || !wanted.has(plainSku(raw.sku))) continue
      const one = variantOf(raw, locations)
      byId.set(raw.id, { ...one, levels: { ...byId.get(raw.id)?.levels, ...one.levels } })
    }
  }
  const found = new Map<string, ShopVariant[]>()
  for (const one of byId.values()) {
    const known = found.get(plainSku(one.sku))
    if (known) known.push(one)
    else found.set(plainSku(one.sku), [one])
  }
  return found
}

/** All variants that a search finds, page by page; at most ten locations. An empty search finds every one. */
export async function* variantPages(
  client: ShopifyClient,
  q: string,
  rows: number,
  { locations, signal }: VariantOptions,
): AsyncGenerator<RawVariant> {
  const places = locationVariables(locations)
  await client.ready(signal)
  const at = (n: number, after: string | null) => ({ q, n, after, ...places })
  let after: string | null = null
  do {
    const n: number = client.fit(VARIANT_STOCK, (size) => at(size, after), rows)
    const { productVariants }: NonNullable<(typeof VARIANT_STOCK)['data']> = await client.run(
      VARIANT_STOCK,
      at(n, after),
      signal,
    )
    yield* productVariants.nodes
    after = productVariants.pageInfo.hasNextPage ? productVariants.pageInfo.endCursor : null
  } while (after !== null)
}
