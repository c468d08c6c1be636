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

/** Names of the same thing in the systems we know, the telling one first. */
const ARTICLE = ['ItCd', 'sku', 'title', 'AcNr', 'account']
const QUANTITY = ['QuUn', 'currentQuantity', 'quantity']
const PRICE = ['Upri', 'unitPrice', 'price']
const DISCOUNT = ['ARDc', 'discount']

/**
 * Lines of source and target beside each other. `items` are what the list's own row gave, one for each line that was
 * made; without them the left side stays empty.
 */
export function linePairs(rows: readonly MappedRow[], items: readonly unknown[]): LinePair[] {
  const lists = listsOf(rows)
  const count = Math.max(0, ...lists.map((row) => listOf(row.value).length))
  return Array.from({ length: count }, (_, index) => {
    const sent = Object.assign({}, ...lists.map((row) => fieldsOf(row.code, listOf(row.value)[index]))) as Fields
    const read = isObject(items[index]) ? items[index] : {}
    return { index, left: named(read), leftValue: summed(read), right: named(sent), rightValue: summed(sent) }
  })
}

/**
 * The rows that tell what the lines hold: the list itself has them whole. The single fields of a list are without those that a
 * line does not have, so they would slip from one line to another.
 */
export function listsOf(rows: readonly MappedRow[]): readonly MappedRow[] {
  const lists = rows.filter((row) => row.list)
  const whole = lists.filter((row) => row.to.endsWith('[]') && listOf(row.value).every(isObject))
  return whole.length > 0 ? whole : lists
}

type Fields = Record<string, unknown>

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]

/** An object brings its own fields; Fields of a document are looked into. */
function fieldsOf(name: string, value: unknown): Fields {
  if (isObject(value)) return isObject(value['Fields']) ? value['Fields'] : value
  return value === undefined || value === null ? {} : { [name]: value }
}

const first = (fields: Fields, names: readonly string[]) =>
  names.map((name) => fields[name]).find((value) => value !== undefined && value !== null && value !== '')

const named = (fields: Fields) => {
  const article = first(fields, ARTICLE)
  return article === undefined ? '' : plainValue(article, 60)
}

/** 4 × 24.50 − 9.80; a line without a quantity is one. */
function summed(fields: Fields): string {
  const price = first(fields, PRICE)
  if (price === undefined) return booked(fields)
  const quantity = first(fields, QUANTITY) ?? 1
  const discount = Number(first(fields, DISCOUNT) ?? 0)
  return `${plainValue(quantity)} × ${amount(price)}${discount > 0 ? ` − ${amount(discount)}` : ''}`
}

/** A line of a journal entry: what is owed, or with a minus what is earned. */
function booked(fields: Fields): string {
  const { AmDe, AmCr } = fields
  if (AmDe === undefined && AmCr === undefined) return fields['amount'] === undefined ? '' : amount(fields['amount'])
  const cents = Math.round((Number(AmDe ?? 0) - Number(AmCr ?? 0)) * 100)
  return `${cents < 0 ? '− ' : ''}${(Math.abs(cents) / 100).toFixed(2)}`
}

function amount(value: unknown): string {
  const number = Number(value)
  return Number.isFinite(number) ? number.toFixed(2) : plainValue(value)
}
