import type { Context, Evaluated } from '../../../sdk/context.ts'
import { eachBatch } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import { problemOf } from '../../../sdk/problem.ts'
import { withData, type Rec } from '../../../sdk/record.ts'
import { failed, settledBy } from '../../../sdk/settle.ts'
import type { Reference, Write, WriteResult } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { shopifySystem } from '../../system.ts'
import { MarkConfigSchema, orderIdOf, type MarkConfig } from './config.ts'
import { findMark, markOf, setMark, type Mark } from './mark.ts'

type MarkContext = Context<MarkConfig, ShopifyClient>

/** What a dry run shows where the number is not known yet. */
const NUMBER_TO_COME = '(number)'

export const markOrder = defineNode({
  type: 'shopify.mark-order',
  version: 1,
  kind: 'target',
  title: 'Mark order',
  description: 'Notes on an order in Shopify that it was taken over: a tag, and a metafield with its number in AFAS.',
  icon: 'tag',
  config: MarkConfigSchema,
  connects: shopifySystem,
  inputs: ['in'],
  outputs: { out: { title: 'Marked' } },
  operations: ['mark'],
  check: ({ tag = 'AFAS', metafield }) =>
    tag === '' && metafield === false ? [{ path: '/tag', message: 'Choose a tag, a metafield or both.' }] : [],
  run: eachBatch(async (batch, ctx: MarkContext) => {
    const { number = 'written.order.id', order = '' } = ctx.config
    const numbers = await ctx.evaluate({ expression: number }, batch)
    const orders = order === '' ? undefined : await ctx.evaluate({ expression: order }, batch)
    const outcomes: Outcome[] = []
    for (const [index, record] of batch.entries()) {
      outcomes.push(await marked(record, numbers[index], orders?.[index], ctx))
    }
    return outcomes
  }),
})

async function marked(
  record: Rec,
  number: Evaluated | undefined,
  order: Evaluated | undefined,
  ctx: MarkContext,
): Promise<Outcome> {
  try {
    if (number && !number.ok) return failed(record, number.problem)
    if (order && !order.ok) return failed(record, order.problem)
    const id = orderIdOf(order ? order.value : record.identity)
    if (id === undefined) return failed(record, noOrder(record))
    const text = textOf(number?.value) ?? (ctx.run.mode === 'dry-run' ? NUMBER_TO_COME : undefined)
    if (text === undefined) return failed(record, noNumber(record))
    const result = await ctx.write(writeOf(record, id, markOf(ctx.config, text), ctx))
    return settledBy(result, record, 'out', withWritten(record, result))
  } catch (error) {
    if (ctx.signal.aborted) throw error
    return failed(record, problemOf(error))
  }
}

function writeOf(record: Rec, id: string, mark: Mark, ctx: MarkContext): Write {
  const set = (current?: Mark) => setMark(ctx.client, id, mark, current, ctx.signal)
  return {
    record,
    operation: 'mark',
    identity: id,
    kind: 'state',
    payload: mark,
    find: () => findMark(ctx.client, id, mark, ctx.signal),
    findWhen: 'first',
    onExisting: 'update',
    create: () => set(),
    update: (found) => set(found.current as Mark | undefined),
    sentence: (reference) => `Order ${reference.label ?? record.key} marked in Shopify`,
  }
}

/** What was written so far stands in `written` by operation; nodes behind this one find the mark there too. */
function withWritten(record: Rec, result: WriteResult): Rec {
  const reference: Reference | undefined = result.kind === 'written' ? result.reference : undefined
  const { data } = record
  if (!reference || typeof data !== 'object' || data === null || Array.isArray(data)) return record
  const written: unknown = Reflect.get(data, 'written')
  return withData(record, { ...data, written: { ...(written as object | undefined), mark: reference } })
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function noOrder(record: Rec) {
  return {
    code: 'shopify.no-order',
    message: `${record.key} does not come from an order of Shopify, so there is nothing to mark.`,
    advice: 'Give the order’s id (gid://shopify/Order/...) in the setting "Order" of this node.',
    retry: 'after-fix',
  } as const
}

function noNumber(record: Rec) {
  return {
    code: 'shopify.no-number',
    message: `No number was found to mark order ${record.key} with.`,
    advice: 'Place this node behind the one that writes the order, or change the setting "Number".',
    retry: 'after-fix',
  } as const
}
