import type { Context } from '../../../sdk/context.ts'
import { eachBatch } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import { problemOf, type Problem } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'
import { failed, settledBy, skipped } from '../../../sdk/settle.ts'
import type { WriteResult } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { shopifySystem } from '../../system.ts'
import { complete, SetStockConfigSchema, type CompleteConfig, type SetStockConfig } from './config.ts'
import { OpenOrders } from './open-orders.ts'
import { Places } from './places.ts'
import { planStock, type StockPlan } from './plan.ts'
import { STALE } from './send.ts'
import { ShopStock, type ShopItem } from './shop-stock.ts'
import { plainSku, wantedOf, type Wanted } from './wanted.ts'
import { writePlans } from './write.ts'

export type StockContext = Context<SetStockConfig, ShopifyClient>

/** How often a record is read and set again when the shop sells meanwhile; then it waits for a retry. */
const MOST_ROUNDS = 5

export const setStock = defineNode({
  type: 'shopify.set-stock',
  version: 1,
  kind: 'target',
  title: 'Set stock',
  description: 'Sets how many of an article are for sale at each location, never over a sale in between.',
  icon: 'packages',
  config: SetStockConfigSchema,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'Set' } },
  operations: ['stock'],
  run: (input, ctx: StockContext) => {
    const shop = { places: new Places(ctx.client, ctx.signal), config: complete(ctx.config) }
    const openOrders = new OpenOrders(ctx.client, shop.config, ctx.signal)
    return eachBatch(async (batch, inner: StockContext) => {
      const outcomes = new Map<Rec, Outcome>()
      const wanted: Wanted[] = []
      for (const record of batch) {
        try {
          wanted.push(wantedOf(record))
        } catch (error) {
          outcomes.set(record, failed(record, problemOf(error)))
        }
      }
      for (const group of withoutRepeats(wanted))
        await new Group(group, { ...shop, openOrders, ctx: inner }).set(outcomes)
      return batch.map((record) => outcomes.get(record) as Outcome)
    })(input, ctx)
  },
})

interface Shop {
  readonly places: Places
  readonly openOrders: OpenOrders
  readonly config: CompleteConfig
  readonly ctx: StockContext
}

/** In groups in which no article comes twice: two records of one are worked one after the other. */
function withoutRepeats(wanted: readonly Wanted[]): Wanted[][] {
  const groups: Map<string, Wanted>[] = []
  for (const one of wanted) {
    const name = plainSku(one.sku)
    const free = groups.find((group) => !group.has(name))
    if (free) free.set(name, one)
    else groups.push(new Map([[name, one]]))
  }
  return groups.map((group) => [...group.values()])
}

/** Records of different articles, looked up and set together. */
class Group {
  readonly #wanted: readonly Wanted[]
  readonly #shop: Shop
  /** Locations by name; filled before anything is planned. */
  readonly #ids = new Map<string, string>()
  readonly #first = new Map<Wanted, ShopItem>()

  constructor(wanted: readonly Wanted[], shop: Shop) {
    this.#wanted = wanted
    this.#shop = shop
  }

  async set(outcomes: Map<Rec, Outcome>): Promise<void> {
    const { ctx, places } = this.#shop
    for (const { levels } of this.#wanted) {
      for (const { location } of levels)
        if (!this.#ids.has(location)) this.#ids.set(location, await places.idOf(location))
    }
    const stock = new ShopStock(ctx.client, [...new Set(this.#ids.values())], ctx.signal)
    for (const [one, item] of await this.#found(stock, outcomes)) this.#first.set(one, item)
    let now: ReadonlyMap<Wanted, ShopItem> = this.#first
    for (let round = 1; now.size > 0; round += 1) {
      const results = await this.#write(now, stock, outcomes)
      const again = [...results].filter(([, result]) => round < MOST_ROUNDS && isStale(result)).map(([one]) => one)
      for (const [one, result] of results) {
        if (!again.includes(one)) outcomes.set(one.record, settledBy(result, one.record))
      }
      now = await this.#readAgain(again, stock, outcomes)
    }
  }

  /** The article of each record; those that have none, or several, end here. */
  async #found(stock: ShopStock, outcomes: Map<Rec, Outcome>): Promise<Map<Wanted, ShopItem>> {
    const items = new Map<Wanted, ShopItem>()
    const asked = this.#wanted.filter((one) => {
      if (one.levels.length > 0) return true
      outcomes.set(one.record, skipped(one.record, 'no-location', 'No location of the shop gets stock of it.'))
      return false
    })
    const found = await stock.bySku(asked.map((one) => one.sku))
    for (const one of asked) {
      const [item, ...others] = found.get(plainSku(one.sku)) ?? []
      if (!item) outcomes.set(one.record, this.#unknown(one))
      else if (others.length > 0) outcomes.set(one.record, failed(one.record, duplicate(one, others.length + 1)))
      else items.set(one, item)
    }
    return items
  }

  #unknown({ record, sku }: Wanted): Outcome {
    if (this.#shop.config.unknownSku === 'park') return failed(record, unknownSku(sku))
    return skipped(record, 'not-in-shop', `The shop has no article with the SKU ${sku}.`)
  }

  async #write(
    now: ReadonlyMap<Wanted, ShopItem>,
    stock: ShopStock,
    outcomes: Map<Rec, Outcome>,
  ): Promise<Map<Wanted, WriteResult>> {
    const { config, ctx, openOrders } = this.#shop
    // After the levels: a sale before this moment is in both, a later one makes the levels stale.
    const open = config.subtractOpenOrders ? await openOrders.units() : undefined
    const plans: StockPlan[] = []
    for (const [one, item] of now) {
      const plan = planStock(one, item, {
        config,
        idOf: (location) => this.#ids.get(location) as string,
        openUnits: open?.get(plainSku(one.sku)) ?? 0,
        first: this.#first.get(one) ?? item,
      })
      if ('code' in plan) outcomes.set(one.record, failed(one.record, plan))
      else if (plan.levels.length > 0) plans.push(plan)
      else outcomes.set(one.record, skipped(one.record, 'unchanged', 'No location stocks it, and AFAS has none of it.'))
    }
    const results = await writePlans(plans, { ctx, config, stock })
    return new Map(plans.map((plan, index) => [plan.wanted, results[index] as WriteResult]))
  }

  async #readAgain(
    again: readonly Wanted[],
    stock: ShopStock,
    outcomes: Map<Rec, Outcome>,
  ): Promise<Map<Wanted, ShopItem>> {
    const now = new Map<Wanted, ShopItem>()
    if (again.length === 0) return now
    const items = await stock.byId(again.map((one) => this.#first.get(one)?.id ?? ''))
    for (const one of again) {
      const item = items.get(this.#first.get(one)?.id ?? '')
      if (item) now.set(one, item)
      else outcomes.set(one.record, this.#unknown(one))
    }
    return now
  }
}

function isStale(result: WriteResult): boolean {
  return result.kind === 'failed' && result.problem.code === STALE
}

function duplicate({ sku }: Wanted, count: number): Problem {
  return {
    code: 'shopify.duplicate-sku',
    message: `The shop has ${count} articles with the SKU ${sku}, so it is not clear which one is meant.`,
    advice: 'Give every article a SKU of its own in Shopify, and retry.',
    retry: 'after-fix',
  }
}

function unknownSku(sku: string): Problem {
  return {
    code: 'shopify.unknown-sku',
    message: `The shop has no article with the SKU ${sku}.`,
    advice:
      'Add the article in Shopify or give it this SKU, and retry; or let such articles be skipped in the settings.',
    retry: 'after-fix',
  }
}
