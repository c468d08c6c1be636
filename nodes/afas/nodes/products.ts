import type { Context } from '../../sdk/context.ts'
import { defineSource } from '../../sdk/node.ts'
import type { SourceRecord } from '../../sdk/record.ts'
import type { Page, Selection } from '../../sdk/source.ts'
import type { AfasClient } from '../client/client.ts'
import type { Condition } from '../client/filter.ts'
import { textField, type Row } from '../client/rows.ts'
import { amsterdam, minus, sweepDay } from '../client/wall-clock.ts'
import { KOPPEL } from '../koppel.ts'
import { horizons, page, stagesOf } from '../product/changes.ts'
import { ProductsConfigSchema, withDefaults, type ProductsConfig } from '../product/config.ts'
import { itemsWith, productsOf, type Gathering } from '../product/gather.ts'
import type { AfasProduct } from '../product/product.ts'
import { isRanged } from '../reading/place.ts'
import { conditionsOf } from '../reading/settings.ts'
import { afasSystem } from '../system.ts'

const { articles, articleVariants } = KOPPEL
type Ctx = Context<ProductsConfig, AfasClient>

/** How far each connector was read, and the day for which everything was. */
interface Watermark {
  readonly at: Readonly<Record<string, string>>
  readonly everythingOn: string
}

/** Where a reading stands: which connector, behind which item, and what it began with. */
interface Cursor {
  readonly stage: number
  readonly after: string
  /** Where each connector is read from; null: all items, whenever they changed. */
  readonly since: Readonly<Record<string, string>> | null
  readonly reached: Watermark
}

/** Products remembered in a run so that a change in two places is read once; beyond, twice does no harm. */
const REMEMBERED = 50_000

/** Reads products: items, their dimensions, and items that belong together, with images, categories and prices. */
export const products = defineSource<typeof ProductsConfigSchema, AfasClient>({
  type: 'afas.products',
  version: 1,
  kind: 'source',
  title: 'Products',
  description:
    'Reads products from AFAS: an item, an item with sizes and colours, or several items that share a parent. What changed since the last time, and everything once a day.',
  icon: 'shirt',
  connects: afasSystem,
  triggers: ['schedule', 'manual'],
  records: 'state',
  outputs: { out: { title: 'Products' } },
  config: ProductsConfigSchema,
  read,
  recordOf: (data) => recordOf(data as AfasProduct),
})

async function* read(selection: Selection, ctx: Ctx): AsyncGenerator<Page> {
  const g = gatheringOf(ctx)
  if (selection.keys) return yield* readKeys(selection.keys, g)
  const timed = isRanged(selection)
  const seen = new Set<string>()
  let cursor = (selection.cursor as Cursor | undefined) ?? (await startOf(selection, timed, ctx, g))
  const stages = timed || cursor.since === null ? stagesOf(g.config).slice(0, 1) : stagesOf(g.config)
  for (let stage = stages[cursor.stage]; stage; stage = stages[cursor.stage]) {
    const rows = await page(stage.connector, cursor.after, filterOf(stage.name, cursor, selection, g), g)
    const items = stage.name === 'articles' ? rows : await itemsWith(articles.code, codesIn(rows), g)
    const found = await productsOf(items, cursor.since === null && !timed, g)
    const fresh = found.filter(({ code }) => !seen.has(code))
    for (const { code } of fresh) if (seen.size < REMEMBERED) seen.add(code)
    const last = rows.length < g.config.pageSize
    const after = textField(rows.at(-1) ?? {}, articles.code)
    cursor = last ? { ...cursor, stage: cursor.stage + 1, after: '' } : { ...cursor, after }
    const whole = last && cursor.stage >= stages.length && !timed
    yield { records: fresh.map(recordOf), cursor, ...(whole ? { watermark: cursor.reached } : {}) }
  }
}

async function startOf(selection: Selection, timed: boolean, ctx: Ctx, g: Gathering): Promise<Cursor> {
  const before = selection.watermark as Watermark | undefined
  const { everythingAt } = g.config
  const due = everythingAt === '' ? '' : sweepDay(amsterdam(ctx.now()), everythingAt)
  const at = timed ? {} : await horizons(g)
  const whole = !before || g.config.modifiedField === '' || (due !== '' && before.everythingOn < due)
  const reached = { at: { ...before?.at, ...nonEmpty(at) }, everythingOn: whole ? due : (before?.everythingOn ?? '') }
  if (timed) return { stage: 0, after: '', since: {}, reached }
  return { stage: 0, after: '', since: whole ? null : sinceOf(before, g.config.overlapSeconds), reached }
}

function sinceOf(before: Watermark, overlapSeconds: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(before.at).map(([name, at]) => [name, minus(at, overlapSeconds)]))
}

function filterOf(stage: string, cursor: Cursor, selection: Selection, g: Gathering): readonly Condition[] {
  const { modifiedField } = g.config
  const fixed: Condition[] = stage === 'articles' ? conditionsOf(g.config.filters) : []
  const since = selection.since ? amsterdam(selection.since) : cursor.since?.[stage]
  if (modifiedField !== '' && since) fixed.push({ field: modifiedField, operator: 'at-least', value: since })
  if (modifiedField !== '' && selection.until) {
    fixed.push({ field: modifiedField, operator: 'at-most', value: amsterdam(selection.until) })
  }
  return fixed
}

/** Item codes, parent codes and SKUs of combinations that a person gave. */
async function* readKeys(keys: readonly string[], g: Gathering): AsyncGenerator<Page> {
  for (let at = 0; at < keys.length; at += g.config.pageSize) {
    const some = keys.slice(at, at + g.config.pageSize)
    const { config, client, signal } = g
    const [items, children, combinations] = await Promise.all([
      itemsWith(articles.code, some, g),
      config.parentField === '' ? [] : itemsWith(config.parentField, some, g),
      config.combinations === '' ? [] : client.lookUp(config.combinations, articleVariants.sku, some, signal),
    ])
    const rows = [...items, ...children, ...(await itemsWith(articles.code, codesIn(combinations), g))]
    const unique = [...new Map(rows.map((row) => [textField(row, articles.code), row])).values()]
    yield { records: (await productsOf(unique, false, g)).map(recordOf) }
  }
}

function codesIn(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => textField(row, articles.code))
}

function gatheringOf(ctx: Ctx): Gathering {
  return {
    client: ctx.client,
    config: withDefaults(ctx.config),
    node: ctx.node.id,
    today: amsterdam(ctx.now()).slice(0, 10),
    signal: ctx.signal,
  }
}

function recordOf(product: AfasProduct): SourceRecord<AfasProduct> {
  const skus = [...new Set([product.code, ...product.variants.map(({ sku }) => sku)])]
  return {
    identity: product.code,
    key: product.code,
    keys: skus.map((value) => ({ type: 'sku', value })),
    data: product,
    summary: { who: textField(product.item, articles.description) },
  }
}

function nonEmpty(at: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(at).filter(([, time]) => time !== ''))
}
