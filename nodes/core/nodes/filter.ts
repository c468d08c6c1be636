import { Type } from 'typebox'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import { failed, passed } from '../../sdk/settle.ts'
import { truthOf } from '../expressions/truth.ts'

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
  run: eachBatch(async (batch, ctx) => {
    const answers = await ctx.evaluate({ expression: ctx.config.expression }, batch)
    return batch.map((record, index) => {
      const answer = answers[index]
      if (!answer) throw new Error('the evaluator answered for fewer records than it was given')
      if (!answer.ok) return failed(record, answer.problem)
      return passed(record, truthOf(answer.value) ? 'out' : 'rest')
    })
  }),
})
