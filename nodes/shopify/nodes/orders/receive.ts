import type { SourceRecord } from '../../../sdk/record.ts'
import type { Delivery } from '../../../sdk/source.ts'
import { ORDERS_BY_ID } from '../../client/documents/orders.ts'
import type { RawOrder } from '../../client/documents/raw-order.ts'
import type { OrdersContext } from './read.ts'
import { taken } from './read.ts'
import { recordOf } from './take.ts'

const IDS_PER_CALL = 25
const ORDER_ID = /^gid:\/\/shopify\/Order\/\d+$/

/**
 * The orders that deliveries name, each read once as it is now: deliveries come more than once, in any order, and hold
 * an old state. An order that is gone gives no record.
 */
export async function receiveOrders(
  deliveries: readonly Delivery[],
  ctx: OrdersContext,
): Promise<readonly SourceRecord[]> {
  const ids = new Set<string>()
  for (const delivery of deliveries) {
    const id = orderIdIn(delivery.body)
    if (id) ids.add(id)
    else ctx.log.warn('A webhook of Shopify names no order.', { delivery: delivery.id, topic: delivery.topic })
  }
  const found = await readByIds([...ids], ctx)
  const there = new Set(found.map((raw) => raw.id))
  for (const id of ids) if (!there.has(id)) ctx.log.info('An order that a webhook named is no longer there.', { id })
  const orders = await taken(found, { ...ctx, log: { ...ctx.log, debug: ctx.log.info } })
  return orders.map(recordOf)
}

async function readByIds(ids: readonly string[], ctx: OrdersContext): Promise<RawOrder[]> {
  if (ids.length === 0) return []
  const { client, signal } = ctx
  await client.ready(signal)
  const found: RawOrder[] = []
  for (let from = 0; from < ids.length;) {
    const rest = ids.slice(from, from + IDS_PER_CALL)
    const size = client.fit(ORDERS_BY_ID, (count) => ({ ids: rest.slice(0, count) }), rest.length)
    const { nodes } = await client.run(ORDERS_BY_ID, { ids: rest.slice(0, size) }, signal)
    // Something that is no order answers with an object without fields.
    found.push(...nodes.filter((raw) => raw?.id !== undefined).map((raw) => raw as RawOrder))
    from += size
  }
  return found
}

/** `admin_graphql_api_id`, or the number in `id`: of the order itself, or of what else was made of it. */
function orderIdIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { admin_graphql_api_id: gid, id, order_id: order } = body as Record<string, unknown>
  if (typeof gid === 'string' && ORDER_ID.test(gid)) return gid
  const number = order ?? id
  return /^\d+$/.test(String(number)) ? `gid://shopify/Order/${String(number)}` : undefined
}
