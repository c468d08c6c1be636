import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { canonicalJson } from '../../sdk/canonical.ts'
import type { Context, Evaluated, Remembered } from '../../sdk/context.ts'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Batch, Outcome } from '../../sdk/outcome.ts'
import { failed, passed, skipped } from '../../sdk/settle.ts'
import { answerAt, programFor } from './answers.ts'

const DAY_MS = 86_400_000

const config = Type.Object(
  {
    expression: Type.Optional(
      Type.String({
        title: 'What counts as a change',
        description:
          'A JSONata expression; a record goes on when its value differs from the last time. Empty: any change of the record.',
        minLength: 1,
        'x-widget': 'expression',
      }),
    ),
    days: Type.Optional(
      Type.Integer({
        title: 'Pass everything again after (days)',
        description:
          'A record that did not change for so long goes on even so, which brings back what was changed in the other system. ' +
          'Empty: never.',
        minimum: 1,
        maximum: 3650,
      }),
    ),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>

/** Passes a record only when it differs from what last went through and came to a good end. */
export const changed = defineNode({
  type: 'core.changed',
  version: 1,
  kind: 'transform',
  title: 'Only what changed',
  description: 'Lets a record through when it differs from the last time it went through and came to a good end.',
  icon: 'git-compare',
  inputs: ['in'],
  outputs: { out: { title: 'Changed' } },
  config,
  run: eachBatch(async (batch, ctx: Context<Config>) => {
    const values = await valuesOf(batch, ctx)
    const before = ctx.recall(batch.map((record) => record.identity))
    const seen = new Set<string>()
    const outcomes = batch.map((record, index): Outcome => {
      const value = answerAt(values, index)
      if (!value.ok) return failed(record, value.problem)
      const remember = hashOf(value.value)
      // The second of one identity: how the first will end is not known yet.
      const again = seen.has(record.identity)
      seen.add(record.identity)
      if (!again && isSame(before.get(record.identity), remember, ctx)) return skipped(record, 'unchanged', UNCHANGED)
      return { ...passed(record), remember } as Outcome
    })
    // Before they go on: from here to their end it is not known what the target has.
    const known = outcomes
      .flatMap((one) => (one.kind === 'record' ? one.record.identity : []))
      .filter((one) => before.has(one))
    if (known.length > 0) await ctx.forget(known)
    return outcomes
  }),
})

const UNCHANGED = 'Nothing changed since it last went through.'

async function valuesOf(batch: Batch, ctx: Context<Config>): Promise<readonly Evaluated[]> {
  const { expression } = ctx.config
  if (expression === undefined) return batch.map(({ data }) => ({ ok: true, value: data }))
  return ctx.evaluate(
    programFor(ctx.config, () => ({ expression })),
    batch,
  )
}

function isSame(
  before: Remembered | undefined,
  now: string,
  { config: { days }, run, now: clock }: Context<Config>,
): boolean {
  if (before?.text !== now || run.update) return false
  return days === undefined || clock().getTime() - before.at.getTime() < days * DAY_MS
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url')
}
