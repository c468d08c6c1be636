import { createRandom, type Seed } from '../../../sdk/sandbox/random.ts'
import { locations } from '../../../sdk/sandbox/world.ts'
import { holdBack } from './fulfilment-orders.ts'
import { allOf, fulfil } from './fulfilments.ts'
import type { Wanted } from './compose.ts'
import type { Order, Tracking } from './order.ts'
import type { Recipe } from './recipes.ts'

/** Whether the shop stocks an article at a place: always at the first, mostly at the others. */
export function stocksAt(seed: Seed, sku: string, place: number): boolean {
  const name = locations[place]?.name
  return place === 0 || (name !== undefined && !createRandom(seed, 'shop-stock', sku, name).chance(0.2))
}

/** One in eight orders of several lines is sent from two places. */
export function overPlaces(seed: Seed, n: number, wanted: readonly Wanted[]): readonly Wanted[] {
  const last = wanted.length - 1
  if (last < 1 || !createRandom(seed, 'places', n).chance(0.125)) return wanted
  return wanted.map((one, place) =>
    place === last && one.article && stocksAt(seed, one.sku ?? '', 1) ? { ...one, location: 1 } : one,
  )
}

const carriers: Readonly<Record<string, string>> = { NL: 'PostNL', GB: 'DPD', US: 'DPD' }

function trackingOf(order: Order): Tracking {
  const company = carriers[(order.shipTo ?? order.billing)?.country ?? 'NL'] ?? 'DHL Parcel'
  return { company, numbers: [`3SHAVEN${String(order.n).padStart(8, '0')}`], urls: [] }
}

/**
 * How far a generated order was sent, before what happened to its money. Orders that can be booked are left alone, so
 * that they can be sent from AFAS; what came back had been sent, and what is not paid waits.
 */
export function sendSeeded(order: Order, recipe: Recipe, at: number): void {
  if (recipe.pay === 'pending') {
    for (const work of order.fulfilmentOrders) {
      holdBack(order, work, { reason: 'AWAITING_PAYMENT', notes: null, handle: null, byApp: false }, at)
    }
  }
  if (recipe.pay !== 'refunded' && recipe.pay !== 'part-refunded') return
  const partly = recipe.pay === 'part-refunded' && order.n % 2 === 0
  for (const work of order.fulfilmentOrders) {
    const all = allOf(work)
    const parts = partly ? all.slice(0, 1) : all
    if (parts.length > 0) fulfil(order, { parts, tracking: trackingOf(order), notify: true, at })
    if (partly) break
  }
}
