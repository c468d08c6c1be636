import { scalarText, textField, withLocalTimes, type Row } from '../client/rows.ts'
import { KOPPEL } from '../koppel.ts'
import type { AfasImage, AfasProduct, AfasVariant, Category, Option } from './product.ts'

/** All rows that make one product. */
export interface Parts {
  readonly code: string
  /** The item whose code is the product's own, where there is one. */
  readonly own: Row | undefined
  /** The items that are sold; a simple item is the only one. In order of their codes. */
  readonly members: readonly Row[]
  readonly combinations: readonly Row[]
  readonly images: readonly Row[]
  readonly categories: readonly Row[]
  readonly prices: readonly Row[]
  /** Undefined where stock is not asked for. */
  readonly stock: readonly Row[] | undefined
}

export interface AssembleOptions {
  readonly parentField: string
  /** Fields of which the filled-in ones tell the items of a family apart. */
  readonly optionFields: readonly string[]
  /** The node that fetches images. */
  readonly node: string
  /** Today in the Netherlands, `2026-11-25`. */
  readonly today: string
}

const { articles, articleVariants, articleImages, articleCategories, prices } = KOPPEL

/** A variant with the codes of its combination, both empty for an item as a whole. */
interface Sold {
  readonly variant: AfasVariant
  readonly one: string
  readonly two: string
}

export function assemble(parts: Parts, options: AssembleOptions): AfasProduct {
  const first = parts.members[0] as Row
  const family = parts.members.length > 1 || textField(first, options.parentField) !== ''
  const item = parts.own ?? first
  const differing = family ? optionFieldsOf(parts.members, options.optionFields) : []
  const sold = parts.members.map((member) => ({
    member,
    variants: variantsOf(member, family, differing, parts, options),
  }))
  const variants = sold.flatMap((one) => one.variants.map(({ variant }) => variant))
  return {
    code: parts.code,
    kind: family ? 'family' : combinationsOf(first, parts).length > 0 ? 'dimensions' : 'simple',
    item: withLocalTimes(item),
    variants,
    images: imagesOf(parts, sold, family, options.node),
    categories: categoriesOf(parts.categories),
  }
}

/**
 * Which attributes are the options of a family: those that every item has. When none is, and there are several items, the
 * description must do.
 */
function optionFieldsOf(members: readonly Row[], fields: readonly string[]): readonly string[] {
  const filled = fields.filter((field) => members.every((member) => textField(member, field).trim() !== ''))
  return filled.length === 0 && members.length > 1 ? [articles.description] : filled
}

function variantsOf(
  member: Row,
  family: boolean,
  fields: readonly string[],
  parts: Parts,
  options: AssembleOptions,
): readonly Sold[] {
  const code = textField(member, articles.code)
  const own = family ? { item: withLocalTimes(member) } : {}
  const apart = fields.map((field): Option => ({ code: field, title: field, value: textField(member, field).trim() }))
  const blocked = member[articles.blocked] === true
  const stock = (one: string, two: string) => (parts.stock ? { stock: stockOf(code, one, two, parts.stock) } : {})
  const combinations = combinationsOf(member, parts)
  if (combinations.length === 0) {
    const barcode = textField(member, articles.barcode) || null
    const listPrices = listPricesOf(code, '', '', parts.prices, options.today)
    const price = amount(member[articles.price])
    return [
      {
        one: '',
        two: '',
        variant: { sku: code, barcode, blocked, price, listPrices, ...stock('', ''), options: apart, ...own },
      },
    ]
  }
  return combinations.map((row) => {
    const [one, two] = [textField(row, articleVariants.dimension1), textField(row, articleVariants.dimension2)]
    const variant: AfasVariant = {
      sku: textField(row, articleVariants.sku) || [code, one, two].filter((part) => part !== '').join('-'),
      barcode: textField(row, articleVariants.barcode) || null,
      blocked: blocked || row[articleVariants.blocked] === true,
      price: amount(row[articleVariants.price]) ?? amount(member[articles.price]),
      listPrices: listPricesOf(code, one, two, parts.prices, options.today),
      ...stock(one, two),
      options: [...apart, ...dimensionsOf(member, row)],
      ...own,
    }
    return { one, two, variant }
  })
}

function combinationsOf(member: Row, parts: Parts): readonly Row[] {
  const code = textField(member, articles.code)
  return parts.combinations.filter((row) => textField(row, articleVariants.code) === code)
}

function dimensionsOf(member: Row, row: Row): readonly Option[] {
  const one = (table: string, title: string, code: string, value: string): Option[] => {
    const chosen = textField(row, code)
    if (chosen === '') return []
    const name = textField(member, table) || code
    return [{ code: name, title: textField(member, title) || name, value: textField(row, value) || chosen }]
  }
  const v = articleVariants
  return [
    ...one(articles.dimension1, articles.dimension1Title, v.dimension1, v.dimension1Title),
    ...one(articles.dimension2, articles.dimension2Title, v.dimension2, v.dimension2Title),
  ]
}

/**
 * The price of a single piece in each list that holds today. A price of just this combination goes before one of the
 * whole item, and of several the one that began last.
 */
function listPricesOf(
  code: string,
  one: string,
  two: string,
  rows: readonly Row[],
  today: string,
): Readonly<Record<string, number>> {
  const best = new Map<string, { rank: string; price: number }>()
  for (const row of rows) {
    const [d1, d2] = [textField(row, prices.dimension1), textField(row, prices.dimension2)]
    const general = d1 === '' && d2 === ''
    const start = textField(row, prices.start).slice(0, 10)
    const end = textField(row, prices.end).slice(0, 10)
    const quantity = Number(row[prices.quantity] ?? 0)
    const price = amount(row[prices.price])
    const applies = textField(row, prices.code) === code && (general || (d1 === one && d2 === two))
    if (!applies || price === null || quantity > 1 || start > today || (end !== '' && end < today)) continue
    const list = textField(row, prices.priceList)
    const rank = `${general ? 0 : 1}${start}`
    if (rank >= (best.get(list)?.rank ?? '')) best.set(list, { rank, price })
  }
  return Object.fromEntries([...best].map(([list, { price }]) => [list, price]))
}

function stockOf(code: string, one: string, two: string, rows: readonly Row[]): number {
  const own = rows.filter(
    (row) =>
      textField(row, articles.code) === code &&
      textField(row, articleVariants.dimension1) === one &&
      textField(row, articleVariants.dimension2) === two,
  )
  return own.reduce((sum, row) => sum + Number(row['Available'] ?? 0) - Number(row['Reserved'] ?? 0), 0)
}

function imagesOf(
  parts: Parts,
  sold: readonly { readonly member: Row; readonly variants: readonly Sold[] }[],
  family: boolean,
  node: string,
): readonly AfasImage[] {
  const shown = new Map<string, AfasImage>()
  const add = (row: Row, skus: readonly string[]): void => {
    const id = textField(row, articleImages.image)
    if (id === '') return
    const before = shown.get(id)
    const fileName = textField(row, articleImages.fileName) || `${id}.png`
    shown.set(id, { id, fileName, skus: [...new Set([...(before?.skus ?? []), ...skus])], file: { node, id } })
  }
  const of = (code: string): readonly Row[] => parts.images.filter((row) => textField(row, articleImages.code) === code)
  if (parts.own) for (const row of of(parts.code)) if (family) add(row, [])
  for (const { member, variants } of sold) {
    const taken = new Set<string>()
    for (const row of of(textField(member, articles.code))) {
      const skus = skusShown(row, variants, family).filter((sku) => !taken.has(sku))
      // A variant has one image in a shop: the first; what follows shows the product.
      skus.forEach((sku) => taken.add(sku))
      add(row, skus)
    }
  }
  return [...shown.values()]
}

/** The variants that an image is of: a combination, half of one, or an item of a family; otherwise none in particular. */
function skusShown(row: Row, variants: readonly Sold[], family: boolean): readonly string[] {
  const one = textField(row, articleImages.dimension1)
  const two = textField(row, articleImages.dimension2)
  if (one === '' && two === '' && !family) return []
  const shown = variants.filter((sold) => (one === '' || one === sold.one) && (two === '' || two === sold.two))
  return shown.map(({ variant }) => variant.sku)
}

function categoriesOf(rows: readonly Row[]): readonly Category[] {
  const found = new Map<string, Category>()
  for (const row of rows) {
    const code = textField(row, articleCategories.category)
    if (code === '' || row[articleCategories.blocked] === true) continue
    found.set(code, {
      code,
      title: textField(row, articleCategories.title) || code,
      parent: textField(row, articleCategories.parent) || null,
      parentTitle: textField(row, articleCategories.parentTitle) || null,
    })
  }
  return [...found.values()]
}

/** Amounts come as numbers; formatted columns of one's own may be text. */
function amount(value: unknown): number | null {
  const text = scalarText(value).trim()
  if (text === '') return null
  const number = Number(text.includes(',') && !text.includes('.') ? text.replace(',', '.') : text)
  return Number.isFinite(number) ? number : null
}
