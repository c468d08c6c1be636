import { isObject, plainValue } from '../../mapper/sample-fields.ts'
import type { MappedRow } from './how-mapped.ts'

/** One line of an order on both sides, short enough to stand in a row. */
export interface LinePair {
  index: number
  left: string
  leftValue: string
  right: string
  rightValue: string
}

const QUANTITY = /quantity|^quun$|^qty$/i
const PRICE = /price|amount|^upri$/i
const ARTICLE = /sku|^itcd$|article|itemcode/i

/** Lines of source and target beside each other. Where a mapping makes the whole list at once, its items are read. */
export function linePairs(rows: readonly MappedRow[]): LinePair[] {
  const lists = rows.filter((row) => row.list)
  const count = Math.max(0, ...lists.map((row) => listOf(row.value).length))
  return Array.from({ length: count }, (_, index) => {
    const sent = new Map(lists.flatMap((row) => pairs(row.code, listOf(row.value)[index])))
    const read = new Map(lists.flatMap((row) => row.from.flatMap(({ path, value }) => pairs(last(path), listOf(value)[index]))))
    return { index, left: named(read), leftValue: summed(read), right: named(sent), rightValue: summed(sent) }
  })
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const last = (path: string) => path.split('.').at(-1) ?? path

/** An object brings its own fields; Fields of a document are looked into. */
function pairs(name: string, value: unknown): [string, unknown][] {
  if (isObject(value)) {
    const inner = value['Fields']
    return Object.entries(isObject(inner) ? inner : value).filter(([, item]) => !isObject(item) && !Array.isArray(item))
  }
  return value === undefined || value === null ? [] : [[name, value]]
}

function named(fields: ReadonlyMap<string, unknown>): string {
  const article = [...fields].find(([name]) => ARTICLE.test(name))
  return article === undefined ? '' : plainValue(article[1], 60)
}

function summed(fields: ReadonlyMap<string, unknown>): string {
  const entries = [...fields]
  const quantity = entries.find(([name]) => QUANTITY.test(name))
  const price = entries.find(([name]) => PRICE.test(name))
  if (quantity !== undefined && price !== undefined) return `${plainValue(quantity[1])} × ${plainValue(price[1])}`
  return entries
    .filter(([name]) => !ARTICLE.test(name))
    .map(([name, value]) => `${name} ${plainValue(value, 40)}`)
    .slice(0, 4)
    .join(', ')
}
