import type { Context } from '../../../sdk/context.ts'
import { eachBatch } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Batch, Outcome } from '../../../sdk/outcome.ts'
import { problemOf } from '../../../sdk/problem.ts'
import type { Rec } from '../../../sdk/record.ts'
import { failed } from '../../../sdk/settle.ts'
import { BulkWrites } from '../../client/bulk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { shopifySystem } from '../../system.ts'
import { plainSku } from '../../variants/variant.ts'
import { complete, SetStockConfigSchema, type SetStockConfig } from './config.ts'
import { gathered } from './gather.ts'
import { Group } from './group.ts'
import { lookedAhead } from './look-ahead.ts'
import { OpenOrders } from './open-orders.ts'
import type { OwnCalls } from './own-calls.ts'
import { Places } from './places.ts'
import { wantedOf, type Wanted } from './wanted.ts'

export type StockContext = Context<SetStockConfig, ShopifyClient>

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
  async *run(input, ctx: StockContext) {
    const config = complete(ctx.config)
    const places = new Places(ctx)
    const { client, signal } = ctx
    const openOrders = new OpenOrders(client, config, signal)
    const settleMs = shopifySystem.settleSeconds(client.config) * 1000
    const bulk = new BulkWrites(client, { owner: `${ctx.flow.id} ${ctx.node.id}`, signal, settleMs })
    const groupsOf = async (batch: Batch, outcomes: Map<Rec, Outcome>): Promise<Group[]> => {
      const groups: Group[] = []
      for (const group of withoutRepeats(readable(batch, outcomes))) {
        groups.push(new Group(group, { ctx, config, openOrders, bulk, place: await places.of(group) }))
      }
      return groups
    }
    const batches = eachBatch(async (batch) => {
      const outcomes = new Map<Rec, Outcome>()
      for (const group of await groupsOf(batch, outcomes)) await group.set(outcomes)
      return batch.map((record) => outcomes.get(record) as Outcome)
    })
    // What goes wrong here goes wrong again when the batch is worked, where it is its own matter.
    const ahead = (batch: Batch): Promise<Group[]> => groupsOf(batch, new Map()).catch(() => [])
    const look = async (batch: Batch): Promise<number> => foreseen(await ahead(batch), ctx)
    const volumeOf = async (batch: Batch): Promise<OwnCalls> => callsOf(await ahead(batch))
    const live = ctx.run.mode === 'live'
    const looked = live && config.mostToZero < 100 ? lookedAhead(input, look) : input
    try {
      yield* batches(live ? gathered(looked, client, volumeOf) : looked, ctx)
    } finally {
      places.close()
    }
  },
})

/** Shows the guards what is going to be written; answers how many articles that are. */
async function foreseen(groups: readonly Group[], ctx: StockContext): Promise<number> {
  let seen = 0
  for (const group of groups) {
    const writes = await group.foreseen()
    ctx.foresee(writes)
    seen += writes.length
  }
  return seen
}

async function callsOf(groups: readonly Group[]): Promise<OwnCalls> {
  const all = { calls: 0, points: 0 }
  for (const group of groups) {
    const { calls, points } = await group.ownCalls()
    all.calls += calls
    all.points += points
  }
  return all
}

/** What records ask for; those that do not say it fail by themselves. */
function readable(batch: readonly Rec[], outcomes: Map<Rec, Outcome>): Wanted[] {
  return batch.flatMap((record) => {
    try {
      return [wantedOf(record)]
    } catch (error) {
      outcomes.set(record, failed(record, problemOf(error)))
      return []
    }
  })
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
