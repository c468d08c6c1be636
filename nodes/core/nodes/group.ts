import { Type, type Static } from 'typebox'
import { untilAborted } from '../../sdk/abort.ts'
import type { Context } from '../../sdk/context.ts'
import { gathering, type Gathering } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Outcome, Outcomes } from '../../sdk/outcome.ts'
import type { Problem } from '../../sdk/problem.ts'
import { wholeOf, type Rec } from '../../sdk/record.ts'
import { failed, passed } from '../../sdk/settle.ts'
import { answerAt, programFor } from './answers.ts'

const config = Type.Object(
  {
    expression: Type.String({
      title: 'Same group when',
      description:
        'A JSONata expression; records that follow each other and for which it gives the same value become one record. ' +
        'It is also what the group is known by, so it must be the same when the records come again.',
      default: 'id',
      minLength: 1,
      'x-widget': 'expression',
    }),
    to: Type.String({
      title: 'Field for the members',
      description: 'The field of the new record that takes the list of its members; the value of the group is in key.',
      default: 'items',
      pattern: '^(?!key$|__proto__$|constructor$|prototype$)[A-Za-z_][A-Za-z0-9_]*$',
    }),
    most: Type.Integer({
      title: 'Largest group',
      description: 'Records in one group at most; those of a larger group are parked, all of them.',
      default: 500,
      minimum: 1,
      maximum: 5000,
    }),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>

/** Makes one record of neighbours: the lines of a packing slip, the variants of a product. */
export const group = defineNode({
  type: 'core.group',
  version: 1,
  kind: 'transform',
  title: 'Group',
  description: 'Makes one record of records that follow each other and belong together.',
  icon: 'stack-2',
  inputs: ['in'],
  outputs: { out: { title: 'Groups' } },
  remakes: true,
  config,
  run: gathering((ctx: Context<Config>) => new Neighbours(ctx)),
})

/** The group at hand: its members wait here until a record of another one comes. */
class Neighbours implements Gathering {
  readonly #ctx: Context<Config>
  #name: string | undefined
  #members: Rec[] = []
  /** The group at hand has grown too large: all of it fails. */
  #overfull = false

  constructor(ctx: Context<Config>) {
    this.#ctx = ctx
  }

  async batch(batch: readonly Rec[]): Promise<Outcomes> {
    const { config: given, signal } = this.#ctx
    const program = programFor(given, ({ expression }) => ({ expression }))
    const answers = await untilAborted(signal, this.#ctx.evaluate(program, batch))
    return batch.flatMap((record, index) => {
      const answer = answerAt(answers, index)
      if (!answer.ok) return [failed(record, answer.problem)]
      const name = nameOf(answer.value)
      return name === undefined ? [failed(record, noName())] : this.#take(record, name)
    })
  }

  end(): Outcomes {
    const members = this.#members
    this.#members = []
    if (this.#overfull) return this.#fail(members, [])
    const [first] = members
    if (!first || this.#name === undefined) return []
    const { environment } = this.#ctx.sourceOf(first)
    const data = { key: this.#name, [this.#ctx.config.to]: members.map((one) => one.data) }
    return [passed(wholeOf(members, this.#name, environment, data))]
  }

  #take(record: Rec, name: string): Outcomes {
    const before = name === this.#name ? [] : this.end()
    if (name !== this.#name) this.#overfull = false
    this.#name = name
    this.#overfull ||= this.#members.length >= this.#ctx.config.most
    // The last one is kept back: it ties what comes to what failed, so that the rest is never taken for a whole group.
    const tooMany = this.#overfull ? this.#fail(this.#members.splice(0), [record.id]) : []
    this.#members.push(record)
    return [...before, ...tooMany]
  }

  #fail(members: readonly Rec[], recordIds: readonly string[]): Outcomes {
    const name = this.#name ?? ''
    const problem = tooLarge(name, this.#ctx.config.most)
    return members.map((one): Outcome => ({ kind: 'failed', recordId: one.id, problem, group: { name, recordIds } }))
  }
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

function noName(): Problem {
  return {
    code: 'group.no-key',
    message: 'It is not known to which group this record belongs: the expression of the group gives no value for it.',
    advice:
      'Correct the field in the source, or change the expression of this node to something that every record has.',
    retry: 'after-fix',
  }
}

function tooLarge(name: string, most: number): Problem {
  return {
    code: 'group.too-large',
    message: `The group "${name}" has more than ${most} records.`,
    advice:
      'Raise the largest group in this node, or choose an expression that makes smaller groups; then run them again.',
    retry: 'after-fix',
  }
}
