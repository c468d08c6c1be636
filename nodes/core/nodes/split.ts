import { Type, type Static } from 'typebox'
import type { Context, Evaluated } from '../../sdk/context.ts'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Batch, Outcome, Outcomes } from '../../sdk/outcome.ts'
import type { Problem } from '../../sdk/problem.ts'
import { partOf, type Rec } from '../../sdk/record.ts'
import { failed, passed, skipped } from '../../sdk/settle.ts'
import { answerAt, programFor } from './answers.ts'

const config = Type.Object(
  {
    expression: Type.String({
      title: 'List',
      description: 'A JSONata expression that gives the list; every item becomes a record of its own.',
      default: 'lines',
      minLength: 1,
      'x-widget': 'expression',
    }),
    part: Type.Optional(
      Type.String({
        title: 'Part number',
        description:
          'What tells the parts of one record apart: an expression on the item, such as id. It must stay the same when ' +
          'the record comes again. Empty: the place in the list, from 1.',
        minLength: 1,
        'x-widget': 'expression',
      }),
    ),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>

/** Makes several records of one: an order's lines, a product's variants. */
export const split = defineNode({
  type: 'core.split',
  version: 1,
  kind: 'transform',
  title: 'Split',
  description: 'Makes a record of every item of a list in the incoming one.',
  icon: 'arrows-split',
  inputs: ['in'],
  outputs: { out: { title: 'Parts' } },
  remakes: true,
  config,
  run: eachBatch(async (batch, ctx: Context<Config>) => {
    const lists = await ctx.evaluate(
      programFor(ctx.config, ({ expression }) => ({ rows: [{ to: 'items[]', expression }] })),
      batch,
    )
    const items = lists.map((answer) => (answer.ok ? itemsOf(answer.value) : []))
    const names = await partNames(batch, items, ctx)
    return batch.flatMap((record, index) => {
      const list = answerAt(lists, index)
      if (!list.ok) return failed(record, list.problem)
      return partsOf(record, items[index] ?? [], names[index] ?? [])
    })
  }),
})

function itemsOf(value: unknown): readonly unknown[] {
  const { items } = value as { items?: unknown }
  return Array.isArray(items) ? (items as unknown[]) : []
}

/** By record, what each of its items is called; all items of the batch are evaluated together. */
async function partNames(
  batch: Batch,
  items: readonly (readonly unknown[])[],
  ctx: Context<Config>,
): Promise<readonly (readonly Evaluated[])[]> {
  const { part: expression } = ctx.config
  if (expression === undefined) return items.map((list) => list.map((_, at) => ({ ok: true, value: at + 1 })))
  const records = batch.flatMap((record, index) => (items[index] ?? []).map((data) => ({ ...record, data })))
  const answers = [...(await ctx.evaluate({ expression }, records))]
  return items.map((list) => answers.splice(0, list.length))
}

function partsOf(record: Rec, items: readonly unknown[], names: readonly Evaluated[]): Outcomes {
  if (items.length === 0) return [skipped(record, 'empty', 'The list has no items.')]
  const seen = new Set<string>()
  const parts: Outcome[] = []
  for (const [index, item] of items.entries()) {
    const name = nameOf(answerAt(names, index), index)
    if (typeof name !== 'string') return [failed(record, name)]
    if (seen.has(name)) return [failed(record, samePart(name))]
    seen.add(name)
    parts.push(passed(partOf(record, name, item)))
  }
  return parts
}

function nameOf(answer: Evaluated, index: number): string | Problem {
  if (!answer.ok) return answer.problem
  const { value } = answer
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : noPart(index)
}

function noPart(index: number): Problem {
  return {
    code: 'split.no-part',
    message: `Item ${index + 1} of the list has no part number.`,
    advice: 'Change the part number of this node to something that every item has.',
    retry: 'after-fix',
  }
}

function samePart(name: string): Problem {
  return {
    code: 'split.same-part',
    message: `Two items of the list have the part number "${name}".`,
    advice: 'Change the part number of this node to something that differs for every item.',
    retry: 'after-fix',
  }
}
