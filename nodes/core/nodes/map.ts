import { Type, type Static } from 'typebox'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import { withData } from '../../sdk/record.ts'
import { passed } from '../../sdk/settle.ts'
import { evaluateEach, programFor } from './answers.ts'

const Row = Type.Object(
  {
    to: Type.String({
      title: 'Target field',
      description: 'Path in the new record; [] marks a list.',
      default: 'field',
      minLength: 1,
    }),
    expression: Type.String({
      title: 'Value',
      description: 'A JSONata expression.',
      default: '',
      'x-widget': 'expression',
    }),
  },
  { additionalProperties: false },
)

const config = Type.Object(
  {
    fields: Type.Optional(
      Type.Array(Row, {
        title: 'Fields',
        description: 'One row for each field of the new record.',
        default: [],
        'x-widget': 'mapping',
      }),
    ),
    expression: Type.Optional(
      Type.String({
        title: 'One expression for the whole record',
        description: 'Instead of fields: a JSONata expression that gives the new record.',
        minLength: 1,
        'x-widget': 'code',
      }),
    ),
  },
  { additionalProperties: false },
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
  remakes: true,
  config,
  check: ({ fields = [], expression }) =>
    fields.length > 0 && expression !== undefined
      ? [{ path: '$.expression', message: 'Use either fields or one expression, not both.' }]
      : [],
  run: eachBatch((batch, ctx) =>
    evaluateEach(ctx, programFor(ctx.config as Static<typeof config>, programOf), batch, (record, value) => [
      passed(withData(record, value)),
    ]),
  ),
})

function programOf({ fields = [], expression }: Static<typeof config>) {
  return expression === undefined ? { rows: fields } : { expression }
}
