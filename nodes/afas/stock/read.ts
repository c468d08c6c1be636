import type { Context } from '../../sdk/context.ts'
import type { Page, Selection } from '../../sdk/source.ts'
import type { AfasClient } from '../client/client.ts'
import type { Condition, Filter } from '../client/filter.ts'
import { textField, type Row } from '../client/rows.ts'
import { isRanged, newestIn, placeOf, watermarkAt, type Place } from '../reading/place.ts'
import type { StockConfig } from './config.ts'
import { complete } from './config.ts'
import { rowOrder, rowsOfItems, rowsOfSkus } from './find-stock.ts'
import { stockOf, stockRecord, type ItemStock } from './levels.ts'
import { plainSku } from './sku.ts'

export type StockContext = Context<StockConfig, AfasClient>
type Settings = ReturnType<typeof complete>

/** So many records settle together: what fits into one search and a few calls of the shop. */
const RECORDS_A_PAGE = 250

export async function* readStock(selection: Selection, ctx: StockContext): AsyncGenerator<Page> {
  const settings = complete(ctx.config)
  if (selection.keys) return yield* named(selection.keys, settings, ctx)
  const ranged = isRanged(selection)
  let place = placeOf(selection, settings, ctx.now())
  for (;;) {
    const { stocks, next, last } = await readPage(place, settings, ctx)
    const pages = inPages(stocks)
    for (const [index, some] of pages.entries()) {
      const end = index === pages.length - 1
      const cursor: Place = end ? next : { ...place, after: some.at(-1)?.item ?? place.after }
      const watermark = end && last && !ranged ? { watermark: watermarkAt(next) } : {}
      yield { records: some.map(stockRecord), cursor, ...watermark }
    }
    if (last) return
    place = next
  }
}

async function readPage(place: Place, settings: Settings, ctx: StockContext) {
  const order = rowOrder(settings, settings.warehouseField)
  const filter = filterOf(place, settings)
  const rows = await ctx.client.rows(settings.connector, { filter, order, take: settings.pageSize }, ctx.signal)
  const last = rows.length < settings.pageSize
  const newest = newestIn(rows, settings.modifiedField, place.newest)
  if (place.since !== '' || place.until !== '') {
    const items = [...new Set(rows.map((row) => textField(row, settings.itemField)))]
    const whole = await rowsOfItems(ctx.client, settings, items, order, ctx.signal)
    return { stocks: stockOf(whole, settings), next: { ...place, newest, after: items.at(-1) ?? place.after }, last }
  }
  const whole = last ? rows : await wholeItems(rows, settings, ctx)
  const after = textField(whole.at(-1) ?? {}, settings.itemField) || place.after
  return { stocks: stockOf(whole, settings), next: { ...place, newest, after }, last }
}

/** A full page may end in the middle of an item: that one is left for the next page, or read whole when it fills this one. */
async function wholeItems(rows: readonly Row[], settings: Settings, ctx: StockContext): Promise<readonly Row[]> {
  const cut = textField(rows.at(-1) ?? {}, settings.itemField)
  const whole = rows.filter((row) => textField(row, settings.itemField) !== cut)
  if (whole.length > 0) return whole
  return rowsOfItems(ctx.client, settings, [cut], rowOrder(settings, settings.warehouseField), ctx.signal)
}

function filterOf(place: Place, { itemField, modifiedField }: Settings): Filter {
  const conditions: Condition[] = []
  if (place.after !== '') conditions.push({ field: itemField, operator: 'above', value: place.after })
  if (modifiedField === '') return [conditions]
  if (place.since !== '') conditions.push({ field: modifiedField, operator: 'at-least', value: place.since })
  if (place.until !== '') conditions.push({ field: modifiedField, operator: 'at-most', value: place.until })
  return [conditions]
}

/** Given SKUs or item codes: they say nothing about how far the source was read. */
async function* named(keys: readonly string[], settings: Settings, ctx: StockContext): AsyncGenerator<Page> {
  const order = rowOrder(settings, settings.warehouseField)
  for (let from = 0; from < keys.length; from += RECORDS_A_PAGE) {
    const some = keys.slice(from, from + RECORDS_A_PAGE)
    const wanted = new Set(some.map(plainSku))
    const rows = await rowsOfSkus(ctx.client, settings, some, order, ctx.signal)
    const stocks = stockOf(rows, settings).filter(
      (one) => wanted.has(plainSku(one.sku)) || wanted.has(plainSku(one.item)),
    )
    const found = new Set(stocks.flatMap((one) => [plainSku(one.sku), plainSku(one.item)]))
    for (const key of some) if (!found.has(plainSku(key))) ctx.log.warn(`AFAS has no stock of ${key}.`, { sku: key })
    yield { records: stocks.map(stockRecord), expected: keys.length }
  }
}

/** In pages that end between two items, so that a run goes on exactly behind what has settled. */
function inPages(stocks: readonly ItemStock[]): ItemStock[][] {
  const pages: ItemStock[][] = [[]]
  for (const [index, stock] of stocks.entries()) {
    const page = pages.at(-1) ?? []
    if (page.length >= RECORDS_A_PAGE && stocks[index - 1]?.item !== stock.item) pages.push([stock])
    else page.push(stock)
  }
  return pages
}
