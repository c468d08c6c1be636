import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ShopifyClient } from '../../client/client.ts'
import { MOST_ITEMS, stockReading, type RawStockItem } from '../../client/documents/stock.ts'
import { levelsOf, type ShopVariant } from '../../variants/variant.ts'

/** Reads articles that were found before once more, as they are at this moment. */
export class FreshStock {
  readonly #client: ShopifyClient
  readonly #locations: readonly string[]
  readonly #signal: AbortSignal
  readonly #asked: ShopVariant[] = []
  #together: Promise<ReadonlyMap<string, ShopVariant>> | undefined

  constructor(client: ShopifyClient, locations: readonly string[], signal: AbortSignal) {
    this.#client = client
    this.#locations = locations
    this.#signal = signal
  }

  /** By inventory item; one that is gone is not in it. */
  async read(variants: readonly ShopVariant[]): Promise<ReadonlyMap<string, ShopVariant>> {
    const byItem = new Map(variants.map((one) => [one.inventoryItemId, one]))
    const document = stockReading(this.#locations.length)
    const places = Object.fromEntries(this.#locations.map((id, at) => [`p${at}`, id]))
    const ids = [...byItem.keys()]
    const found = new Map<string, ShopVariant>()
    const size = this.#client.fit(document, (n) => ({ ids: ids.slice(0, n), ...places }), MOST_ITEMS)
    for (let from = 0; from < ids.length; from += size) {
      const { nodes } = await this.#client.run(document, { ids: ids.slice(from, from + size), ...places }, this.#signal)
      for (const node of nodes as readonly (RawStockItem | null)[]) {
        const known = node && byItem.get(node.id)
        if (!known) continue
        const { sku, tracked } = node
        found.set(node.id, { ...known, sku: sku ?? '', tracked, levels: levelsOf(node, this.#locations) })
      }
    }
    return found
  }

  /** What is asked for in the same moment is read together. */
  async one(variant: ShopVariant): Promise<ShopVariant | undefined> {
    this.#asked.push(variant)
    this.#together ??= nextTurn().then(() => {
      this.#together = undefined
      return this.read(this.#asked.splice(0))
    })
    return (await this.#together).get(variant.inventoryItemId)
  }
}
