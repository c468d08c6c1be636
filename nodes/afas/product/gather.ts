import type { AfasClient, GetQuery } from '../client/client.ts'
import { groupedBy, textField, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import { conditionsOf } from '../reading/settings.ts'
import { assemble, type Parts } from './assemble.ts'
import type { Settled } from './config.ts'
import type { AfasProduct } from './product.ts'

const { articles } = KOPPEL

export interface Gathering {
  readonly client: AfasClient
  readonly config: Settled
  readonly node: string
  readonly today: string
  readonly signal: AbortSignal
}

/** A product before its parts are fetched: its code and the items that it sells. */
interface Family {
  readonly code: string
  readonly own: Row | undefined
  readonly members: readonly Row[]
}

/**
 * The products that some items belong to, whole: items that share their parent code and everything around them, in a
 * few calls for all. `leading`: only those whose first item is among these, so that reading all items page by page
 * gives every product once.
 */
export async function productsOf(
  rows: readonly Row[],
  leading: boolean,
  g: Gathering,
): Promise<readonly AfasProduct[]> {
  const families = await familiesOf(rows, g)
  const here = new Set(rows.map((row) => textField(row, articles.code)))
  const chosen = leading
    ? families.filter(({ members }) => here.has(textField(members[0] as Row, articles.code)))
    : families
  if (chosen.length === 0) return []
  const codes = [...new Set(chosen.flatMap(({ code, own, members }) => [...(own ? [code] : []), ...codesOf(members)]))]
  const [combinations, images, categories, prices, stock] = await Promise.all([
    around(g.config.combinations, 'ItemCode,Dimension1,Dimension2', codes, g),
    around(g.config.images, 'ItemCode,SequenceNumber,ImageId', codes, g),
    around(g.config.categories, 'ItemCode,Category', codes, g),
    around(g.config.priceLists.length > 0 ? g.config.prices : '', 'ItemCode,PriceList,StartDate', codes, g),
    around(g.config.stock, 'ItemCode,Warehouse,Dimension1,Dimension2', codes, g),
  ])
  const options = {
    parentField: g.config.parentField,
    optionFields: g.config.optionFields,
    node: g.node,
    today: g.today,
  }
  const asked = new Set(g.config.priceLists)
  return chosen.map((family) => {
    const own = new Set([...codesOf(family.members), ...(family.own ? [family.code] : [])])
    const of = (all: readonly Row[]): readonly Row[] => all.filter((row) => own.has(textField(row, articles.code)))
    const parts: Parts = {
      ...family,
      combinations: of(combinations),
      images: of(images),
      categories: of(categories),
      stock: g.config.stock === '' ? undefined : of(stock),
      prices: of(prices).filter((row) => asked.has(textField(row, KOPPEL.prices.priceList))),
    }
    return assemble(parts, options)
  })
}

/** Which items make a product together, in the order of the rows. An item that others name as their parent sells nothing itself. */
async function familiesOf(rows: readonly Row[], g: Gathering): Promise<readonly Family[]> {
  const { parentField } = g.config
  if (parentField === '') return rows.map((row) => ({ code: textField(row, articles.code), own: row, members: [row] }))
  const codes = [...new Set(rows.map((row) => textField(row, parentField) || textField(row, articles.code)))]
  const byParent = groupedBy(await itemsWith(parentField, codes, g), (row) => textField(row, parentField))
  const owns = new Map(rows.map((row) => [textField(row, articles.code), row]))
  const missing = codes.filter((code) => byParent.has(code) && !owns.has(code))
  const parents = missing.length > 0 ? await g.client.lookUp(g.config.articles, articles.code, missing, g.signal) : []
  for (const row of parents) owns.set(textField(row, articles.code), row)
  return codes.flatMap((code): Family[] => {
    const own = owns.get(code)
    const shared = byParent.get(code)
    if (shared) return [{ code, own, members: shared }]
    return own ? [{ code, own, members: [own] }] : []
  })
}

/** The rows of a connector around some items; without a connector there are none. */
async function around(
  connector: string,
  order: string,
  codes: readonly string[],
  g: Gathering,
): Promise<readonly Row[]> {
  return connector === '' ? [] : g.client.lookUp(connector, articles.code, codes, g.signal, order)
}

function codesOf(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => textField(row, articles.code))
}

/** The items whose field has one of these values and that the filters let through, in order of it and their codes. */
export async function itemsWith(field: string, values: readonly string[], g: Gathering): Promise<readonly Row[]> {
  const { client, signal, config } = g
  const fixed = conditionsOf(config.filters)
  const query = (some: readonly string[]): GetQuery => ({
    filter: some.map((value) => [...fixed, { field, operator: 'equals', value }]),
    order: field === articles.code ? field : `${field},${articles.code}`,
  })
  const found: Row[] = []
  for (const chunk of client.split([...new Set(values)], query)) {
    for await (const rows of client.pages(config.articles, query(chunk), signal)) found.push(...rows)
  }
  return found
}
