import { administrations } from '../lists.ts'
import { Refusal } from '../refusal.ts'
import type { WriteContext } from './context.ts'
import type { LineDefaults, LineRow } from './sales-lines.ts'
import type { Scalar } from './scalar.ts'
import { totalsOf } from './totals.ts'

export type Fields = Record<string, Scalar>
export type SalesKind = 'FbSales' | 'FbSalesQuotation' | 'FbDirectInvoice' | 'FbDeliveryNote'

/** Where each kind counts from, so that nobody takes one for the other. */
const firstNumbers: Readonly<Record<SalesKind, number>> = {
  FbSales: 60_000_001,
  FbSalesQuotation: 30_000_001,
  FbDeliveryNote: 70_000_001,
  FbDirectInvoice: 80_000_001,
}

export interface DocumentRow {
  readonly id: number
  readonly number: string
  readonly debtor: string
  readonly fields: string
}

export interface StoredLine extends LineRow {
  readonly id: number
  readonly document: number
  readonly delivered: number
  readonly fields: string
}

interface DebtorRow {
  readonly number: string
  readonly blocked: number
  readonly fields: string
}

export const parse = (json: string): Fields => JSON.parse(json) as Fields

/** What of a line is still to be delivered; a line that went out in full or over is done. */
export function openOf(line: Pick<StoredLine, 'quantity' | 'delivered'>): number {
  const open = line.quantity - line.delivered
  return line.quantity >= 0 ? Math.max(0, open) : Math.min(0, open)
}

export function findDocument(context: WriteContext, kind: SalesKind, number: string, field = 'OrNu'): DocumentRow {
  if (number === '') throw new Refusal('mandatory', { field })
  const row = context.db.get<DocumentRow>('SELECT * FROM document WHERE kind = ? AND number = ?', kind, number)
  if (!row) throw new Refusal('not-found', { field, value: number })
  return row
}

export function findDebtor(context: WriteContext, number: string): DebtorRow {
  const debtor = context.db.get<DebtorRow>('SELECT * FROM debtor WHERE number = ?', number)
  if (!debtor) throw new Refusal('not-found', { field: 'DbId', value: number })
  if (debtor.blocked === 1) throw new Refusal('blocked', { field: 'DbId', value: debtor.number })
  return debtor
}

/** The number that was asked for, or the next of the series. */
function newNumber(context: WriteContext, kind: SalesKind, wanted: string): string {
  const taken = (number: string): boolean =>
    context.db.get('SELECT 1 FROM document WHERE kind = ? AND number = ?', kind, number) !== undefined
  if (wanted !== '') {
    if (taken(wanted)) throw new Refusal('exists', { field: 'OrNu', value: wanted })
    return wanted
  }
  for (;;) {
    const number = String(context.db.next(kind, firstNumbers[kind]))
    if (!taken(number)) return number
  }
}

/** What Profit fills in from the debtor and the administration when it is not sent. */
function withDefaults(context: WriteContext, sent: Fields, number: string, debtor: DebtorRow): Fields {
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

/** The columns by which documents are found; the fields themselves are kept whole. */
export function columnsOf(fields: Fields) {
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

/** A document without lines yet. */
export function insertDocument(context: WriteContext, kind: SalesKind, status: string, sent: Fields) {
  const debtor = findDebtor(context, String(sent['DbId'] ?? ''))
  const number = newNumber(context, kind, String(sent['OrNu'] ?? ''))
  const fields = withDefaults(context, sent, number, debtor)
  const empty = { excl: 0, vat: 0, incl: 0, discount: 0, created: context.now, modified: context.now }
  const id = context.db.insert('document', { ...columnsOf(fields), kind, number, status, ...empty })
  return { id, number, fields }
}

export function lineDefaults(fields: Fields): LineDefaults {
  const warehouse = String(fields['War'] ?? '')
  return {
    warehouse: warehouse === '' || warehouse === '*****' ? 'W1' : warehouse,
    vatDuty: String(fields['VaDu'] ?? ''),
    inclusive: fields['InVa'] === true,
  }
}

export function storedLines(context: WriteContext, document: number): StoredLine[] {
  return context.db.all<StoredLine>('SELECT * FROM line WHERE document = ? ORDER BY sequence', document)
}

/** Lines are numbered by tens, so that one fits between two. */
export function lastSequence(context: WriteContext, document: number): number {
  const sql = 'SELECT max(sequence) AS last FROM line WHERE document = ?'
  return context.db.get<{ last: number | null }>(sql, document)?.last ?? 0
}

export function addLine(context: WriteContext, document: number, line: LineRow, after?: number): void {
  const { db, now } = context
  const sequence = (after ?? lastSequence(context, document)) + 10
  db.insert('line', { ...line, document, sequence, delivered: 0, created: now, modified: now })
}

/** Totals of the document from its lines. */
export function addUp(context: WriteContext, document: number, fields: Fields): void {
  const lines = storedLines(context, document)
  const discount = typeof fields['InPc'] === 'number' ? fields['InPc'] : 0
  const totals = totalsOf(
    lines.map((line) => ({ amount: line.amount, vatRate: line.vat_rate })),
    fields['InVa'] === true,
    discount,
  )
  const discounts = lines.reduce((sum, line) => sum + line.discount, 0)
  context.db.update('document', document, { ...totals, discount: discounts })
}
