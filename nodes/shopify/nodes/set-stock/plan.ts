import type { Problem } from '../../../sdk/problem.ts'
import type { ShopVariant, StockLevel } from '../../variants/variant.ts'
import type { CompleteConfig } from './config.ts'
import type { Wanted } from './wanted.ts'

/** One level that is to be set: where, how many, and what the shop has there now (nothing: not stocked there). */
export interface PlannedLevel {
  readonly location: string
  readonly locationId: string
  readonly quantity: number
  readonly shop: StockLevel | undefined
}

/** What is sent for a record, as people read it: the quantity by the name of the location. */
export interface StockPayload {
  readonly tracked?: boolean
  readonly levels: Readonly<Record<string, number>>
}

export interface StockPlan {
  readonly wanted: Wanted
  readonly item: ShopVariant
  readonly levels: readonly PlannedLevel[]
  readonly payload: StockPayload
  /** The same, as the shop has it. */
  readonly current: { readonly tracked?: boolean; readonly levels: Readonly<Record<string, number | undefined>> }
}

export interface PlanFacts {
  readonly config: CompleteConfig
  readonly idOf: (location: string) => string
  /** Units of paid orders that AFAS does not know yet, of this SKU. */
  readonly openUnits: number
  /** What the shop had when this record was first looked at; a sale since then is not in the source's figures. */
  readonly first: ShopVariant
}

/** What to set so that the shop has what the record asks for, or why that cannot be. */
export function planStock(wanted: Wanted, item: ShopVariant, facts: PlanFacts): StockPlan | Problem {
  const { config, idOf } = facts
  const levels: PlannedLevel[] = []
  for (const { location, quantity, named } of wanted.levels) {
    const locationId = idOf(location)
    const shop = item.levels[locationId]
    if (!shop && !named && quantity === 0) continue
    if (!shop && config.notStocked === 'park') return notStocked(wanted, location)
    levels.push({ location, locationId, quantity, shop })
  }
  const left = config.subtractOpenOrders ? withoutOpen(levels, facts.openUnits) : withoutSold(levels, facts.first)
  const tracked = config.tracked === 'leave' ? {} : { tracked: config.tracked }
  return {
    wanted,
    item,
    levels: left,
    payload: { ...tracked, levels: Object.fromEntries(left.map((one) => [one.location, one.quantity])) },
    current: {
      ...(config.tracked === 'leave' ? {} : { tracked: item.tracked }),
      levels: Object.fromEntries(left.map((one) => [one.location, one.shop?.available])),
    },
  }
}

/** The same plan against the article as it is now. */
export function asItIs(plan: StockPlan, item: ShopVariant): StockPlan {
  const levels = plan.levels.map((level) => ({ ...level, shop: item.levels[level.locationId] }))
  const tracked = plan.payload.tracked === undefined ? {} : { tracked: item.tracked }
  const current = { ...tracked, levels: Object.fromEntries(levels.map((one) => [one.location, one.shop?.available])) }
  return { ...plan, item, levels, current }
}

/**
 * Units are taken off where the shop has promised them. Which of several locations an order is sent from is not in the
 * order itself, so what is promised there says it; what is promised nowhere, or more than is there, is taken off where
 * there is most.
 */
function withoutOpen(levels: readonly PlannedLevel[], units: number): PlannedLevel[] {
  const order = levels.toSorted((a, b) => b.quantity - a.quantity)
  const off = new Map<PlannedLevel, number>()
  let left = units
  for (const level of levels) {
    // What is promised there and is not there has to come from elsewhere.
    const here = Math.min(left, Math.max(0, level.shop?.committed ?? 0), level.quantity)
    off.set(level, here)
    left -= here
  }
  for (const level of order) {
    const here = Math.min(left, Math.max(0, level.quantity - (off.get(level) ?? 0)))
    off.set(level, (off.get(level) ?? 0) + here)
    left -= here
  }
  return levels.map((level) => ({ ...level, quantity: Math.max(0, level.quantity - (off.get(level) ?? 0)) }))
}

/** What the shop sold since it was first looked at is sold: it comes off. What was added meanwhile is AFAS's to say. */
function withoutSold(levels: readonly PlannedLevel[], first: ShopVariant): PlannedLevel[] {
  return levels.map((level) => {
    const before = first.levels[level.locationId]?.available
    if (before === undefined || !level.shop) return level
    return { ...level, quantity: Math.max(0, level.quantity - Math.max(0, before - level.shop.available)) }
  })
}

function notStocked({ sku }: Wanted, location: string): Problem {
  return {
    code: 'shopify.not-stocked',
    message: `${location} does not stock ${sku} in Shopify.`,
    advice: `Let ${location} stock it (Products, Inventory), take the location out of the value map, or let Koppel do it in the settings.`,
    retry: 'after-fix',
  }
}
