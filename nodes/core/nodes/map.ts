import { Type } from 'typebox'
import type { Program } from '../../sdk/context.ts'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import { withData } from '../../sdk/record.ts'
import { failed, passed } from '../../sdk/settle.ts'

const Row = Type.Object(
  {
    to: Type.String({ title: 'Target field', description: 'Path in the new record; [] marks a list.', minLength: 1 }),
    expression: Type.String({ title: 'Value', description: 'A JSONata expression.', 'x-widget': 'expression' }),
  },
  { additionalProperties: false },
)

const config = Type.Object(
  {
    fields: Type.Optional(
      Type.Array(Row, {
        title: 'Fields',
        description: 'One row for each field of the new record.',
        'x-widget': 'mapping',
      }),
    ),
    expression: Type.Optional(
      Type.String({
        title: 'One expression for the whole record',
        description: 'Instead of fields: a JSONata expression that gives the new record.',
        'x-widget': 'code',
      }),
    ),
  },
  { additionalProperties: false, default: { fields: [] } },
)

/** Makes the record that the next node needs, field by field or with one expression. */
export const map = defineNode({
  type: 'core.map',
  version: 1,
  kind: 'transform',
  title: 'Map fields',
  description: 'Makes a new record out of each incoming one, field by field.',
  icon: 'arrows-exchange',
  inputs: ['in'],
  outputs: { out: { title: 'Mapped' } },
  config,
  check: (value) =>
    value.fields !== undefined && value.expression !== undefined
      ? [{ path: '$.expression', message: 'Use either fields or one expression, not both.' }]
      : [],
  run: eachBatch(async (batch, ctx) => {
    const answers = await ctx.evaluate(programOf(ctx.config), batch)
    return batch.map((record, index) => {
      const answer = answers[index]
      if (!answer) throw new Error('the evaluator answered for fewer records than it was given')
      return answer.ok ? passed(withData(record, answer.value)) : failed(record, answer.problem)
    })
  }),
})

function programOf(value: { fields?: { to: string; expression: string }[]; expression?: string }): Program {
  return value.expression === undefined ? { rows: value.fields ?? [] } : { expression: value.expression }
}
