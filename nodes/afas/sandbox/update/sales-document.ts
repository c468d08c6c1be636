import { administrations } from '../lists.ts'
import { Refusal } from '../refusal.ts'
import type { Made, WriteContext } from './context.ts'
import { requireFilled, rowsOf, textOf, type Element } from './element.ts'
import { makeLine, type LineDefaults, type LineRow } from './sales-lines.ts'
import type { Scalar } from './scalar.ts'
import { moveStock } from './stock.ts'
import { totalsOf } from './totals.ts'

export type SalesKind = 'FbSales' | 'FbSalesQuotation' | 'FbDirectInvoice'

/** Where each kind counts from, so that nobody takes one for the other. */
const firstNumbers: Readonly<Record<SalesKind, number>> = {
  FbSales: 60_000_001,
  FbSalesQuotation: 30_000_001,
  FbDirectInvoice: 80_000_001,
}

interface DocumentRow {
  readonly id: number
  readonly number: string
  readonly debtor: string
  readonly fields: string
}

interface StoredLine extends LineRow {
  readonly id: number
  readonly sequence: number
  readonly delivered: number
  readonly fields: string
}

interface DebtorRow {
  readonly number: string
  readonly blocked: number
  readonly fields: string
}

type Fields = Record<string, Scalar>

const parse = (json: string): Fields => JSON.parse(json) as Fields

/** Sales orders, quotations and direct invoices: one shape, and effects on the stock of their own. */
export class SalesDocuments {
  readonly #kind: SalesKind
  readonly #lines: string

  constructor(kind: SalesKind) {
    this.#kind = kind
    this.#lines = `${kind}Lines`
  }

  insert(context: WriteContext, element: Element): Made {
    requireFilled(element)
    const debtor = this.#debtor(context, textOf(element, 'DbId'))
    this.#checkInvoiceTo(context, textOf(element, 'FaTo'))
    const number = this.#newNumber(context, textOf(element, 'OrNu'))
    const fields = this.#withDefaults(context, element.fields, number, debtor)
    const id = context.db.insert('document', {
      ...this.#columns(fields),
      kind: this.#kind,
      number,
      status: this.#kind === 'FbDirectInvoice' ? '4' : '1',
      excl: 0,
      vat: 0,
      incl: 0,
      discount: 0,
      created: context.now,
      modified: context.now,
    })
    const defaults = this.#lineDefaults(fields)
    for (const line of rowsOf(element, this.#lines)) {
      requireFilled(line)
      this.#addLine(context, id, makeLine(context, line, defaults))
    }
    this.#moveStock(context, id, fields, 1)
    this.#addUp(context, id, fields)
    return { OrNu: number }
  }

  update(context: WriteContext, element: Element): Made {
    const row = this.#find(context, textOf(element, 'OrNu'))
    const before = parse(row.fields)
    const fields = { ...before, ...element.fields, OrNu: row.number }
    if (element.fields['DbId'] !== undefined) this.#debtor(context, textOf(element, 'DbId'))
    this.#checkInvoiceTo(context, textOf(element, 'FaTo'))
    context.db.update('document', row.id, { ...this.#columns(fields), modified: context.now })
    const defaults = this.#lineDefaults(fields)
    this.#moveStock(context, row.id, before, -1)
    for (const line of rowsOf(element, this.#lines)) this.#changeLine(context, row.id, line, defaults)
    this.#moveStock(context, row.id, fields, 1)
    this.#addUp(context, row.id, fields)
    return {}
  }

  /** Lines for a document that exists: POST to the sub-object's own address. */
  insertLines(context: WriteContext, element: Element): Made {
    const row = this.#find(context, textOf(element, 'OrNu'))
    const fields = parse(row.fields)
    const lines = rowsOf(element, this.#lines)
    if (lines.length === 0) throw new Refusal('mandatory', { field: this.#lines })
    this.#moveStock(context, row.id, fields, -1)
    for (const line of lines) {
      requireFilled(line)
      this.#addLine(context, row.id, makeLine(context, line, this.#lineDefaults(fields)))
    }
    this.#moveStock(context, row.id, fields, 1)
    this.#addUp(context, row.id, fields)
    return { OrNu: row.number }
  }

  delete(context: WriteContext, keys: Readonly<Record<string, string>>): void {
    const row = this.#find(context, keys['OrNu'] ?? '')
    this.#moveStock(context, row.id, parse(row.fields), -1)
    for (const line of this.#stored(context, row.id)) this.#removeLine(context, line)
    context.db.run('DELETE FROM document WHERE id = ?', row.id)
  }

  deleteLine(
    context: WriteContext,
    keys: Readonly<Record<string, string>>,
    lineKeys: Readonly<Record<string, string>>,
  ): void {
    const row = this.#find(context, keys['OrNu'] ?? '')
    const line = this.#stored(context, row.id).find((one) => sameLine(one, lineKeys))
    if (!line) throw new Refusal('not-found', { field: 'GuLi', value: lineKeys['GuLi'] ?? lineKeys['ItCd'] ?? '' })
    const fields = parse(row.fields)
    this.#moveStock(context, row.id, fields, -1)
    this.#removeLine(context, line)
    this.#moveStock(context, row.id, fields, 1)
    this.#addUp(context, row.id, fields)
  }

  #find(context: WriteContext, number: string): DocumentRow {
    if (number === '') throw new Refusal('mandatory', { field: 'OrNu' })
    const row = context.db.get<DocumentRow>('SELECT * FROM document WHERE kind = ? AND number = ?', this.#kind, number)
    if (!row) throw new Refusal('not-found', { field: 'OrNu', value: number })
    return row
  }

  #debtor(context: WriteContext, number: string): DebtorRow {
    const debtor = context.db.get<DebtorRow>('SELECT * FROM debtor WHERE number = ?', number)
    if (!debtor) throw new Refusal('not-found', { field: 'DbId', value: number })
    if (debtor.blocked === 1) throw new Refusal('blocked', { field: 'DbId', value: debtor.number })
    return debtor
  }

  #checkInvoiceTo(context: WriteContext, number: string): void {
    if (number === '' || context.db.get('SELECT 1 FROM debtor WHERE number = ?', number)) return
    throw new Refusal('not-found', { field: 'FaTo', value: number })
  }

  #newNumber(context: WriteContext, wanted: string): string {
    const taken = (number: string): boolean =>
      context.db.get('SELECT 1 FROM document WHERE kind = ? AND number = ?', this.#kind, number) !== undefined
    if (wanted !== '') {
      if (taken(wanted)) throw new Refusal('exists', { field: 'OrNu', value: wanted })
      return wanted
    }
    for (;;) {
      const number = String(context.db.next(this.#kind, firstNumbers[this.#kind]))
      if (!taken(number)) return number
    }
  }

  /** What Profit fills in from the debtor and the administration when it is not sent. */
  #withDefaults(context: WriteContext, sent: Fields, number: string, debtor: DebtorRow): Fields {
    const own = parse(debtor.fields)
    const filled = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null))
    return {
      OrDa: context.now.slice(0, 10),
      CuId: own['CuId'] ?? 'EUR',
      PaCd: own['PaCd'] ?? '14',
      VaDu: own['VaDu'] ?? '1',
      InVa: own['VtIn'] ?? false,
      Unit: administrations[0]?.id ?? 1,
      War: own['VkMa'] ?? 'W1',
      ...filled,
      OrNu: number,
      DbId: debtor.number,
    }
  }

  #columns(fields: Fields) {
    const text = (id: string): string | null => {
      const value = fields[id] ?? null
      return value === null ? null : String(value)
    }
    const unit = fields['Unit']
    return {
      debtor: text('DbId') ?? '',
      reference: text('RfCs'),
      unit: typeof unit === 'number' ? unit : null,
      warehouse: text('War'),
      date: text('OrDa'),
      currency: text('CuId'),
      fields: JSON.stringify(fields),
    }
  }

  #lineDefaults(fields: Fields): LineDefaults {
    const warehouse = String(fields['War'] ?? '')
    return {
      warehouse: warehouse === '' || warehouse === '*****' ? 'W1' : warehouse,
      vatDuty: String(fields['VaDu'] ?? ''),
      inclusive: fields['InVa'] === true,
    }
  }

  #stored(context: WriteContext, document: number): StoredLine[] {
    return context.db.all<StoredLine>('SELECT * FROM line WHERE document = ? ORDER BY sequence', document)
  }

  #addLine(context: WriteContext, document: number, line: LineRow): void {
    const { db, now } = context
    const last = db.get<{ last: number | null }>('SELECT max(sequence) AS last FROM line WHERE document = ?', document)
    const sequence = (last?.last ?? 0) + 10
    db.insert('line', { ...line, document, sequence, delivered: 0, created: now, modified: now })
  }

  #changeLine(context: WriteContext, document: number, element: Element, defaults: LineDefaults): void {
    const keys = { GuLi: textOf(element, 'GuLi'), VaIt: textOf(element, 'VaIt'), ItCd: textOf(element, 'ItCd') }
    const old =
      element.action === 'insert' ? undefined : this.#stored(context, document).find((one) => sameLine(one, keys))
    if (!old) {
      if (element.action === 'delete' || element.action === 'update' || keys.GuLi !== '') {
        throw new Refusal('not-found', { field: 'GuLi', value: keys.GuLi || keys.ItCd })
      }
      requireFilled(element)
      return this.#addLine(context, document, makeLine(context, element, defaults))
    }
    if (element.action === 'delete') return this.#removeLine(context, old)
    const merged = { ...element, fields: { ...parse(old.fields), ...element.fields, GuLi: old.guid } }
    const line = makeLine(context, merged, defaults)
    context.db.update('line', old.id, { ...line, modified: context.now })
  }

  #removeLine(context: WriteContext, line: StoredLine): void {
    if (line.delivered !== 0) throw new Refusal('in-use', { value: line.item })
    context.db.run('DELETE FROM line WHERE id = ?', line.id)
  }

  /**
   * An order reserves what is still to be delivered, unless it is for the future; an invoice over the counter takes from
   * the shelf; a quotation does nothing. Called with -1 before a change and with 1 after it.
   */
  #moveStock(context: WriteContext, document: number, fields: Fields, sign: 1 | -1): void {
    if (this.#kind === 'FbSalesQuotation' || (this.#kind === 'FbSales' && fields['FuOr'] === true)) return
    for (const line of this.#stored(context, document)) {
      const open = sign * (line.quantity - line.delivered)
      if (line.item_type !== '2' || open === 0) continue
      moveStock(context, line, this.#kind === 'FbSales' ? { reserved: open } : { physical: -open })
    }
  }

  #addUp(context: WriteContext, document: number, fields: Fields): void {
    const lines = this.#stored(context, document)
    const discount = typeof fields['InPc'] === 'number' ? fields['InPc'] : 0
    const totals = totalsOf(
      lines.map((line) => ({ amount: line.amount, vatRate: line.vat_rate })),
      fields['InVa'] === true,
      discount,
    )
    const discounts = lines.reduce((sum, line) => sum + line.discount, 0)
    context.db.update('document', document, { ...totals, discount: discounts })
  }
}

/** A line is named by its GUID, or by its item type and code. */
function sameLine(line: StoredLine, keys: Readonly<Record<string, string>>): boolean {
  const guid = keys['GuLi'] ?? ''
  if (guid !== '') return line.guid.toLowerCase() === guid.toLowerCase()
  const code = (keys['ItCd'] ?? '').toLowerCase()
  return code !== '' && line.item.toLowerCase() === code && (keys['VaIt'] ?? '') === line.item_type
}
