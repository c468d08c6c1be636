import { Type, type Static } from 'typebox'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import { passed } from '../../sdk/settle.ts'
import { truthOf } from '../expressions/truth.ts'
import { evaluateEach, programFor } from './answers.ts'

const config = Type.Object(
  {
    expression: Type.String({
      title: 'Keep a record when',
      description: 'A JSONata expression; records for which it is true go on, the rest leave by the other output.',
      default: 'true',
      minLength: 1,
      'x-widget': 'expression',
    }),
  },
  { additionalProperties: false },
)

/** Lets records through for which a condition holds. */
export const filter = defineNode({
  type: 'core.filter',
  version: 1,
  kind: 'transform',
  title: 'Filter',
  description: 'Lets records through for which a condition holds; the rest is skipped, or leaves by the other output.',
  icon: 'filter',
  inputs: ['in'],
  outputs: { out: { title: 'Kept' }, rest: { title: 'The rest', skipReason: 'filtered' } },
  config,
  run: eachBatch((batch, ctx) => {
    const program = programFor(ctx.config as Static<typeof config>, ({ expression }) => ({ expression }))
    return evaluateEach(ctx, program, batch, (record, value) => [passed(record, truthOf(value) ? 'out' : 'rest')])
  }),
})
