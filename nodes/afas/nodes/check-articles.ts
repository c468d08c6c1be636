import { Type, type Static } from 'typebox'
import type { Context } from '../../sdk/context.ts'
import { eachBatch } from '../../sdk/lift.ts'
import { defineNode } from '../../sdk/node.ts'
import type { Outcome } from '../../sdk/outcome.ts'
import type { Problem } from '../../sdk/problem.ts'
import { withData, type Rec } from '../../sdk/record.ts'
import { failed, passed } from '../../sdk/settle.ts'
import type { AfasClient } from '../client/client.ts'
import { textField, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import { afasSystem } from '../system.ts'

const config = Type.Object(
  {
    withoutSku: Type.Optional(
      Type.String({
        title: 'Article for lines without SKU',
        description: 'For gift cards, tips and lines typed in by hand. Empty: such an order is parked.',
        maxLength: 40,
      }),
    ),
    connector: Type.Optional(
      Type.String({
        title: 'Get-connector with articles',
        'x-pick': 'afas.get-connectors',
        default: KOPPEL.articles.connector,
      }),
    ),
    codeField: Type.Optional(Type.String({ title: 'Its field with the item code', default: KOPPEL.articles.code })),
    unitField: Type.Optional(Type.String({ title: 'Its field with the unit', default: KOPPEL.articles.unit })),
    lines: Type.Optional(Type.String({ title: 'Name of the list of lines', default: 'lineItems', minLength: 1 })),
  },
  { additionalProperties: false },
)
type Config = Static<typeof config>
type Ctx = Context<Config, AfasClient>

interface Line {
  readonly sku: string
  readonly title: string
}

/** Looks all articles of a batch up at once, so that an order with one that AFAS lacks is parked by its name. */
export const checkArticles = defineNode<typeof config, AfasClient>({
  type: 'afas.check-articles',
  version: 1,
  kind: 'transform',
  title: 'Check articles',
  description: 'Checks that AFAS has every article of an order, and adds its unit and VAT group for the mapping.',
  icon: 'list-check',
  connects: afasSystem,
  inputs: ['in'],
  outputs: { out: { title: 'All known' } },
  config,
  run: eachBatch<Ctx>(async (batch, ctx) => {
    const lines = batch.map((record) => linesOf(record, ctx.config))
    const articles = await articlesOf(
      lines.flat().map((line) => line.sku),
      ctx,
    )
    return batch.map((record, index) => settle(record, lines[index] ?? [], articles, ctx.config))
  }),
})

function settle(record: Rec, lines: readonly Line[], articles: ReadonlyMap<string, Row>, value: Config): Outcome {
  const nameless = lines.filter((line) => line.sku === '')
  if (nameless.length > 0) return failed(record, withoutSku(nameless))
  const unknown = [...new Set(lines.map((line) => line.sku))].filter((sku) => isUnknown(articles.get(keyOf(sku))))
  if (unknown.length > 0) return failed(record, unknownArticles(unknown, articles))
  const found = Object.fromEntries(lines.map(({ sku }) => [sku, describe(articles.get(keyOf(sku)) ?? {}, value)]))
  return passed(withData(record, { ...(record.data as object), articles: found }))
}

/** In few calls, and only those not seen before in this run. Only what is there is remembered. */
async function articlesOf(skus: readonly string[], ctx: Ctx): Promise<ReadonlyMap<string, Row>> {
  const { connector = KOPPEL.articles.connector, codeField = KOPPEL.articles.code } = ctx.config
  const found = new Map<string, Row>()
  const missing: string[] = []
  for (const sku of new Set(skus)) {
    const known = ctx.cache.get(`afas.article:${keyOf(sku)}`) as Row | undefined
    if (known) found.set(keyOf(sku), known)
    else if (sku !== '') missing.push(sku)
  }
  if (missing.length === 0) return found
  for (const row of await ctx.client.lookUp(connector, codeField, missing, ctx.signal)) {
    const key = keyOf(textField(row, codeField))
    found.set(key, row)
    if (!isUnknown(row)) ctx.cache.set(`afas.article:${key}`, row)
  }
  return found
}

/** The lines that will be booked: what was taken off an order before it was paid needs no article. */
function linesOf(record: Rec, value: Config): readonly Line[] {
  const data = (typeof record.data === 'object' && record.data !== null ? record.data : {}) as Record<string, unknown>
  const refunded = Number(data['totalRefunded']) > 0
  return listOf(data[value.lines ?? 'lineItems'])
    .filter((line) => Number((refunded ? undefined : line['currentQuantity']) ?? line['quantity'] ?? 1) !== 0)
    .map((line) => ({
      sku: skuOf(line) || (value.withoutSku?.trim() ?? ''),
      title: typeof line['title'] === 'string' ? line['title'] : '',
    }))
}

function skuOf(line: Record<string, unknown>): string {
  return typeof line['sku'] === 'string' ? line['sku'].trim() : ''
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []
}

function describe(row: Row, value: Config) {
  return {
    code: textField(row, value.codeField ?? KOPPEL.articles.code),
    unit: textField(row, value.unitField ?? KOPPEL.articles.unit),
    vatGroup: textField(row, KOPPEL.articles.vatGroup),
    description: textField(row, KOPPEL.articles.description),
  }
}

function isUnknown(row: Row | undefined): boolean {
  return row === undefined || row[KOPPEL.articles.blocked] === true
}

function keyOf(sku: string): string {
  return sku.trim().toLowerCase()
}

function withoutSku(lines: readonly Line[]): Problem {
  const titles = lines.map((line) => `"${line.title}"`).join(', ')
  return {
    code: 'afas.line-without-sku',
    message: `${lines.length === 1 ? 'A line has' : `${lines.length} lines have`} no SKU: ${titles}.`,
    advice: 'Give the product a SKU in the shop, or name an article for such lines in the settings, then retry.',
    retry: 'after-fix',
    details: { lines: lines.map((line) => line.title) },
  }
}

function unknownArticles(skus: readonly string[], articles: ReadonlyMap<string, Row>): Problem {
  const blocked = skus.filter((sku) => articles.has(keyOf(sku)))
  const absent = skus.filter((sku) => !articles.has(keyOf(sku)))
  const sentences = [
    absent.length === 1 ? `Article ${absent[0]} does not exist in AFAS.` : '',
    absent.length > 1 ? `Articles ${absent.join(', ')} do not exist in AFAS.` : '',
    blocked.length > 0 ? `Blocked in AFAS: ${blocked.join(', ')}.` : '',
  ]
  return {
    code: 'afas.unknown-article',
    message: sentences.filter((sentence) => sentence !== '').join(' '),
    advice: 'Create or unblock the article in AFAS, or correct the SKU in the shop, then retry.',
    retry: 'after-fix',
    details: { skus },
  }
}
