import type { Reference } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { wantedTags } from '../../customers/tags.ts'
import { BLOCKED_TAG } from './config.ts'
import { emailOf, type CustomerDocument } from './document.ts'
import { markOf, type Memory } from './view.ts'

/** The ledger keeps this for ever: numbers and marks, nothing that says who somebody is. */
export function referenceTo(
  client: ShopifyClient,
  id: string,
  document: CustomerDocument,
  address: string | undefined,
  before: Memory = {},
): Reference {
  const email = emailOf(document.email)
  const own = address?.split('?')[0] ?? before.address
  const tags = wantedTags([...(document.tags ?? []), ...(document.blocked === true ? [BLOCKED_TAG] : [])], undefined)
  const data: Memory = {
    ...(email === null ? {} : { email: markOf(email) }),
    ...(own === undefined ? {} : { address: own }),
    ...(tags ? { tags } : {}),
  }
  return { id, label: `Customer of debtor ${document.number}`, ...adminUrl(client, 'customers', id), data }
}

/** Where a person sees it in the admin; the sandbox has none that a link could open. */
export function adminUrl(client: ShopifyClient, list: 'customers' | 'companies', id: string): { url?: string } {
  const { shop, sandboxUrl } = client.config
  if (sandboxUrl !== undefined) return {}
  const admin = `https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, '')}`
  return { url: `${admin}/${list}/${id.slice(id.lastIndexOf('/') + 1)}` }
}
