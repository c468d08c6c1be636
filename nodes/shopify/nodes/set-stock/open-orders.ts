import type { ShopifyClient } from '../../client/client.ts'
import { OPEN_LINES, OPEN_ORDERS, type OpenLine, type OpenOrder } from '../../client/documents/open-orders.ts'
import { plainSku } from '../../variants/variant.ts'
import type { CompleteConfig } from './config.ts'

/** How many orders are read at once the first time, and when only news is asked for. */
const MOST = 54
const FEW = 7
/** The search index trails by seconds, so a bit more than what is new is asked for. */
const OVERLAP_MS = 60_000

const PAID: ReadonlySet<string> = new Set(['PAID', 'PARTIALLY_REFUNDED'])

/**
 * Units of paid orders that are not in AFAS yet: AFAS has not taken them off, the shop has. An order is in AFAS once it
 * carries the mark that the orders flow leaves on it, whichever flow that was. All open orders are read once a run, then
 * only what changed; kept are those without a mark.
 */
export class OpenOrders {
  readonly #client: ShopifyClient
  readonly #signal: AbortSignal
  readonly #config: Pick<CompleteConfig, 'markTag' | 'markMetafield'>
  readonly #open = new Map<string, readonly OpenLine[]>()
  #readUntil: number | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(client: ShopifyClient, config: CompleteConfig, signal: AbortSignal) {
    this.#client = client
    this.#config = config
    this.#signal = signal
  }

  /** Units by SKU, of this moment. */
  units(): Promise<ReadonlyMap<string, number>> {
    const read = this.#turn.then(() => this.#refreshed())
    this.#turn = read.catch(() => undefined)
    return read
  }

  async #refreshed(): Promise<ReadonlyMap<string, number>> {
    const now = this.#client.shopNow
    const since = this.#readUntil
    const q =
      since === undefined
        ? 'financial_status:paid OR financial_status:partially_refunded'
        : `updated_at:>='${new Date(since - OVERLAP_MS).toISOString().slice(0, 19)}Z'`
    const whole = since === undefined ? `(${q}) AND status:open AND fulfillment_status:unfulfilled` : q
    for await (const order of this.#orders(whole, since === undefined ? MOST : FEW)) {
      if (this.#counts(order)) this.#open.set(order.id, await this.#linesOf(order))
      else this.#open.delete(order.id)
    }
    this.#readUntil = now
    const units = new Map<string, number>()
    for (const { sku, unfulfilledQuantity } of [...this.#open.values()].flat()) {
      if (sku !== null) units.set(plainSku(sku), (units.get(plainSku(sku)) ?? 0) + unfulfilledQuantity)
    }
    return units
  }

  #counts(order: OpenOrder): boolean {
    const { cancelledAt, closedAt, test, displayFinancialStatus, metafield, tags } = order
    if (cancelledAt !== null || closedAt !== null || test || !PAID.has(displayFinancialStatus ?? '')) return false
    return !metafield?.value && !tags.some((tag) => isTag(tag, this.#config.markTag))
  }

  async *#orders(q: string, wanted: number): AsyncGenerator<OpenOrder> {
    const [namespace = '', key = ''] = this.#config.markMetafield.split('.')
    const at = (n: number) => ({ q, n, after: null, namespace, key })
    const n = this.#client.fit(OPEN_ORDERS, at, wanted)
    let after: string | null = null
    do {
      const { orders }: NonNullable<(typeof OPEN_ORDERS)['data']> = await this.#client.run(
        OPEN_ORDERS,
        { ...at(n), after },
        this.#signal,
      )
      yield* orders.nodes
      after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null
    } while (after !== null)
  }

  async #linesOf({ id, lineItems }: OpenOrder): Promise<readonly OpenLine[]> {
    const lines = [...lineItems.nodes]
    let after = lineItems.pageInfo.hasNextPage ? lineItems.pageInfo.endCursor : null
    while (after !== null) {
      const { order }: NonNullable<(typeof OPEN_LINES)['data']> = await this.#client.run(
        OPEN_LINES,
        { id, after },
        this.#signal,
      )
      lines.push(...(order?.lineItems.nodes ?? []))
      after = order?.lineItems.pageInfo.hasNextPage ? order.lineItems.pageInfo.endCursor : null
    }
    return lines.filter((line) => line.unfulfilledQuantity > 0)
  }
}

/** Tags are one in any case; `afas:*` stands for all that begin so. */
function isTag(tag: string, wanted: string): boolean {
  const [one, other] = [tag.toLowerCase(), wanted.trim().toLowerCase()]
  if (other === '') return false
  return other.endsWith('*') ? one.startsWith(other.slice(0, -1)) : one === other
}
