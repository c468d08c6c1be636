import { Type, type Static } from 'typebox'
import type { Context } from '../../sdk/context.ts'
import { lookingUp, lookUpOutputs } from '../../sdk/look-up/look-up.ts'
import { lookUpSettings } from '../../sdk/look-up/settings.ts'
import { defineNode } from '../../sdk/node.ts'
import { readList } from '../join/read-list.ts'
import { RowIndex } from '../join/row-index.ts'

const { keepMinutes: _minutes, keepMost: _most, ...shared } = lookUpSettings

const config = Type.Object(
  {
    ...shared,
    rowKey: Type.Optional(
      Type.String({
        title: 'Is the same as, in the list',
        description: 'A JSONata expression on a row of the list; the row with the same value belongs to the record.',
        default: 'sku',
        minLength: 1,
        'x-widget': 'expression',
      }),
    ),
    take: Type.Optional(
      Type.String({
        title: 'What of the row',
        description: 'A JSONata expression on a row of the list, such as { "weight": Weight }. Empty: all of it.',
        minLength: 1,
        'x-widget': 'expression',
      }),
    ),
    ignoreCase: Type.Optional(
      Type.Boolean({
        title: 'Capitals do not matter',
        description: 'abc and ABC are the same value.',
        default: true,
      }),
    ),
    most: Type.Optional(
      Type.Integer({
        title: 'Longest list',
        description: 'A longer one stops the run before anything is written. The list is kept on disk, not in memory.',
        default: 200_000,
        minimum: 1,
        maximum: 5_000_000,
      }),
    ),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>

/** Adds to each record the row of a list that belongs to it. */
export const join = defineNode<typeof config, undefined>({
  type: 'core.join',
  version: 1,
  kind: 'transform',
  title: 'Join with a list',
  description:
    'Adds to each record the row that belongs to it in a list from a second source, which is read whole in each run.',
  icon: 'arrows-join',
  inputs: ['in', 'list'],
  beside: ['list'],
  outputs: lookUpOutputs,
  config,
  async *run(input, ctx: Context<Config, undefined>) {
    const { rowKey = 'sku', take, ignoreCase = true, most = 200_000 } = ctx.config
    const plain = (value: string) => (ignoreCase ? value.trim().toLowerCase() : value.trim())
    const index = new RowIndex(most)
    let reading: Promise<void> | undefined
    try {
      yield* lookingUp<Config, undefined>({
        plain,
        sentence: (value, count) => `The list has ${count === 0 ? 'no row' : `${count} rows`} for ${value}`,
        ask: async (values) => {
          // When the first record is there: a run that has none reads no list.
          reading ??= readList(ctx, index, { input: 'list', key: rowKey, take, plain })
          await reading
          return new Map(values.map((value) => [plain(value), index.get(plain(value))]))
        },
      })(input, ctx)
    } finally {
      index.close()
    }
  },
})
