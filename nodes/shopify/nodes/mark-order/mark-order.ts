import type { Context, Evaluated } from '../../../sdk/context.ts'
import { eachBatch } from '../../../sdk/lift.ts'
import { defineNode } from '../../../sdk/node.ts'
import type { Outcome } from '../../../sdk/outcome.ts'
import { ProblemError, type Problem } from '../../../sdk/problem.ts'
import { withData, type Rec } from '../../../sdk/record.ts'
import { failed, settledBy } from '../../../sdk/settle.ts'
import type { Reference, Write, WriteResult } from '../../../sdk/write.ts'
import type { ShopifyClient } from '../../client/client.ts'
import { shopifySystem } from '../../system.ts'
import { MarkConfigSchema, orderIdOf, type MarkConfig } from './config.ts'
import { markOf, markOn, missingOf, placeOf, referenceOf } from './mark.ts'
import { MarkedOrders, orderGone, setMarks, type Marking } from './shop-side.ts'

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
    const read = batch.map((record, index) => markingOf(record, numbers[index], orders?.[index], ctx))
    const results = new Map<Rec, WriteResult>()
    for (const group of withoutRepeats(read.filter((one) => 'mark' in one))) {
      const written = await writeGroup(group, ctx)
      for (const [index, { record }] of group.entries()) results.set(record, written[index] as WriteResult)
    }
    return read.map((one): Outcome => {
      if (!('mark' in one)) return failed(one.record, one.problem)
      const result = results.get(one.record) as WriteResult
      return settledBy(result, one.record, 'out', withWritten(one.record, result))
    })
  }),
})

interface RecordMarking extends Marking {
  readonly record: Rec
}

/** Which order a record marks with what, or why it cannot. */
function markingOf(
  record: Rec,
  number: Evaluated | undefined,
  order: Evaluated | undefined,
  ctx: MarkContext,
): RecordMarking | { readonly record: Rec; readonly problem: Problem } {
  if (number && !number.ok) return { record, problem: number.problem }
  if (order && !order.ok) return { record, problem: order.problem }
  const id = orderIdOf(order ? order.value : record.identity)
  if (id === undefined) return { record, problem: noOrder(record) }
  const text = textOf(number?.value) ?? (ctx.run.mode === 'dry-run' ? NUMBER_TO_COME : undefined)
  if (text === undefined) return { record, problem: noNumber(record) }
  return { record, id, mark: markOf(ctx.config, text) }
}

/** In groups in which no order comes twice: two parts of an order mark it one after the other. */
function withoutRepeats(markings: readonly RecordMarking[]): RecordMarking[][] {
  const groups: Map<string, RecordMarking>[] = []
  for (const marking of markings) {
    const free = groups.find((group) => !group.has(marking.id))
    if (free) free.set(marking.id, marking)
    else groups.push(new Map([[marking.id, marking]]))
  }
  return groups.map((group) => [...group.values()])
}

async function writeGroup(group: readonly RecordMarking[], ctx: MarkContext): Promise<readonly WriteResult[]> {
  const { client, signal } = ctx
  const ids = group.map(({ id }) => id)
  const shop = new MarkedOrders(client, ids, placeOf(ctx.config), signal)
  const writes = new Map(group.map((marking) => [writeOf(marking, shop, ctx), marking]))
  return ctx.writeMany([...writes.keys()], async (some) => {
    const markings = some.map((write) => writes.get(write) as RecordMarking)
    const problems = await setMarks(client, markings, signal)
    return markings.map(({ id, record }, index) => {
      const problem = problems[index]
      return problem ? { problem } : { reference: referenceOf(client, id, record.key) }
    })
  })
}

function writeOf({ record, id, mark }: RecordMarking, shop: MarkedOrders, ctx: MarkContext): Write {
  const { client, signal } = ctx
  const set = async (): Promise<Reference> => {
    const order = await shop.read(id)
    if (!order) throw orderGone(id)
    const [problem] = await setMarks(client, [{ id, mark: missingOf(order, mark) }], signal)
    if (problem) throw new ProblemError(problem)
    return referenceOf(client, id, order.name)
  }
  return {
    record,
    operation: 'mark',
    identity: id,
    kind: 'state',
    payload: mark,
    find: async () => {
      const order = await shop.read(id)
      const current = order && markOn(order, mark)
      return current && { reference: referenceOf(client, id, order.name), current }
    },
    findWhen: 'first',
    onExisting: 'update',
    create: set,
    update: set,
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
