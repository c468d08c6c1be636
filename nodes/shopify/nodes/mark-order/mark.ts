import type { Reference } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import type { MarkedOrder } from '../../client/documents/order-marks.ts'
import type { RawMetafield } from '../../client/documents/raw-order.ts'
import { adminUrl } from '../admin-url.ts'
import type { MarkConfig } from './config.ts'

/** What a mark consists of: exactly what is sent and compared. */
export interface Mark {
  readonly tags: readonly string[]
  readonly metafields: readonly RawMetafield[]
}

const DEFAULT_PLACE = { namespace: 'koppel', key: 'afas_number' }

export function markOf(config: MarkConfig, number: string): Mark {
  const { tag = 'AFAS', metafield = DEFAULT_PLACE } = config
  return {
    tags: tag.trim() === '' ? [] : [tag.replaceAll('{number}', number).trim()],
    metafields: metafield === false ? [] : [{ type: 'single_line_text_field', ...metafield, value: number }],
  }
}

/** Where the node keeps its number; asked for also when it keeps none, since the query is one. */
export function placeOf(config: MarkConfig): { readonly namespace: string; readonly key: string } {
  const { namespace, key } = config.metafield || DEFAULT_PLACE
  return { namespace, key }
}

/**
 * The mark as the order carries it. Half a mark is none: setting it again changes nothing that is there, and so a mark
 * that was interrupted half-way is never taken for a whole one.
 */
export function markOn(order: MarkedOrder, mark: Mark): Mark | undefined {
  const tags = mark.tags.filter((tag) => hasTag(order, tag))
  const metafields = order.metafield && mark.metafields.length > 0 ? [order.metafield] : []
  const whole = tags.length === mark.tags.length && metafields.length === mark.metafields.length
  return whole ? { tags, metafields } : undefined
}

/** What of a mark an order lacks. */
export function missingOf(order: MarkedOrder, mark: Mark): Mark {
  return {
    tags: mark.tags.filter((tag) => !hasTag(order, tag)),
    metafields: mark.metafields.filter((field) => order.metafield?.value !== field.value),
  }
}

export function referenceOf(client: ShopifyClient, id: string, label: string): Reference {
  return { id, label, ...adminUrl(client, 'orders', id) }
}

/** Shopify keeps a tag once, whatever its case. */
function hasTag(order: MarkedOrder, tag: string): boolean {
  return order.tags.some((one) => one.toLowerCase() === tag.toLowerCase())
}
