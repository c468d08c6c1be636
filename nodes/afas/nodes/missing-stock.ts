import { Type, type Static } from 'typebox'
import type { Context } from '../../sdk/context.ts'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import { failed, passed } from '../../sdk/settle.ts'
import type { AfasClient } from '../client/client.ts'
import { scalarText } from '../client/rows.ts'
import { stockFields, stockFieldsOf } from '../stock/fields.ts'
import { rowOrder, rowsOfSkus } from '../stock/find-stock.ts'
import { plainSku, stockedItemOf } from '../stock/sku.ts'
import { afasSystem } from '../system.ts'

const config = Type.Object(
  {
    value: Type.Optional(
      Type.String({
        title: 'SKU',
        description: 'What the article is called in AFAS: a JSONata expression on the record.',
        default: 'sku',
        'x-widget': 'expression',
      }),
    ),
    ...stockFields,
  },
  { additionalProperties: false },
)

/**
 * Which of these SKUs AFAS has no stock of. Each is asked for by name, so the answer holds for that article whatever
 * became of other readings; when AFAS does not answer, the records fail and nothing is concluded.
 */
export const missingStock = defineNode<typeof config, AfasClient>({
  type: 'afas.missing-stock',
  version: 1,
  kind: 'transform',
  title: 'Missing in AFAS?',
  description: 'Asks AFAS for the stock of each record and splits off those that AFAS does not name at all.',
  icon: 'zoom-question',
  connects: afasSystem,
  inputs: ['in'],
  outputs: { missing: { title: 'Missing' }, known: { title: 'In AFAS', skipReason: 'in-afas' } },
  config,
  run: eachBatch(async (batch, ctx: Context<Static<typeof config>, AfasClient>) => {
    const { value = 'sku' } = ctx.config
    const fields = stockFieldsOf(ctx.config)
    const answers = await ctx.evaluate({ expression: value }, batch)
    const skus = answers.map((answer) => (answer.ok ? scalarText(answer.value).trim() : ''))
    const asked = [...new Set(skus.filter((sku) => sku !== ''))]
    const rows = await rowsOfSkus(ctx.client, fields, asked, rowOrder(fields), ctx.signal)
    const known = new Set(rows.map((row) => plainSku(stockedItemOf(row, fields).sku)))
    return batch.map((record, index) => {
      const answer = answers[index]
      if (answer && !answer.ok) return failed(record, answer.problem)
      // Without a SKU it is nothing that AFAS could name.
      const sku = skus[index] ?? ''
      return passed(record, sku === '' || known.has(plainSku(sku)) ? 'known' : 'missing')
    })
  }),
})
