import type { ShopifyClient } from '../../client/client.ts'
import {
  MOST_SKUS,
  placesAs,
  stockReading,
  stockSearch,
  type RawLevel,
  type RawStockItem,
  type StockSearch,
} from '../../client/documents/stock.ts'
import { anyOf, quoted } from '../../client/search.ts'
import { plainSku } from './wanted.ts'

/** What the shop has of an article at one location. */
export interface ShopLevel {
  readonly available: number
  /** Promised to orders that have not been sent yet. */
  readonly committed: number
}

/** An article in the shop, as it stands. `levels` has an entry for each location that stocks it. */
export interface ShopItem {
  readonly id: string
  readonly sku: string
  readonly tracked: boolean
  readonly levels: ReadonlyMap<string, ShopLevel>
}

/** The shop's stock of articles at some locations. */
export class ShopStock {
  readonly #client: ShopifyClient
  readonly #places: readonly string[]
  readonly #signal: AbortSignal

  constructor(client: ShopifyClient, places: readonly string[], signal: AbortSignal) {
    this.#client = client
    this.#places = places
    this.#signal = signal
  }

  /** All articles with these SKUs, by SKU. The search finds more, so what it gives is compared. */
  async bySku(skus: readonly string[]): Promise<ReadonlyMap<string, readonly ShopItem[]>> {
    const found = new Map<string, Map<string, ShopItem>>()
    const wanted = new Set(skus.map(plainSku))
    for (let from = 0; from < skus.length; from += MOST_SKUS) {
      for await (const item of this.#search(skus.slice(from, from + MOST_SKUS))) {
        const name = plainSku(item.sku)
        if (!wanted.has(name)) continue
        // By id: another page, or another search, may find it again.
        found.set(name, (found.get(name) ?? new Map<string, ShopItem>()).set(item.id, item))
      }
    }
    return new Map([...found].map(([sku, items]) => [sku, [...items.values()]]))
  }

  /** Articles as they are at this moment. */
  async byId(ids: readonly string[]): Promise<ReadonlyMap<string, ShopItem>> {
    const document = stockReading(this.#places.length)
    const found = new Map<string, ShopItem>()
    const places = placesAs(this.#places)
    const at = (size: number) => ({ ids: ids.slice(0, size), ...places })
    const size = this.#client.fit(document, at, MOST_SKUS)
    for (let from = 0; from < ids.length; from += size) {
      const some = { ids: ids.slice(from, from + size), ...places }
      const { nodes } = await this.#client.run(document, some, this.#signal)
      for (const node of nodes) if (node?.id !== undefined) found.set(node.id, this.#itemOf(node as RawStockItem))
    }
    return found
  }

  async *#search(skus: readonly string[]): AsyncGenerator<ShopItem> {
    const document = stockSearch(this.#places.length)
    const q = anyOf(skus.map((sku) => `sku:${quoted(sku)}`)) ?? ''
    const places = placesAs(this.#places)
    const at = (n: number) => ({ q, n, after: null, ...places })
    const n = this.#client.fit(document, at, Math.min(MOST_SKUS, skus.length))
    let after: string | null = null
    do {
      const { productVariants }: StockSearch = await this.#client.run(document, { ...at(n), after }, this.#signal)
      for (const node of productVariants.nodes) yield this.#itemOf(node.inventoryItem)
      after = productVariants.pageInfo.hasNextPage ? productVariants.pageInfo.endCursor : null
    } while (after !== null)
  }

  #itemOf(raw: RawStockItem): ShopItem {
    const levels = this.#places.flatMap((id, at) => {
      const level = raw[`l${at}`]
      return level ? [[id, levelOf(level)] as const] : []
    })
    return { id: raw.id, sku: raw.sku ?? '', tracked: raw.tracked, levels: new Map(levels) }
  }
}

function levelOf({ quantities }: RawLevel): ShopLevel {
  const of = (name: string): number => quantities.find((one) => one.name === name)?.quantity ?? 0
  return { available: of('available'), committed: of('committed') }
}
