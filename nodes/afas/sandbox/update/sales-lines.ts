import { randomUUID } from 'node:crypto'
import type { Value } from '../database.ts'
import { otherItems, vatCodes, vatDuties } from '../lists.ts'
import { Refusal } from '../refusal.ts'
import type { WriteContext } from './context.ts'
import { textOf, type Element } from './element.ts'
import type { Scalar } from './scalar.ts'
import { lineAmount } from './totals.ts'

/** What the lines take from their document. */
export interface LineDefaults {
  readonly warehouse: string
  readonly vatDuty: string
  readonly inclusive: boolean
}

/** A line ready to be stored; everything but its place in the document. */
export type LineRow = Readonly<Record<string, Value>> & {
  readonly guid: string
  readonly item_type: string
  readonly item: string
  readonly warehouse: string
  readonly dimension1: string
  readonly dimension2: string
  readonly quantity: number
  readonly amount: number
  readonly discount: number
  readonly vat_rate: number
}

interface ArticleRow {
  readonly code: string
  readonly description: string
  readonly unit: string
  readonly vat_group: string
  readonly price: number
  readonly blocked: number
  readonly dimension1: string | null
  readonly dimension2: string | null
}

/** What is sold on a line: an article, or one of the codes that cost and surcharge lines have. */
interface Sold {
  readonly code: string
  readonly description: string
  readonly unit: string
  readonly vatGroup: string
  readonly price: number
  readonly article: ArticleRow | undefined
}

const articleType = '2'
/** Text and subtotal lines name nothing. */
const wordTypes: readonly string[] = ['3', '4']

function findArticle(context: WriteContext, code: string): ArticleRow {
  const article = context.db.get<ArticleRow>('SELECT * FROM article WHERE code = ?', code)
  if (!article) throw new Refusal('not-found', { field: 'ItCd', value: code })
  if (article.blocked === 1) throw new Refusal('blocked', { field: 'ItCd', value: article.code })
  return article
}

function findSold(context: WriteContext, type: string, code: string): Sold {
  if (type === articleType) {
    const article = findArticle(context, code)
    const { description, unit, price } = article
    return { code: article.code, description, unit, vatGroup: article.vat_group, price, article }
  }
  if (wordTypes.includes(type)) {
    return { code, description: '', unit: '*****', vatGroup: '3', price: 0, article: undefined }
  }
  const other = otherItems.find((one) => one.type === type && one.code.toLowerCase() === code.toLowerCase())
  if (!other) throw new Refusal('not-found', { field: 'ItCd', value: code })
  const { title, vatGroup } = other
  return { code: other.code, description: title, unit: '*****', vatGroup, price: 0, article: undefined }
}

/** An item with dimensions is sold as one of its combinations, one without has none to name. */
function checkDimensions(context: WriteContext, article: ArticleRow, first: string, second: string): void {
  if (article.dimension1 === null) {
    if (first !== '') throw new Refusal('not-found', { field: 'StL1', value: first })
    return
  }
  if (first === '') throw new Refusal('mandatory', { field: 'StL1' })
  if (article.dimension2 !== null && second === '') throw new Refusal('mandatory', { field: 'StL2' })
  const known = context.db.get(
    'SELECT 1 FROM article_dimension WHERE item = ? AND dimension1 = ? AND dimension2 = ?',
    article.code,
    first,
    second,
  )
  if (!known)
    throw new Refusal('not-found', { field: article.dimension2 !== null ? 'StL2' : 'StL1', value: second || first })
}

function rateOf(group: string, duty: string): number {
  if (duty !== '' && duty !== vatDuties[0]?.code) return 0
  return vatCodes.find((one) => one.code === group)?.rate ?? 0
}

const numberOf = (fields: Readonly<Record<string, Scalar>>, id: string, otherwise: number): number => {
  const value = fields[id]
  return typeof value === 'number' ? value : otherwise
}

/** Without a price Profit fills in its own, in the form that the document's prices have. */
function ownPrice(sold: Sold, rate: number, inclusive: boolean): number {
  return inclusive ? Math.round(sold.price * (100 + rate) * 100) / 10_000 : sold.price
}

const firstFilled = (...texts: readonly string[]): string => texts.find((one) => one !== '' && one !== '*****') ?? ''

/** A line as it will be stored, from all its fields (an update's are laid over the old ones before). */
export function makeLine(context: WriteContext, element: Element, defaults: LineDefaults): LineRow {
  const type = textOf(element, 'VaIt')
  const sold = findSold(context, type, textOf(element, 'ItCd'))
  const dimension1 = textOf(element, 'StL1')
  const dimension2 = textOf(element, 'StL2')
  if (sold.article) checkDimensions(context, sold.article, dimension1, dimension2)
  const vatGroup = firstFilled(textOf(element, 'VaRc'), sold.vatGroup)
  const vatRate = rateOf(vatGroup, defaults.vatDuty)
  const quantity = numberOf(element.fields, 'QuUn', 0)
  const price = numberOf(element.fields, 'Upri', ownPrice(sold, vatRate, defaults.inclusive))
  const discountPercentage = numberOf(element.fields, 'PRDc', 0)
  const discountAmount = numberOf(element.fields, 'ARDc', 0)
  const { amount, discount } = lineAmount({ quantity, price, discountPercentage, discountAmount, vatRate })
  const guid = firstFilled(textOf(element, 'GuLi'), `{${randomUUID().toUpperCase()}}`)
  const warehouse = firstFilled(textOf(element, 'War'), defaults.warehouse)
  const fields = {
    ...element.fields,
    ItCd: sold.code,
    Ds: element.fields['Ds'] ?? sold.description,
    BiUn: firstFilled(textOf(element, 'BiUn'), sold.unit) || '*****',
    Upri: price,
    VaRc: vatGroup,
    War: warehouse,
    GuLi: guid,
  }
  return {
    guid,
    item_type: type,
    item: sold.code,
    warehouse,
    dimension1,
    dimension2,
    quantity,
    price,
    discount,
    amount,
    vat_group: vatGroup,
    vat_rate: vatRate,
    fields: JSON.stringify(fields),
  }
}
