import type { Field } from '../../../sdk/connector.ts'
import type { Context, Evaluated } from '../../../sdk/context.ts'
import { eachBatch } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import { problemOf } from '../../../sdk/problem.ts'
import { withData, type Rec } from '../../../sdk/record.ts'
import { failed, passed, skipped } from '../../../sdk/settle.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { FIND_ORDERS, type FoundOrder } from '../../client/documents/find-orders.ts'
import { quoted } from '../../client/search.ts'
import { shopifySystem } from '../../system.ts'
import { chooseOrder, type Sought } from './choose.ts'
import { FindOrderConfigSchema, type FindOrderConfig } from './config.ts'

type Ctx = Context<FindOrderConfig, ShopifyClient>

const added: readonly Field[] = [
  { path: 'shopOrder.id', label: 'Order in the shop: id', type: 'string' },
  { path: 'shopOrder.name', label: 'Order in the shop: name', type: 'string' },
  { path: 'shopOrder.cancelledAt', label: 'Order in the shop: cancelled', type: 'date-time' },
  { path: 'shopOrder.displayFulfillmentStatus', label: 'Order in the shop: what was sent', type: 'string' },
  { path: 'shopOrder.tags', label: 'Order in the shop: tags', type: 'list' },
  { path: 'shopOrder.shippingAddress.zip', label: 'Order in the shop: postcode', type: 'string' },
  { path: 'shopOrder.shippingAddress.countryCodeV2', label: 'Order in the shop: country', type: 'string' },
]

/** Records that one search asks for. */
const A_SEARCH = 25

/** Adds the order of the shop as `shopOrder`. Searched loosely, compared exactly. */
export const findOrder = defineNode({
  type: 'shopify.find-order',
  version: 1,
  kind: 'transform',
  title: 'Find order',
  description:
    'Finds the order in Shopify by the number that was noted on it, or by its name, and adds it to the record.',
  icon: 'search',
  config: FindOrderConfigSchema,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'Found' } },
  adds: () => Promise.resolve(added),
  run: eachBatch(async (batch, ctx: Ctx) => {
    const { name = 'order.reference', number = 'order.number' } = ctx.config
    const names = await ctx.evaluate({ expression: name }, batch)
    const numbers = await ctx.evaluate({ expression: number }, batch)
    const wanted = batch.map((record, at) => ({ record, name: names[at], number: numbers[at] }))
    const outcomes: Outcome[] = []
    for (let from = 0; from < wanted.length; from += A_SEARCH) {
      const some = wanted.slice(from, from + A_SEARCH).map((one) => soughtFor(one, ctx))
      outcomes.push(...(await foundFor(some, ctx)))
    }
    return outcomes
  }),
})

/** A search that fails is the matter of its own records: those of other searches go on. */
async function foundFor(some: readonly Seeking[], ctx: Ctx): Promise<readonly Outcome[]> {
  try {
    const sought = some.flatMap((one) => ('sought' in one ? [one.sought] : []))
    const orders = await search(sought, ctx)
    return some.map((one) => ('sought' in one ? settle(one.record, one.sought, orders, ctx) : one.outcome))
  } catch (error) {
    if (ctx.signal.aborted) throw error
    return some.map((one) => ('sought' in one ? failed(one.record, problemOf(error)) : one.outcome))
  }
}

type Seeking = { readonly record: Rec } & ({ readonly sought: Sought } | { readonly outcome: Outcome })

/** What a record is looked for by; an expression that fails parks it rather than that nothing is looked for. */
function soughtFor(
  { record, name, number }: { record: Rec; name: Evaluated | undefined; number: Evaluated | undefined },
  ctx: Ctx,
): Seeking {
  if (name && !name.ok) return { record, outcome: failed(record, name.problem) }
  if (number && !number.ok) return { record, outcome: failed(record, number.problem) }
  const { tag: pattern = 'afas:{number}' } = ctx.config
  const found = textOf(number?.value)
  const [before = '', after] = pattern.toLowerCase().split('{number}')
  const numberIn = (tag: string): string | undefined => {
    const inside = after === undefined || !tag.toLowerCase().startsWith(before) || !tag.toLowerCase().endsWith(after)
    return inside ? undefined : tag.slice(before.length, tag.length - after.length) || undefined
  }
  const tag = found === '' || after === undefined ? '' : pattern.replaceAll('{number}', found)
  return { record, sought: { key: record.key, name: textOf(name?.value), number: found, tag, numberIn } }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''

async function search(wanted: readonly Sought[], ctx: Ctx): Promise<readonly FoundOrder[]> {
  const parts = new Set(
    wanted.flatMap(({ name, tag }) => [
      ...(name === '' ? [] : [`name:${quoted(name)}`]),
      ...(tag === '' ? [] : [`tag:${quoted(tag)}`]),
    ]),
  )
  const found: FoundOrder[] = []
  if (parts.size === 0) return found
  let after: string | null = null
  do {
    const place: { after: string | null } = { after }
    const variables = { q: [...parts].join(' OR '), namespace: 'koppel', key: 'afas_number', ...place }
    const answer: NonNullable<(typeof FIND_ORDERS)['data']> = await ctx.client.run(FIND_ORDERS, variables, ctx.signal)
    found.push(...answer.orders.nodes)
    after = answer.orders.pageInfo.hasNextPage ? answer.orders.pageInfo.endCursor : null
  } while (after !== null)
  return found
}

function settle(record: Rec, sought: Sought, orders: readonly FoundOrder[], ctx: Ctx): Outcome {
  const choice = chooseOrder(sought, orders, ctx.config.otherNumber === 'take')
  if (choice && 'problem' in choice) return failed(record, choice.problem)
  if (choice) {
    const data = typeof record.data === 'object' && record.data !== null ? record.data : { value: record.data }
    return passed(withData(record, { ...data, shopOrder: choice.order }))
  }
  const { key, name, number } = sought
  const nameless = name === '' && number === ''
  const message = nameless
    ? `${key} names no order: it has neither a reference of the shop nor an order of AFAS.`
    : `The shop has no order ${name || `with the number ${number}`}, which ${key} is for.`
  if (ctx.config.unknown === 'skip') return skipped(record, 'unknown-order', message)
  return failed(record, {
    code: nameless ? 'shopify.no-order-named' : 'shopify.unknown-order',
    message,
    advice: nameless
      ? 'Fill in the order or its reference in AFAS, and run it again. If it is for no order of the shop, dismiss this.'
      : 'Correct the reference of the order in AFAS, and run it again. Of orders older than 60 days the shop only tells with the scope read_all_orders. If it is no order of this shop, dismiss this.',
    retry: 'after-fix',
  })
}
