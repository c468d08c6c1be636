import { Type, type Static } from 'typebox'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import { withData } from '../../sdk/record.ts'
import { failed, passed } from '../../sdk/settle.ts'
import { evaluateEach, programFor } from './answers.ts'
import { withField } from './with-field.ts'

const config = Type.Object(
  {
    map: Type.String({
      title: 'Value map',
      description: 'Name of a value map of this flow.',
      default: 'paymentMethods',
      minLength: 1,
      'x-widget': 'value-map',
    }),
    expression: Type.String({
      title: 'Look up',
      description: 'A JSONata expression that gives the value to look up.',
      default: 'id',
      minLength: 1,
      'x-widget': 'expression',
    }),
    to: Type.String({
      title: 'Write to field',
      description: 'The field of the record that takes the mapped value, with dots for fields inside fields.',
      default: 'mapped',
      minLength: 1,
    }),
  },
  { additionalProperties: false },
)

/** Looks a value up in a value map and adds the result to the record. */
export const lookup = defineNode({
  type: 'core.lookup',
  version: 1,
  kind: 'transform',
  title: 'Look up in value map',
  description: 'Looks a value up in a value map and adds the result to the record; an unknown value parks the record.',
  icon: 'table-shortcut',
  inputs: ['in'],
  outputs: { out: { title: 'With the value' } },
  config,
  run: eachBatch((batch, ctx) => {
    const { to } = ctx.config as Static<typeof config>
    const program = programFor(ctx.config as Static<typeof config>, programOf)
    return evaluateEach(ctx, program, batch, (record, value) => {
      if (value === undefined) return [passed(record)]
      const data = withField(record.data, to, value)
      return [data === undefined ? failed(record, noPlace(to)) : passed(withData(record, data))]
    })
  }),
})

function programOf({ map, expression }: Static<typeof config>) {
  return { expression: `$mapValue(${JSON.stringify(map)}, (${expression}))` }
}

function noPlace(to: string) {
  return {
    code: 'lookup.no-place',
    message: `The mapped value cannot be written to "${to}": the record has something else than fields there.`,
    advice: 'Choose another field for the value.',
    retry: 'after-fix',
  } as const
}
