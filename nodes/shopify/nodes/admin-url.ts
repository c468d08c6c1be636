import type { ShopifyClient } from '../client/client.ts'

type List = 'customers' | 'companies' | 'orders' | 'products'

/** Where a person sees an object in the admin, for a reference; the sandbox has none that a link could open. */
export function adminUrl(client: ShopifyClient, list: List, id: string): { url?: string } {
  const { shop, sandboxUrl } = client.config
  if (sandboxUrl !== undefined) return {}
  const admin = `https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, '')}`
  return { url: `${admin}/${list}/${id.slice(id.lastIndexOf('/') + 1)}` }
}
