import { Type, type Static } from 'typebox'
import type { Context } from '../../sdk/context.ts'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Batch, Outcome } from '../../sdk/outcome.ts'
import { withData, type Rec } from '../../sdk/record.ts'
import { failed, passed } from '../../sdk/settle.ts'
import type { AfasClient } from '../client/client.ts'
import { scalarText, textField, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import { findOrders, referenceKey } from '../order/find-order.ts'
import { afasSystem } from '../system.ts'

const config = Type.Object(
  {
    value: Type.Optional(
      Type.String({
        title: 'Look for',
        description: 'What the document in AFAS is known by, an expression on the record.',
        default: 'name',
        'x-widget': 'expression',
      }),
    ),
    connector: Type.Optional(
      Type.String({
        title: 'Get-connector with documents',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.orders.connector,
      }),
    ),
    field: Type.Optional(Type.String({ title: 'Its field to look in', default: KOPPEL.orders.reference })),
    numberField: Type.Optional(
      Type.String({ title: 'Its field with the document number', default: KOPPEL.orders.number }),
    ),
    operation: Type.Optional(
      Type.String({
        title: 'Business act',
        description: 'What this flow itself wrote as this act goes on, so that the later steps finish what they began.',
        default: 'order',
        pattern: '^[a-z][a-z-]*$',
      }),
    ),
  },
  { additionalProperties: false },
)
type Ctx = Context<Static<typeof config>, AfasClient>

/** Asks AFAS which records are there already, many at once. */
export const findDocument = defineNode<typeof config, AfasClient>({
  type: 'afas.find-document',
  version: 1,
  kind: 'transform',
  title: 'Already in AFAS?',
  description:
    'Asks AFAS whether a document exists. New records go on; what is there already leaves by the other output.',
  icon: 'search',
  connects: afasSystem,
  inputs: ['in'],
  outputs: { out: { title: 'New' }, exists: { title: 'Exists', skipReason: 'exists' } },
  config,
  run: eachBatch<Ctx>(async (batch, ctx) => {
    const values = await ctx.evaluate({ expression: ctx.config.value ?? 'name' }, batch)
    const wanted = batch.map((record, index): string | Outcome => {
      const answer = values[index]
      if (!answer) throw new Error('the evaluator answered for fewer records than it was given')
      return answer.ok ? scalarText(answer.value).trim() : failed(record, answer.problem)
    })
    const found = await documentsOf(batch, wanted, ctx)
    return batch.map((record, index) => {
      const value = wanted[index] ?? ''
      if (typeof value !== 'string') return value
      const row = isOurs(record, ctx) ? undefined : found.get(referenceKey(value))
      return row ? existing(record, row, value, ctx) : passed(record)
    })
  }),
})

/** One look-up for all records that need one. */
function documentsOf(batch: Batch, wanted: readonly (string | Outcome)[], ctx: Ctx): Promise<ReadonlyMap<string, Row>> {
  const { connector = KOPPEL.orders.connector, field = KOPPEL.orders.reference } = ctx.config
  const references = wanted.filter(
    (value, index): value is string => typeof value === 'string' && value !== '' && !isOurs(batch[index], ctx),
  )
  return findOrders(ctx.client, { connector, referenceField: field }, references, ctx.signal)
}

/**
 * Records that this flow began to write itself go on: after a crash, and when a person retries. The door of the target
 * knows what was done, and the steps behind it get their turn.
 */
function isOurs(record: Rec | undefined, ctx: Ctx): boolean {
  if (!record) return false
  if (ctx.run.trigger === 'retry' || ctx.run.update) return true
  const wrote = ctx.wrote(ctx.config.operation ?? 'order', record.identity)
  return wrote !== undefined && wrote.own && (wrote.thisRun || wrote.state === 'intent' || !wrote.finished)
}

function existing(record: Rec, row: Row, reference: string, ctx: Ctx): Outcome {
  const number = textField(row, ctx.config.numberField ?? KOPPEL.orders.number)
  const data = typeof record.data === 'object' && record.data !== null ? record.data : { value: record.data }
  return passed(withData(record, { ...data, existing: { number, reference } }), 'exists')
}
