import type { Context } from '../../../sdk/context.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { SHOP } from '../../client/documents/shop.ts'
import type { ProductDocument } from './document.ts'

/** Prices have no currency of their own in Shopify: euros written to a shop in dollars would be dollars. */
export async function checkCurrency(
  { currency }: ProductDocument,
  { client, cache, signal }: Context<unknown, ShopifyClient>,
): Promise<void> {
  if (!currency) return
  let own = cache.get('currency')
  if (own === undefined) {
    own = (await client.run(SHOP, {}, signal)).shop.currencyCode
    cache.set('currency', own)
  }
  if (own === currency) return
  throw new ProblemError({
    code: 'shopify.currency-differs',
    message: `The prices are in ${currency}, the shop has its prices in ${String(own)}.`,
    advice: 'Choose a price list in the currency of the shop and set that currency.',
    retry: 'after-fix',
    scope: 'system',
  })
}
