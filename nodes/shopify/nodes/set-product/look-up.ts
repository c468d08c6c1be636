import type { Problem } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../../client/client.ts'
import type { ProductDocument } from './document.ts'
import { variantsBySku } from '../../variants/search.ts'
import { spelledAs, type FoundVariants, type ShopVariant } from '../../variants/variant.ts'
import { productsById, type ShopProduct } from './shop-product.ts'

/** A product that is wanted, and the id it was written under before, if it was. */
export interface Sought {
  readonly document: ProductDocument
  readonly written: string | undefined
}

export type Lookup = { readonly product: ShopProduct | undefined } | { readonly problem: Problem }

/** Where the products of a batch are in the shop, by the SKUs of their variants: two or three calls for all. */
export async function lookUp(
  client: ShopifyClient,
  all: readonly Sought[],
  signal: AbortSignal,
): Promise<readonly Lookup[]> {
  const skus = all.flatMap(({ document }) => document.variants.map(({ sku }) => sku))
  const places = await variantsBySku(client, skus, { locations: [], signal })
  const seen = all.map((one) => seenOf(one, places))
  const ids = seen.flatMap((one) => ('id' in one && one.id !== undefined ? [one.id] : []))
  const most = Math.max(1, ...all.map(({ document }) => document.variants.length))
  const products = await productsById(client, ids, most, signal)
  return seen.map((one, at): Lookup => {
    if ('problem' in one) return one
    const there = one.id === undefined ? undefined : products.get(one.id)
    const own = all[at]?.document.variants.map(({ sku }) => sku) ?? []
    const product = there && { ...there, variants: spelledAs(there.variants, own) }
    // Known by its id only: its codes were changed in the shop, which must not make it a second time.
    return product && one.lost ? { problem: codesGone(product, one.lost) } : { product }
  })
}

type Seen = { readonly id: string | undefined; readonly lost?: string } | { readonly problem: Problem }

function seenOf({ document, written }: Sought, places: FoundVariants): Seen {
  const products = new Set<string>()
  for (const { sku } of document.variants) {
    const found = places.get(sku) ?? []
    if (found.length > 1) return { problem: twice(sku, found) }
    if (found[0]) products.add(found[0].productId)
  }
  if (products.size > 1) return { problem: several(document, products.size) }
  const [id] = products
  if (id !== undefined) return { id }
  return written === undefined ? { id: undefined } : { id: written, lost: document.variants[0]?.sku ?? '' }
}

function twice(sku: string, places: readonly ShopVariant[]): Problem {
  return {
    code: 'shopify.duplicate-sku',
    message: `The SKU ${sku} is in the shop ${places.length} times, so it is not known which one is meant.`,
    advice: 'Give one of them another SKU in Shopify, or delete it, and run this product again.',
    retry: 'after-fix',
    details: places.map(({ variantId, productId }) => ({ variant: variantId, product: productId })),
  }
}

function several(document: ProductDocument, count: number): Problem {
  return {
    code: 'shopify.several-products',
    message: `The variants of "${document.title}" are in ${count} products of the shop.`,
    advice:
      'Bring them together in one product in Shopify, or delete the ones that are wrong, and run this product again.',
    retry: 'after-fix',
  }
}

function codesGone(product: ShopProduct, sku: string): Problem {
  return {
    code: 'shopify.sku-changed',
    message: `The product "${product.title}" was written before, but no variant of it has the SKU ${sku} any more.`,
    advice: 'Give it its SKU back in Shopify, or delete the product there if it should be made again.',
    retry: 'after-fix',
  }
}
