import type { Context } from '../../../sdk/context.ts'
import { ProblemError } from '../../../sdk/problem.ts'
import type { Page, Selection } from '../../../sdk/source.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { MOST_ORDERS, ORDERS, type OrderSortKey } from '../../client/documents/orders.ts'
import type { RawOrder } from '../../client/documents/raw-order.ts'
import { complete, type OrdersConfig } from './config.ts'
import type { ShopifyOrder } from './order.ts'
import { plainName, searchByNames, searchOf } from './search.ts'
import { leftOut, recordOf } from './take.ts'
import { wholeOrder } from './whole.ts'

export type OrdersContext = Context<OrdersConfig, ShopifyClient>

/** Where a read stands. A cursor of Shopify is good for its own search and order only, so these stay together. */
interface Place {
  readonly q: string
  readonly sort: OrderSortKey
  readonly after: string | null
}

/** A sweep reads to a little after its start, since neither the shop's clock nor its search is finer than a second. */
const GRACE_MS = 2000

/** Names that one search asks for. */
const NAMES_PER_SEARCH = 25

/** What a run asks for: orders by name, a range of creation, or everything that changed since the watermark. */
export function readOrders(selection: Selection, ctx: OrdersContext): AsyncIterable<Page> {
  if (selection.keys) return byNames(selection.keys, ctx)
  const place = placeOf(selection.cursor)
  if (selection.since || selection.until) return pages(place ?? rangePlace(selection, ctx), ctx, false)
  return pages(place ?? sweepPlace(selection, ctx), ctx, true)
}

function sweepPlace(selection: Selection, ctx: OrdersContext): Place {
  const config = complete(ctx.config)
  const watermark = typeof selection.watermark === 'string' ? new Date(selection.watermark) : undefined
  const q = searchOf({
    statuses: config.statuses,
    ...(config.cutOver ? { processedFrom: config.cutOver } : {}),
    ...(watermark ? { updatedFrom: new Date(watermark.getTime() - config.overlapMs) } : {}),
    // To now and no further: an order that changes while we read, also by what we write to it, waits for the next run.
    updatedUntil: new Date(ctx.client.shopNow + GRACE_MS),
  })
  return { q, sort: 'UPDATED_AT', after: null }
}

/** By creation, which never changes: orders cannot move about while a long range is read. */
function rangePlace({ since, until }: Selection, ctx: OrdersContext): Place {
  const config = complete(ctx.config)
  const q = searchOf({
    statuses: config.statuses,
    ...(config.cutOver ? { processedFrom: config.cutOver } : {}),
    ...(since ? { createdFrom: new Date(since) } : {}),
    ...(until ? { createdUntil: new Date(until) } : {}),
  })
  return { q, sort: 'CREATED_AT', after: null }
}

/**
 * Read in large pages, since those are cheap, and handed on in small ones, since those settle soon. Each row has a
 * cursor of its own, so a run goes on exactly behind what has settled.
 */
async function* pages(start: Place, ctx: OrdersContext, sweep: boolean): AsyncGenerator<Page> {
  const { pageSize } = complete(ctx.config)
  const repeats = sweep ? new Repeats(ctx) : undefined
  let place: Place | undefined = start
  while (place) {
    const { rows, next }: LargePage = await readPage(place, ctx)
    for (let from = 0; from < rows.length; from += pageSize) {
      const some = rows.slice(from, from + pageSize)
      const last = some.at(-1)
      const goesOn = next !== undefined || from + pageSize < rows.length
      const fresh = some.map((row) => row.node).filter((node) => !repeats?.has(node.id))
      const records = (await taken(fresh, ctx)).map(recordOf)
      yield {
        records,
        ...(goesOn && last ? { cursor: { ...place, after: last.cursor } } : {}),
        // Ascending: the last one read is the newest.
        ...(sweep && last ? { watermark: last.node.updatedAt } : {}),
      }
    }
    place = next
  }
}

/**
 * Orders that were read and changed again before the end of a sweep's grace, mostly by our own mark: they come once
 * more, at its end. Once a run is enough, the next one brings what changed. Only what is read within the grace can come
 * back, so only that is remembered.
 */
class Repeats {
  readonly #seen = new Set<string>()
  readonly #client: ShopifyClient
  readonly #until: number

  constructor(ctx: OrdersContext) {
    this.#client = ctx.client
    this.#until = ctx.client.shopNow + 2 * GRACE_MS
  }

  has(id: string): boolean {
    if (this.#seen.has(id)) return true
    if (this.#client.shopNow < this.#until) this.#seen.add(id)
    return false
  }
}

interface LargePage {
  readonly rows: readonly { readonly cursor: string; readonly node: RawOrder }[]
  readonly next: Place | undefined
}

async function readPage(place: Place, ctx: OrdersContext): Promise<LargePage> {
  const { client, signal } = ctx
  const at = (n: number) => ({ q: place.q, sort: place.sort, after: place.after, n })
  await client.ready(signal)
  let size: number = MOST_ORDERS
  for (;;) {
    size = client.fit(ORDERS, at, size)
    try {
      const { orders } = await client.run(ORDERS, at(size), signal)
      const last = orders.edges.at(-1)
      const next = orders.pageInfo.hasNextPage && last ? { ...place, after: last.cursor } : undefined
      return { rows: orders.edges, next }
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'shopify.too-costly' || size === 1) throw error
      size = Math.ceil(size / 2)
    }
  }
}

/** Those that the settings take, whole. The search has left most others out already; what it cannot say is decided here. */
export async function taken(nodes: readonly RawOrder[], ctx: OrdersContext): Promise<ShopifyOrder[]> {
  const config = complete(ctx.config)
  const orders: ShopifyOrder[] = []
  for (const raw of nodes) {
    const order = await wholeOrder(ctx.client, raw, ctx.signal)
    const why = leftOut(order, config)
    if (why !== undefined) ctx.log.debug(`Left alone: ${why}.`, { order: order.name })
    else orders.push(order)
    if (order.incomplete.length > 0)
      ctx.log.warn(`Order ${order.name} has more ${order.incomplete.join(', ')} than are read.`)
  }
  return orders
}

/** Given orders, by the name people know. Names are searched loosely and compared exactly. */
async function* byNames(names: readonly string[], ctx: OrdersContext): AsyncGenerator<Page> {
  const wanted = [...new Set(names.map(plainName).filter((name) => name !== ''))]
  for (let from = 0; from < wanted.length; from += NAMES_PER_SEARCH) {
    const group = wanted.slice(from, from + NAMES_PER_SEARCH)
    const found = await searchNames(group, ctx)
    const names = new Set(found.map((raw) => plainName(raw.name)))
    for (const name of group) if (!names.has(name)) ctx.log.warn(`Shopify has no order ${name}.`, { order: name })
    // Somebody names them: a tag that only keeps sweeps from reading them again does not count, and what does is said.
    const config = { ...ctx.config, excludeTags: [] }
    const orders = await taken(found, { ...ctx, config, log: { ...ctx.log, debug: ctx.log.info } })
    yield { records: orders.map(recordOf), expected: wanted.length }
  }
}

async function searchNames(names: readonly string[], ctx: OrdersContext): Promise<RawOrder[]> {
  const found = new Map<string, RawOrder>()
  let place: Place | undefined = { q: searchByNames(names), sort: 'CREATED_AT', after: null }
  while (place) {
    const { rows, next }: LargePage = await readPage(place, ctx)
    for (const { node } of rows) if (names.includes(plainName(node.name))) found.set(node.id, node)
    place = next
  }
  return [...found.values()]
}

function placeOf(cursor: unknown): Place | undefined {
  if (typeof cursor !== 'object' || cursor === null) return undefined
  const { q, sort, after } = cursor as Partial<Record<keyof Place, unknown>>
  const known = sort === 'UPDATED_AT' || sort === 'CREATED_AT'
  return typeof q === 'string' && typeof after === 'string' && known ? { q, sort, after } : undefined
}
