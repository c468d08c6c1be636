import { Type, type Static } from 'typebox'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import { passed } from '../../sdk/settle.ts'
import { truthOf } from '../expressions/truth.ts'
import { evaluateEach, programFor } from './answers.ts'

const BRANCHES = ['a', 'b', 'c'] as const

const condition = (letter: string, after: string) => ({
  title: `${letter} when`,
  description: `A JSONata expression; ${after} for which it is true leave by ${letter}.`,
  minLength: 1,
  'x-widget': 'expression',
})

const config = Type.Object(
  {
    a: Type.String({ ...condition('A', 'records'), default: 'true' }),
    b: Type.Optional(Type.String(condition('B', 'records that did not leave by A'))),
    c: Type.Optional(Type.String(condition('C', 'records that did not leave by A or B'))),
  },
  { additionalProperties: false },
)

/** Sends each record one of several ways: the first condition that holds decides. */
export const branch = defineNode({
  type: 'core.branch',
  version: 1,
  kind: 'transform',
  title: 'Branch',
  description: 'Sends each record one of several ways: the first condition that holds decides.',
  icon: 'git-branch',
  inputs: ['in'],
  outputs: {
    a: { title: 'A', skipReason: 'no-branch' },
    b: { title: 'B', skipReason: 'no-branch' },
    c: { title: 'C', skipReason: 'no-branch' },
    other: { title: 'Other', skipReason: 'no-branch' },
  },
  config,
  run: eachBatch((batch, ctx) => {
    const program = programFor(ctx.config as Static<typeof config>, programOf)
    return evaluateEach(ctx, program, batch, (record, value) => {
      const values = value as Record<string, unknown>
      return [passed(record, BRANCHES.find((one) => truthOf(values[one])) ?? 'other')]
    })
  }),
})

/** Each condition only where those before it do not hold, so that a later one may rely on that. */
function programOf(conditions: Static<typeof config>) {
  const given = BRANCHES.flatMap((one) => conditions[one] ?? [])
  const rows = BRANCHES.flatMap((to) => {
    const expression = conditions[to]
    if (expression === undefined) return []
    // Not with $not: of nothing it makes nothing, which is not true.
    const before = given.slice(0, given.indexOf(expression)).map((one) => `((${one}) ? false : true)`)
    return [{ to, expression: [...before, `(${expression})`].join(' and ') }]
  })
  return { rows }
}
