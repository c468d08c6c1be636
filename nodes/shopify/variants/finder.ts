import { createHash } from 'node:crypto'
import type { Context, Logger } from '../../sdk/context.ts'
import { problemOf } from '../../sdk/problem.ts'
import type { ShopifyClient } from '../client/client.ts'
import { locationVariables, VARIANT_STOCK } from '../client/documents/variant-stock.ts'
import { countVariants, readAllVariants } from './all.ts'
import { SKUS_PER_SEARCH, variantsBySku } from './search.ts'
import { plainSku, type FoundVariants, type ShopVariant } from './variant.ts'
import type { VariantIndex } from './variant-index.ts'

/** What a call takes besides its cost, and what reading everything takes: its start, and rows a second in bulk. */
const SECONDS_A_CALL = 0.2
const SECONDS_TO_START = 2
const ROWS_A_SECOND = 3000
/** Variants kept in memory: those of the last batches, as many as a node may keep back. What comes again later is read again. */
const MOST_KNOWN = 4000

/**
 * Finds variants by SKU for one node of one run. A few are searched, hundred at a time; once searching has taken as
 * long as reading the whole shop would, the whole shop is read, and everything else is found there. So neither a
 * handful of changes reads a million variants nor does a full sync search for each, and nobody has to know before.
 */
export class VariantFinder {
  readonly #client: ShopifyClient
  readonly #locations: readonly string[]
  readonly #signal: AbortSignal
  readonly #known = new Map<string, readonly ShopVariant[]>()
  readonly #log: Logger
  readonly #mark: string
  #secondsSpent = 0
  #secondsOfAll: Promise<number> | undefined
  #index: Promise<VariantIndex | undefined> | undefined

  constructor(ctx: Context<unknown, ShopifyClient>, locations: readonly string[]) {
    this.#client = ctx.client
    this.#locations = locations
    this.#signal = ctx.signal
    this.#log = ctx.log
    this.#mark = createHash('sha256').update(`${ctx.run.id} ${ctx.node.id}`).digest('hex').slice(0, 20)
  }

  /** As far as known in this run: good for comparing, and checked by Shopify when something is written on it. */
  async find(skus: readonly string[]): Promise<FoundVariants> {
    const found = new Map<string, readonly ShopVariant[]>()
    const unknown = skus.filter((sku) => {
      const known = this.#known.get(plainSku(sku))
      if (known && known.length > 0) found.set(sku, known)
      return known === undefined
    })
    for (let from = 0; from < unknown.length; from += SKUS_PER_SEARCH) {
      const some = unknown.slice(from, from + SKUS_PER_SEARCH)
      for (const [sku, own] of await this.#lookUp(some)) if (own.length > 0) found.set(sku, own)
    }
    return found
  }

  async #lookUp(skus: readonly string[]): Promise<FoundVariants> {
    const index = (await this.#worthReadingAll()) ? await this.#all() : undefined
    return index ? new Map(skus.map((sku) => [sku, index.get(sku)])) : this.fresh(skus)
  }

  /** As they are now: asked again, whatever was known. */
  async fresh(skus: readonly string[]): Promise<FoundVariants> {
    const found = await variantsBySku(this.#client, skus, { locations: this.#locations, signal: this.#signal })
    const calls = Math.ceil(skus.length / SKUS_PER_SEARCH)
    const page = { q: '', n: SKUS_PER_SEARCH, after: null, ...locationVariables(this.#locations.slice(0, 10)) }
    const rate = this.#client.rate?.restorePerSecond ?? 100
    this.#secondsSpent += calls * (SECONDS_A_CALL + VARIANT_STOCK.cost(page) / rate)
    for (const sku of skus) this.#keep(sku, found.get(sku) ?? [])
    return found
  }

  /** What became of one by our own writing. */
  remember(variant: ShopVariant): void {
    this.#keep(variant.sku, [variant])
  }

  #keep(sku: string, variants: readonly ShopVariant[]): void {
    const key = plainSku(sku)
    this.#known.delete(key)
    this.#known.set(key, variants)
    if (this.#known.size > MOST_KNOWN) this.#known.delete(this.#known.keys().next().value as string)
  }

  close(): void {
    void this.#index?.then((index) => index?.close()).catch(() => undefined)
  }

  async #worthReadingAll(): Promise<boolean> {
    if (this.#index) return true
    if (this.#secondsSpent < SECONDS_TO_START) return false
    this.#secondsOfAll ??= countVariants(this.#client, this.#signal).then(
      (rows) => SECONDS_TO_START + rows / ROWS_A_SECOND,
    )
    return this.#secondsSpent >= (await this.#secondsOfAll)
  }

  /** Undefined when it could not be had: everything can be searched for as well, only slower. */
  #all(): Promise<VariantIndex | undefined> {
    const options = { locations: this.#locations, signal: this.#signal, mark: this.#mark }
    this.#index ??= readAllVariants(this.#client, options).catch((error: unknown) => {
      this.#signal.throwIfAborted()
      const { code, message } = problemOf(error)
      this.#log.warn(`${message} Variants are searched for one by one instead.`, { code })
      return undefined
    })
    return this.#index
  }
}
