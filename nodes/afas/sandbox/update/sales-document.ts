import { Refusal } from '../refusal.ts'
import type { Made, WriteContext } from './context.ts'
import {
  addLine,
  addUp,
  columnsOf,
  findDebtor,
  findDocument,
  insertDocument,
  lastSequence,
  lineDefaults,
  openOf,
  parse,
  storedLines,
  type Fields,
  type StoredLine,
} from './document-rows.ts'
import { requireFilled, rowsOf, textOf, type Element } from './element.ts'
import { INVOICE_FIRST, invoiceOf } from './invoices.ts'
import { makeLine, type LineDefaults } from './sales-lines.ts'
import { moveStock } from './stock.ts'

type Kind = 'FbSales' | 'FbSalesQuotation' | 'FbDirectInvoice'
type Keys = Readonly<Record<string, string>>

function checkInvoiceTo(context: WriteContext, number: string): void {
  if (number === '' || context.db.get('SELECT 1 FROM debtor WHERE number = ?', number)) return
  throw new Refusal('not-found', { field: 'FaTo', value: number })
}

/** A line is named by its GUID, or by its item type and code. */
function sameLine(line: StoredLine, keys: Keys): boolean {
  const guid = keys['GuLi'] ?? ''
  if (guid !== '') return line.guid.toLowerCase() === guid.toLowerCase()
  const code = (keys['ItCd'] ?? '').toLowerCase()
  return code !== '' && line.item.toLowerCase() === code && (keys['VaIt'] ?? '') === line.item_type
}

function removeLine(context: WriteContext, line: StoredLine): void {
  if (line.delivered !== 0) throw new Refusal('in-use', { value: line.item })
  context.db.run('DELETE FROM line WHERE id = ?', line.id)
}

function changeLine(context: WriteContext, document: number, element: Element, defaults: LineDefaults): void {
  const keys = { GuLi: textOf(element, 'GuLi'), VaIt: textOf(element, 'VaIt'), ItCd: textOf(element, 'ItCd') }
  const stored = element.action === 'insert' ? [] : storedLines(context, document)
  const old = stored.find((one) => sameLine(one, keys))
  if (!old) {
    if (element.action === 'delete' || element.action === 'update' || keys.GuLi !== '') {
      throw new Refusal('not-found', { field: 'GuLi', value: keys.GuLi || keys.ItCd })
    }
    requireFilled(element)
    return addLine(context, document, makeLine(context, element, defaults))
  }
  if (element.action === 'delete') return removeLine(context, old)
  const merged = { ...element, fields: { ...parse(old.fields), ...element.fields, GuLi: old.guid } }
  context.db.update('line', old.id, { ...makeLine(context, merged, defaults), modified: context.now })
}

/** Sales orders, quotations and direct invoices: one shape, and effects on the stock of their own. */
export class SalesDocuments {
  readonly #kind: Kind
  readonly #lines: string

  constructor(kind: Kind) {
    this.#kind = kind
    this.#lines = `${kind}Lines`
  }

  insert(context: WriteContext, element: Element): Made {
    requireFilled(element)
    checkInvoiceTo(context, textOf(element, 'FaTo'))
    const status = this.#kind === 'FbDirectInvoice' ? '4' : '1'
    const { id, number, fields } = insertDocument(context, this.#kind, status, element.fields)
    this.#addLines(context, id, element, fields)
    this.#moveStock(context, id, fields, 1)
    addUp(context, id, fields)
    if (this.#kind === 'FbSales' && fields['OrPr'] === INVOICE_FIRST) invoiceOf(context, id)
    return { OrNu: number }
  }

  update(context: WriteContext, element: Element): Made {
    const row = findDocument(context, this.#kind, textOf(element, 'OrNu'))
    const before = parse(row.fields)
    const fields = { ...before, ...element.fields, OrNu: row.number }
    if (element.fields['DbId'] !== undefined) findDebtor(context, textOf(element, 'DbId'))
    checkInvoiceTo(context, textOf(element, 'FaTo'))
    context.db.update('document', row.id, { ...columnsOf(fields), modified: context.now })
    this.#changeLines(context, row.id, before, fields, () => {
      for (const line of rowsOf(element, this.#lines)) changeLine(context, row.id, line, lineDefaults(fields))
    })
    return {}
  }

  /** Lines for a document that exists: POST to the sub-object's own address. */
  insertLines(context: WriteContext, element: Element): Made {
    const row = findDocument(context, this.#kind, textOf(element, 'OrNu'))
    const fields = parse(row.fields)
    if (rowsOf(element, this.#lines).length === 0) throw new Refusal('mandatory', { field: this.#lines })
    this.#changeLines(context, row.id, fields, fields, () => this.#addLines(context, row.id, element, fields))
    return { OrNu: row.number }
  }

  delete(context: WriteContext, keys: Keys): void {
    const row = findDocument(context, this.#kind, keys['OrNu'] ?? '')
    this.#moveStock(context, row.id, parse(row.fields), -1)
    for (const line of storedLines(context, row.id)) removeLine(context, line)
    context.db.run('DELETE FROM document WHERE id = ?', row.id)
  }

  deleteLine(context: WriteContext, keys: Keys, lineKeys: Keys): void {
    const row = findDocument(context, this.#kind, keys['OrNu'] ?? '')
    const line = storedLines(context, row.id).find((one) => sameLine(one, lineKeys))
    if (!line) throw new Refusal('not-found', { field: 'GuLi', value: lineKeys['GuLi'] ?? lineKeys['ItCd'] ?? '' })
    const fields = parse(row.fields)
    this.#changeLines(context, row.id, fields, fields, () => removeLine(context, line))
  }

  #addLines(context: WriteContext, document: number, element: Element, fields: Fields): void {
    const defaults = lineDefaults(fields)
    let last = lastSequence(context, document)
    for (const line of rowsOf(element, this.#lines)) {
      requireFilled(line)
      addLine(context, document, makeLine(context, line, defaults), last)
      last += 10
    }
  }

  /** Takes the effect on the stock back, lets the lines change, and has the effect again. */
  #changeLines(context: WriteContext, document: number, before: Fields, after: Fields, change: () => void): void {
    this.#moveStock(context, document, before, -1)
    change()
    this.#moveStock(context, document, after, 1)
    addUp(context, document, after)
  }

  /**
   * An order reserves what is still to be delivered, unless it is for the future; an invoice over the counter takes from
   * the shelf; a quotation does nothing. Called with -1 before a change and with 1 after it.
   */
  #moveStock(context: WriteContext, document: number, fields: Fields, sign: 1 | -1): void {
    if (this.#kind === 'FbSalesQuotation' || (this.#kind === 'FbSales' && fields['FuOr'] === true)) return
    for (const line of storedLines(context, document)) {
      const open = sign * openOf(line)
      if (line.item_type !== '2' || open === 0) continue
      moveStock(context, line, this.#kind === 'FbSales' ? { reserved: open } : { physical: -open })
    }
  }
}
