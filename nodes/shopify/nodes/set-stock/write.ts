import type { Found, Reference, Write, WriteResult } from '../../../sdk/write.ts'
import type { BulkWrites } from '../../client/bulk/write.ts'
import { plainSku } from '../../variants/variant.ts'
import { gone, SentAgain } from './again.ts'
import type { CompleteConfig } from './config.ts'
import type { FreshStock } from './fresh.ts'
import { SAMPLE } from './look-ahead.ts'
import { asItIs, type StockPlan } from './plan.ts'
import { sendStock } from './send.ts'
import type { Sending } from './sending.ts'
import type { StockContext } from './set-stock.ts'

const OPERATION = 'stock'

interface Place {
  readonly ctx: StockContext
  readonly config: CompleteConfig
  readonly fresh: FreshStock
  readonly bulk: BulkWrites
}

/** Brings plans through the door together: one effect an article, set 250 rows in a call. */
export async function writePlans(plans: readonly StockPlan[], place: Place): Promise<readonly WriteResult[]> {
  if (plans.length === 0) return []
  const { ctx } = place
  const byWrite = writesOf(plans, place)
  return ctx.writeMany(
    [...byWrite.keys()],
    async (some, key) => {
      const sent = some.map((write) => byWrite.get(write) as StockPlan)
      const problems = await sendStock(sent, sendingOf(place, key))
      return sent.map((plan, index) => {
        const problem = problems[index]
        return problem ? { problem } : { reference: referenceOf(plan) }
      })
    },
    { updates: true },
  )
}

function sendingOf({ ctx, config, bulk }: Place, key: string): Sending {
  const { client, signal, log } = ctx
  const document = `gid://koppel/StockSync/${ctx.run.id}`
  return { client, bulk, log, signal, key, compare: config.compare, document }
}

/** The effects of articles, one each, in their order. */
export function writesOf(plans: readonly StockPlan[], place: Place): ReadonlyMap<Write, StockPlan> {
  const again = new SentAgain(place.fresh, (some, key) => sendStock(some, sendingOf(place, key)))
  return new Map(plans.map((plan) => [writeOf(plan, place, again), plan]))
}

function writeOf(plan: StockPlan, place: Place, again: SentAgain): Write {
  const { fresh, ctx, bulk } = place
  const { wanted, payload, item } = plan
  const identity = plainSku(wanted.sku)
  /** Sent by a run that was cut off: how that ended is not known, and it may have been in a bulk operation. */
  const left = ctx.run.mode === 'live' && ctx.wrote(OPERATION, identity)?.state === 'intent'
  let read: StockPlan | undefined = left ? undefined : plan
  /**
   * What was read for the plan answers the first question; a later one (after a lost answer) is asked of the shop, once
   * no bulk operation of ours can still change it.
   */
  const now = async (): Promise<StockPlan | undefined> => {
    const known = read
    read = undefined
    if (known) return known
    await bulk.ended(left)
    const one = await fresh.one(item)
    return one && asItIs(plan, one)
  }
  return {
    record: wanted.record,
    operation: OPERATION,
    identity,
    kind: 'state',
    payload,
    find: async (): Promise<Found | undefined> => {
      const found = await now()
      return found && { reference: referenceOf(plan), current: found.current }
    },
    findWhen: 'always',
    onExisting: 'update',
    create: () => Promise.reject(gone(wanted.sku)),
    update: async (_, key): Promise<Reference> => {
      await again.one(plan, key)
      return referenceOf(plan)
    },
    guard: {
      does: 'set the stock of',
      to: 'to zero',
      alarming: isSellOut(plan),
      most: place.config.mostToZero / 100,
      sample: SAMPLE,
    },
    sentence: () => `Stock of ${item.sku} set: ${changesOf(plan)}`,
  }
}

function isSellOut({ levels }: StockPlan): boolean {
  return levels.every((one) => one.quantity === 0) && levels.some((one) => (one.shop?.available ?? 0) > 0)
}

/** `Magazijn Amersfoort 10 → 12`, of what changes. */
function changesOf({ levels, payload, current }: StockPlan): string {
  const changes = levels
    .filter((one) => one.shop?.available !== one.quantity)
    .map(({ location, shop, quantity }) => `${location} ${shop ? shop.available : 'new'} → ${quantity}`)
  if (payload.tracked !== current.tracked) changes.push(payload.tracked === true ? 'tracked' : 'not tracked')
  return changes.join(', ')
}

function referenceOf({ item }: StockPlan): Reference {
  return { id: item.inventoryItemId, label: item.sku }
}
