import type { Outcome } from '../../../sdk/outcome.ts'
import type { Problem } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'
import { failed, settledBy, skipped } from '../../../sdk/settle.ts'
import type { Write, WriteResult } from '../../../sdk/write.ts'
import type { BulkWrites } from '../../client/bulk/write.ts'
import { plainSku, type ShopVariant } from '../../variants/variant.ts'
import type { CompleteConfig } from './config.ts'
import type { OpenOrders } from './open-orders.ts'
import type { Place } from './places.ts'
import { ownCalls, type OwnCalls } from './own-calls.ts'
import { planStock, type StockPlan } from './plan.ts'
import { STALE } from './sending.ts'
import type { StockContext } from './set-stock.ts'
import type { Wanted } from './wanted.ts'
import { writePlans, writesOf } from './write.ts'

/** How often a record is read and set again when the shop sells meanwhile; then it waits for a retry. */
const MOST_ROUNDS = 5

interface Shop {
  readonly ctx: StockContext
  readonly config: CompleteConfig
  readonly openOrders: OpenOrders
  readonly place: Place
  readonly bulk: BulkWrites
}

type Outcomes = Map<Rec, Outcome>
type Found = ReadonlyMap<Wanted, ShopVariant>

/** Records of different articles, looked up and set together. */
export class Group {
  readonly #wanted: readonly Wanted[]
  readonly #shop: Shop

  constructor(wanted: readonly Wanted[], shop: Shop) {
    this.#wanted = wanted
    this.#shop = shop
  }

  /** Every record gets its outcome. */
  async set(outcomes: Outcomes): Promise<void> {
    const first = await this.#found(outcomes)
    let now = first
    for (let round = 1; now.size > 0; round += 1) {
      const results = await this.#write(now, first, outcomes)
      const again = [...results].filter(([, result]) => round < MOST_ROUNDS && isStale(result)).map(([one]) => one)
      for (const [one, result] of results) {
        if (!again.includes(one)) outcomes.set(one.record, settledBy(result, one.record))
      }
      now = await this.#readAgain(again, first, outcomes)
    }
  }

  /** What it is going to write, as far as that can be told before. */
  async foreseen(): Promise<Write[]> {
    const { ctx, config, place, bulk } = this.#shop
    return [...writesOf(await this.#planned(true), { ctx, config, bulk, fresh: place.fresh }).keys()]
  }

  /** How many calls it is going to need for its articles one by one, as far as that can be told before. */
  async ownCalls(): Promise<OwnCalls> {
    return ownCalls(await this.#planned(false))
  }

  /** What cannot be looked up now is the matter of `set`. */
  async #planned(exact: boolean): Promise<readonly StockPlan[]> {
    const nobody: Outcomes = new Map()
    try {
      const found = await this.#found(nobody)
      return await this.#plans(found, found, nobody, exact)
    } catch {
      this.#shop.ctx.signal.throwIfAborted()
      return []
    }
  }

  /** The article of each record; those that have none, or several, end here. */
  async #found(outcomes: Outcomes): Promise<Found> {
    const asked = this.#wanted.filter((one) => {
      if (one.levels.length > 0) return true
      outcomes.set(one.record, skipped(one.record, 'no-location', 'No location of the shop gets stock of it.'))
      return false
    })
    const found = await this.#shop.place.finder.find(asked.map((one) => one.sku))
    const items = new Map<Wanted, ShopVariant>()
    for (const one of asked) {
      const [item, ...others] = found.get(one.sku) ?? []
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

  async #write(now: Found, first: Found, outcomes: Outcomes): Promise<Map<Wanted, WriteResult>> {
    const { config, ctx, place, bulk } = this.#shop
    const plans = await this.#plans(now, first, outcomes)
    const results = await writePlans(plans, { ctx, config, bulk, fresh: place.fresh })
    return new Map(
      plans.map((plan, index) => {
        const result = results[index] as WriteResult
        if (result.kind === 'written' && result.action !== 'skip' && ctx.run.mode === 'live')
          place.finder.remember(asSet(plan))
        return [plan.wanted, result]
      }),
    )
  }

  /** `exact` reads the open orders; without, quantities are only nearly right. */
  async #plans(now: Found, first: Found, outcomes: Outcomes, exact = true): Promise<StockPlan[]> {
    const { config, openOrders, place } = this.#shop
    // After the levels: a sale before this moment is in both, a later one makes the levels stale.
    const open = exact && config.subtractOpenOrders ? await openOrders.units() : undefined
    const plans: StockPlan[] = []
    for (const [one, item] of now) {
      const openUnits = open?.get(plainSku(one.sku)) ?? 0
      const plan = planStock(one, item, { config, idOf: place.idOf, openUnits, first: first.get(one) ?? item })
      if ('code' in plan) outcomes.set(one.record, failed(one.record, plan))
      else if (plan.levels.length > 0) plans.push(plan)
      else outcomes.set(one.record, skipped(one.record, 'unchanged', 'No location stocks it, and there is none of it.'))
    }
    return plans
  }

  async #readAgain(again: readonly Wanted[], first: Found, outcomes: Outcomes): Promise<Found> {
    const now = new Map<Wanted, ShopVariant>()
    if (again.length === 0) return now
    const known = again.flatMap((one) => first.get(one) ?? [])
    const fresh = await this.#shop.place.fresh.read(known)
    for (const one of again) {
      const item = fresh.get(first.get(one)?.inventoryItemId ?? '')
      if (item) now.set(one, item)
      else outcomes.set(one.record, this.#unknown(one))
    }
    return now
  }
}

/** The article as it is after a plan has been carried out. */
function asSet({ item, levels, payload }: StockPlan): ShopVariant {
  const after = levels.map(({ locationId, quantity, shop }) => {
    const committed = shop?.committed ?? 0
    return [locationId, { available: quantity, committed, onHand: quantity + committed }] as const
  })
  return { ...item, tracked: payload.tracked ?? item.tracked, levels: { ...item.levels, ...Object.fromEntries(after) } }
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
