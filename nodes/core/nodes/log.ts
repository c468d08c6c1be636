import { Type, type Static } from 'typebox'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import { passed } from '../../sdk/settle.ts'
import { evaluateEach, programFor } from './answers.ts'

const MAX_TEXT = 2_000

const config = Type.Object(
  {
    expression: Type.String({
      title: 'Message',
      description:
        'A JSONata expression that gives the text; it stands in the log of the run, so keep personal data out.',
      default: '"Record " & $record.key',
      minLength: 1,
      'x-widget': 'expression',
    }),
    level: Type.Union([Type.Literal('info'), Type.Literal('warn')], {
      title: 'Level',
      description: 'How the message is shown.',
      default: 'info',
    }),
  },
  { additionalProperties: false },
)

/** Writes a line to the run's log for each record. */
export const log = defineNode({
  type: 'core.log',
  version: 1,
  kind: 'target',
  title: 'Log',
  description: 'Writes a line to the log of the run for each record; changes nothing anywhere.',
  icon: 'notes',
  inputs: ['in'],
  outputs: { out: { title: 'Logged', skipReason: 'logged' } },
  config,
  run: eachBatch((batch, ctx) => {
    const { level = 'info' } = ctx.config as Partial<Static<typeof config>>
    const program = programFor(ctx.config as Static<typeof config>, ({ expression }) => ({ expression }))
    return evaluateEach(ctx, program, batch, (record, value) => {
      ctx.log[level](textOf(value), { key: record.key })
      return [passed(record)]
    })
  }),
})

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} …` : text
}
