import { Type, type Static } from 'typebox'
import type { Context, Evaluated } from '../../../sdk/context.ts'
import { eachBatch } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import { withData, type Rec } from '../../../sdk/record.ts'
import { failed, passed, skipped } from '../../../sdk/settle.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { FIND_ORDERS, type FoundOrder } from '../../client/documents/find-orders.ts'
import { shopifySystem } from '../../system.ts'

const config = Type.Object(
  {
    name: Type.Optional(
      Type.String({
        title: 'Name of the order',
        description: 'A JSONata expression: #1001, exactly as the shop writes it.',
        default: 'order.reference',
        'x-widget': 'expression',
      }),
    ),
    number: Type.Optional(
      Type.String({
        title: 'Number noted on the order',
        description: 'A JSONata expression: the number that the order carries as a tag when its name says nothing.',
        default: 'order.number',
        'x-widget': 'expression',
      }),
    ),
    tag: Type.Optional(
      Type.String({ title: 'Tag with that number', description: '{number} stands for it.', default: 'afas:{number}' }),
    ),
    unknown: Type.Optional(
      Type.Union([Type.Literal('park', { title: 'Park it' }), Type.Literal('skip', { title: 'Skip it' })], {
        title: 'When the shop has no such order',
        default: 'park',
      }),
    ),
  },
  { additionalProperties: false },
)
type Ctx = Context<Static<typeof config>, ShopifyClient>

/** Names that one search asks for. */
const A_SEARCH = 25

/** Adds the order of the shop as `shopOrder`. Searched loosely, compared exactly. */
export const findOrder = defineNode({
  type: 'shopify.find-order',
  version: 1,
  kind: 'transform',
  title: 'Find order',
  description:
    'Finds the order in Shopify by its name, or by the number that was noted on it, and adds it to the record.',
  icon: 'search',
  config,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'Found' } },
  run: eachBatch(async (batch, ctx: Ctx) => {
    const names = await ctx.evaluate({ expression: ctx.config.name ?? 'order.reference' }, batch)
    const numbers = await ctx.evaluate({ expression: ctx.config.number ?? 'order.number' }, batch)
    const wanted = batch.map((record, at) => ({ record, name: textOf(names[at]), number: textOf(numbers[at]) }))
    const orders = new Map<string, FoundOrder>()
    for (let from = 0; from < wanted.length; from += A_SEARCH) {
      for (const order of await search(wanted.slice(from, from + A_SEARCH), ctx)) orders.set(order.id, order)
    }
    return wanted.map((one): Outcome => settle(one, [...orders.values()], ctx))
  }),
})

interface Wanted {
  readonly record: Rec
  readonly name: string
  readonly number: string
}

function textOf(value: Evaluated | undefined): string {
  if (!value?.ok) return ''
  return typeof value.value === 'string' || typeof value.value === 'number' ? String(value.value).trim() : ''
}

const tagOf = (number: string, ctx: Ctx): string =>
  number === '' ? '' : (ctx.config.tag ?? 'afas:{number}').replaceAll('{number}', number)

async function search(wanted: readonly Wanted[], ctx: Ctx): Promise<readonly FoundOrder[]> {
  const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`
  const parts = new Set(
    wanted.flatMap(({ name, number }) => [
      ...(name === '' ? [] : [`name:${quoted(name)}`]),
      ...(tagOf(number, ctx) === '' ? [] : [`tag:${quoted(tagOf(number, ctx))}`]),
    ]),
  )
  if (parts.size === 0) return []
  const found: FoundOrder[] = []
  let after: string | null = null
  do {
    const place: { after: string | null } = { after }
    const variables = { q: [...parts].join(' OR '), namespace: 'koppel', key: 'afas_number', ...place }
    const answer: NonNullable<(typeof FIND_ORDERS)['data']> = await ctx.client.run(FIND_ORDERS, variables, ctx.signal)
    const { orders } = answer
    found.push(...orders.nodes)
    after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null
  } while (after !== null)
  return found
}

function settle({ record, name, number }: Wanted, orders: readonly FoundOrder[], ctx: Ctx): Outcome {
  const tag = tagOf(number, ctx).toLowerCase()
  const found = orders.filter(
    (order) =>
      (name !== '' && order.name.toLowerCase() === name.toLowerCase()) ||
      (tag !== '' && order.tags.some((one) => one.toLowerCase() === tag)) ||
      (number !== '' && order.mark?.value === number),
  )
  const [order] = found
  if (order && found.length === 1) {
    const data = typeof record.data === 'object' && record.data !== null ? record.data : { value: record.data }
    return passed(withData(record, { ...data, shopOrder: order }))
  }
  const what = name || number || 'no name or number'
  if (order) {
    return failed(record, {
      code: 'shopify.several-orders',
      message: `${record.key} fits several orders of the shop: ${found.map((one) => one.name).join(', ')}.`,
      advice: 'Correct the reference in AFAS, or take the tag off the wrong order; then retry.',
      retry: 'after-fix',
    })
  }
  const message = `The shop has no order ${what}, which ${record.key} is for.`
  if (ctx.config.unknown === 'skip') return skipped(record, 'unknown-order', message)
  return failed(record, {
    code: 'shopify.unknown-order',
    message,
    advice: 'Correct the reference of the order in AFAS and retry. When it is no order of the shop, dismiss it.',
    retry: 'after-fix',
  })
}
