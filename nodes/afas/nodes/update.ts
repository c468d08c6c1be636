import { Type, type Static } from 'typebox'
import type { Context } from '../../sdk/context.ts'
import { eachRecord } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Outcome } from '../../sdk/outcome.ts'
import { ProblemError } from '../../sdk/problem.ts'
import { withData, type Rec } from '../../sdk/record.ts'
import { settledBy } from '../../sdk/settle.ts'
import type { Found, Reference } from '../../sdk/write.ts'
import type { AfasClient } from '../client/client.ts'
import { scalarText, textField } from '../client/rows.ts'
import { afasSystem } from '../system.ts'

const find = Type.Object(
  {
    connector: Type.String({ title: 'Get-connector', 'x-pick': 'afas.get-connectors', minLength: 1 }),
    field: Type.String({ title: 'Its field to look in', minLength: 1 }),
    value: Type.String({
      title: 'Look for',
      description: 'An expression on the record.',
      'x-widget': 'expression',
      minLength: 1,
    }),
    numberField: Type.String({ title: 'Its field with the number', minLength: 1 }),
  },
  {
    title: 'How AFAS is asked whether it is there',
    description: 'Without this, a write whose answer is lost is parked for a person to look at.',
    additionalProperties: false,
  },
)

const config = Type.Object(
  {
    connector: Type.String({
      title: 'Update-connector',
      'x-pick': 'afas.update-connectors',
      default: 'FbSales',
      minLength: 1,
    }),
    action: Type.Optional(
      Type.Union([Type.Literal('insert', { title: 'Add' }), Type.Literal('update', { title: 'Change' })], {
        title: 'What it does',
        default: 'insert',
      }),
    ),
    operation: Type.Optional(
      Type.String({
        title: 'Business act',
        description: 'One word for what this writes: it is remembered under that name and not done twice.',
        default: 'document',
        pattern: '^[a-z][a-z-]*$',
      }),
    ),
    resultField: Type.Optional(
      Type.String({
        title: 'Field of the answer with the number',
        description: 'Empty: the first field of the answer.',
      }),
    ),
    find: Type.Optional(find),
    onExisting: Type.Optional(
      Type.Union(
        [
          Type.Literal('skip', { title: 'Leave it as it is' }),
          Type.Literal('update', { title: 'Update it' }),
          Type.Literal('park', { title: 'Park the record' }),
        ],
        { title: 'When it exists in AFAS', default: 'skip' },
      ),
    ),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, AfasClient>

/** Sends each record to any update-connector, as it is. */
export const update = defineNode<typeof config, AfasClient>({
  type: 'afas.update',
  version: 1,
  kind: 'target',
  title: 'Write to update-connector',
  description: 'Sends each record to an update-connector of AFAS. The record is the document, as a mapping made it.',
  icon: 'database-import',
  connects: afasSystem,
  inputs: ['in'],
  outputs: { written: { title: 'Written' } },
  document: ({ connector }) => connector,
  config,
  run: eachRecord<Ctx>(5, write),
})

async function write(record: Rec, ctx: Ctx): Promise<Outcome> {
  const { connector, action = 'insert', operation = 'document', onExisting = 'skip' } = ctx.config
  const wanted = await wantedValue(record, ctx)
  const change = async (reference: Reference): Promise<Reference> => {
    await ctx.client.update(connector, record.data)
    return reference
  }
  const result = await ctx.write({
    record,
    operation,
    kind: action === 'insert' ? 'event' : 'state',
    payload: record.data,
    findWhen: wanted !== '' && action === 'insert' ? 'first' : 'when-ambiguous',
    onExisting: action === 'insert' ? onExisting : 'update',
    find: wanted === '' ? undefined : () => lookFor(wanted, ctx),
    create: async () => {
      if (action === 'update') return change({ id: wanted || record.key })
      const made = await ctx.client.insert(connector, record.data)
      return { id: made[ctx.config.resultField ?? ''] ?? Object.values(made)[0] ?? (wanted || record.key), data: made }
    },
    update: (existing) => change(existing.reference),
    sentence: (reference, done) =>
      `${connector} ${reference.id} ${done === 'create' && action === 'insert' ? 'written' : 'changed'}`,
  })
  const made = result.kind === 'written' ? (result.reference ?? null) : null
  const before = typeof record.data === 'object' && record.data !== null ? record.data : {}
  return settledBy(result, record, 'written', withData(record, { ...before, written: { [operation]: made } }))
}

async function wantedValue(record: Rec, ctx: Ctx): Promise<string> {
  const expression = ctx.config.find?.value
  if (expression === undefined) return ''
  const [answer] = await ctx.evaluate({ expression }, [record])
  if (!answer) throw new Error('the evaluator gave no answer')
  if (!answer.ok) throw new ProblemError(answer.problem)
  return scalarText(answer.value)
}

async function lookFor(wanted: string, ctx: Ctx): Promise<Found | undefined> {
  const { find } = ctx.config
  if (!find) return undefined
  const rows = await ctx.client.lookUp(find.connector, find.field, [wanted], ctx.signal)
  const row = rows.find((one) => textField(one, find.field).toLowerCase() === wanted.toLowerCase())
  return row && { reference: { id: textField(row, find.numberField) } }
}
