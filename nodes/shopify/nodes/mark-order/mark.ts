import { ProblemError } from '../../../sdk/problem.ts'
import type { Found, Reference } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { ADD_TAGS, ORDER_MARKS, SET_METAFIELDS, type MarkedOrder } from '../../client/documents/order-marks.ts'
import type { RawMetafield } from '../../client/documents/raw-order.ts'
import { refuseUserErrors } from '../../client/user-errors.ts'
import type { MarkConfig } from './config.ts'

/** What a mark consists of: exactly what is sent and compared. */
export interface Mark {
  readonly tags: readonly string[]
  readonly metafields: readonly RawMetafield[]
}

export function markOf(config: MarkConfig, number: string): Mark {
  const { tag = 'AFAS', metafield = { namespace: 'koppel', key: 'afas_number' } } = config
  return {
    tags: tag.trim() === '' ? [] : [tag.replaceAll('{number}', number).trim()],
    metafields: metafield === false ? [] : [{ type: 'single_line_text_field', ...metafield, value: number }],
  }
}

/**
 * The mark as the order carries it. Half a mark is none: setting it again changes nothing that is there, and so a mark
 * that was interrupted half-way is never taken for a whole one.
 */
export async function findMark(
  client: ShopifyClient,
  id: string,
  mark: Mark,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const order = await readMarked(client, id, mark, signal)
  const tags = mark.tags.filter((tag) => hasTag(order, tag))
  const metafields = order.metafield && mark.metafields.length > 0 ? [order.metafield] : []
  if (tags.length < mark.tags.length || metafields.length < mark.metafields.length) return undefined
  return { reference: referenceOf(client, order), current: { tags, metafields } }
}

/** Sets what is not there yet; of a mark that is there nothing is sent. */
export async function setMark(
  client: ShopifyClient,
  id: string,
  mark: Mark,
  current: Mark | undefined,
  signal: AbortSignal,
): Promise<Reference> {
  const order = await readMarked(client, id, mark, signal)
  const known = current?.metafields ?? (order.metafield ? [order.metafield] : [])
  const metafields = mark.metafields.filter(
    (field) => !known.some((one) => one.key === field.key && one.value === field.value),
  )
  if (metafields.length > 0) {
    const owned = metafields.map((field) => ({ ownerId: id, ...field }))
    const { metafieldsSet } = await client.run(SET_METAFIELDS, { metafields: owned }, signal)
    refuseUserErrors(metafieldsSet.userErrors, `set a metafield of order ${order.name}`)
  }
  const tags = mark.tags.filter((tag) => !hasTag(order, tag))
  if (tags.length > 0) {
    const { tagsAdd } = await client.run(ADD_TAGS, { id, tags }, signal)
    refuseUserErrors(tagsAdd.userErrors, `add a tag to order ${order.name}`)
  }
  return referenceOf(client, order)
}

async function readMarked(client: ShopifyClient, id: string, mark: Mark, signal: AbortSignal): Promise<MarkedOrder> {
  const { namespace, key } = mark.metafields[0] ?? { namespace: 'koppel', key: 'afas_number' }
  const { order } = await client.run(ORDER_MARKS, { id, namespace, key }, signal)
  if (order) return order
  throw new ProblemError({
    code: 'shopify.order-gone',
    message: `Shopify no longer has the order ${id}.`,
    advice: 'It was deleted, or it is older than the app may see (read_all_orders).',
    retry: 'never',
  })
}

/** Shopify keeps a tag once, whatever its case. */
function hasTag(order: MarkedOrder, tag: string): boolean {
  return order.tags.some((one) => one.toLowerCase() === tag.toLowerCase())
}

function referenceOf(client: ShopifyClient, order: MarkedOrder): Reference {
  const { shop, sandboxUrl } = client.config
  const admin = `https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, '')}`
  // The sandbox has no admin that a link could open.
  const url = sandboxUrl === undefined ? { url: `${admin}/orders/${order.legacyResourceId}` } : {}
  return { id: order.id, label: order.name, ...url }
}
