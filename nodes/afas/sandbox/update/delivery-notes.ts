import { Refusal } from '../refusal.ts'
import type { Made, WriteContext } from './context.ts'
import { makeSlip, type SlipLine } from './delivery.ts'
import {
  columnsOf,
  findDocument,
  lineDefaults,
  parse,
  storedLines,
  type Fields,
  type StoredLine,
} from './document-rows.ts'
import { requireFilled, rowsOf, textOf, type Element } from './element.ts'
import { makeLine } from './sales-lines.ts'

/** The line of an order that a slip line delivers; an order without the GUID of a line is not enough. */
function sourceOf(context: WriteContext, element: Element, header: Fields): StoredLine | undefined {
  const number = textOf(element, 'SoOr') || String(header['SoOr'] ?? '')
  const guid = textOf(element, 'SoGu')
  if (number === '' && guid === '') return undefined
  const order = findDocument(context, 'FbSales', number, 'SoOr')
  if (guid === '') throw new Refusal('mandatory', { field: 'SoGu' })
  const line = storedLines(context, order.id).find((one) => one.guid.toLowerCase() === guid.toLowerCase())
  if (!line) throw new Refusal('not-found', { field: 'SoGu', value: guid })
  if (line.item.toLowerCase() !== textOf(element, 'ItCd').toLowerCase()) {
    throw new Refusal('not-found', { field: 'ItCd', value: textOf(element, 'ItCd') })
  }
  return line
}

/** What the order says and the slip does not: price, discount, warehouse, dimensions. */
const inherited: readonly string[] = ['Upri', 'PRDc', 'ARDc', 'VaRc', 'War', 'StL1', 'StL2', 'Ds', 'V1Cd', 'V2Cd']

function slipLine(context: WriteContext, element: Element, header: Fields): SlipLine {
  requireFilled(element)
  const source = sourceOf(context, element, header)
  if (!source) return { line: makeLine(context, element, lineDefaults(header)) }
  const known = parse(source.fields)
  const kept = Object.fromEntries(inherited.flatMap((id) => (id in known ? [[id, known[id] ?? null]] : [])))
  const filled = { ...element, fields: { ...kept, ...element.fields } }
  return { line: makeLine(context, filled, lineDefaults(header)), source }
}

/** Packing slips: what goes out of the warehouse, alone or for orders. */
export const deliveryNotes = {
  insert: (context: WriteContext, element: Element): Made => {
    requireFilled(element)
    const lines = rowsOf(element, 'FbDeliveryNoteLines')
    if (lines.length === 0) throw new Refusal('mandatory', { field: 'FbDeliveryNoteLines' })
    const makeLines = (fields: Fields) => lines.map((line) => slipLine(context, line, fields))
    return { OrNu: makeSlip(context, element.fields, makeLines, true) }
  },

  /** What is learnt after it went out, such as its tracking link; what went out stays as it was. */
  update: (context: WriteContext, element: Element): Made => {
    const row = findDocument(context, 'FbDeliveryNote', textOf(element, 'OrNu'))
    if (rowsOf(element, 'FbDeliveryNoteLines').length > 0) throw new Refusal('in-use', { value: row.number })
    const fields = { ...parse(row.fields), ...element.fields, OrNu: row.number }
    context.db.update('document', row.id, { ...columnsOf(fields), modified: context.now })
    return {}
  },
}
