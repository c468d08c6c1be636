import type { Reference } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { tagsOf, wantedTags } from '../../customers/tags.ts'
import { adminUrl } from '../admin-url.ts'
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
  const tags = wantedTags(tagsOf(document.tags, document.blocked), undefined)
  const data: Memory = {
    ...(email === null ? {} : { email: markOf(email) }),
    ...(own === undefined ? {} : { address: own }),
    ...(tags ? { tags } : {}),
  }
  return { id, label: `Customer of debtor ${document.number}`, ...adminUrl(client, 'customers', id), data }
}
