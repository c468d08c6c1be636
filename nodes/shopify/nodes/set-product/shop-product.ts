import type { ShopifyClient } from '../../client/client.ts'
import { PRODUCT_VARIANTS, PRODUCTS_BY_ID, type RawProduct, type RawVariant } from '../../client/documents/products.ts'
import type { RawMetafield } from '../../client/documents/raw-order.ts'

export interface ShopVariant {
  readonly id: string
  readonly sku: string | null
  readonly barcode: string | null
  readonly price: string
  readonly compareAtPrice: string | null
  readonly cost: string | null
  readonly grams: number | null
  readonly countryOfOrigin: string | null
  readonly harmonizedSystemCode: string | null
  readonly options: Readonly<Record<string, string>>
  readonly metafields: readonly RawMetafield[]
}

/** A product as it stands in the shop, with all of its variants. */
export interface ShopProduct extends Omit<RawProduct, 'variants' | 'metafields'> {
  readonly metafields: readonly RawMetafield[]
  readonly variants: readonly ShopVariant[]
}

/** Products by id; what is gone from the shop is not in the answer. `variants` is how many each is likely to have. */
export async function productsById(
  client: ShopifyClient,
  ids: readonly string[],
  variants: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ShopProduct>> {
  const found = new Map<string, ShopProduct>()
  const list = [...new Set(ids)]
  const first = Math.min(90, Math.max(4, variants))
  await client.ready(signal)
  const size = client.fit(
    PRODUCTS_BY_ID,
    (n) => ({ ids: list.slice(0, n), variants: first }),
    Math.min(50, list.length),
  )
  for (const chunk of chunks(list, Math.max(1, size))) {
    const { nodes } = await client.run(PRODUCTS_BY_ID, { ids: chunk, variants: first }, signal)
    for (const node of nodes) {
      // Anything that is no product has none of its fields.
      if (node?.id === undefined) continue
      found.set(node.id, productOf(node, await allVariants(client, node, signal)))
    }
  }
  return found
}

async function allVariants(
  client: ShopifyClient,
  { id, variants }: RawProduct,
  signal: AbortSignal,
): Promise<readonly RawVariant[]> {
  const all = [...variants.nodes]
  let { pageInfo } = variants
  while (pageInfo.hasNextPage && pageInfo.endCursor !== null) {
    const { product }: NonNullable<(typeof PRODUCT_VARIANTS)['data']> = await client.run(
      PRODUCT_VARIANTS,
      { id, after: pageInfo.endCursor },
      signal,
    )
    if (!product) break
    all.push(...product.variants.nodes)
    pageInfo = product.variants.pageInfo
  }
  return all
}

function productOf(raw: RawProduct, variants: readonly RawVariant[]): ShopProduct {
  return { ...raw, metafields: raw.metafields.nodes, variants: variants.map(variantOf) }
}

function variantOf({ inventoryItem, selectedOptions, metafields, ...raw }: RawVariant): ShopVariant {
  const { weight } = inventoryItem.measurement
  return {
    id: raw.id,
    sku: raw.sku,
    barcode: raw.barcode,
    price: raw.price,
    compareAtPrice: raw.compareAtPrice,
    cost: inventoryItem.unitCost?.amount ?? null,
    grams: weight ? weight.value * (GRAMS[weight.unit] ?? 1) : null,
    countryOfOrigin: inventoryItem.countryCodeOfOrigin,
    harmonizedSystemCode: inventoryItem.harmonizedSystemCode,
    options: Object.fromEntries(selectedOptions.map(({ name, value }) => [name, value])),
    metafields: metafields.nodes,
  }
}

const GRAMS: Readonly<Record<string, number>> = { GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.349523125, POUNDS: 453.59237 }

export function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))
}
