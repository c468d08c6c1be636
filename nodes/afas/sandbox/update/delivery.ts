import { Refusal } from '../refusal.ts'
import type { WriteContext } from './context.ts'
import {
  addLine,
  addUp,
  insertDocument,
  openOf,
  parse,
  storedLines,
  type DocumentRow,
  type Fields,
  type StoredLine,
} from './document-rows.ts'
import type { LineRow } from './sales-lines.ts'
import { moveStock } from './stock.ts'

/** A line of a slip, and the line of an order that it delivers, if any. */
export interface SlipLine {
  readonly line: LineRow
  readonly source?: StoredLine
}

function checkStock(context: WriteContext, { line }: SlipLine): void {
  if (line.item_type !== '2' || line.quantity <= 0) return
  const row = context.db.get<{ available: number }>(
    `SELECT physical - held AS available FROM stock
     WHERE item = ? AND warehouse = ? AND dimension1 = ? AND dimension2 = ?`,
    line.item,
    line.warehouse,
    line.dimension1,
    line.dimension2,
  )
  if ((row?.available ?? 0) < line.quantity) throw new Refusal('no-stock', { value: line.item, field: line.warehouse })
}

/** 1 nothing went out yet, 2 some of it, 3 all of it. */
function statusOf(lines: readonly StoredLine[]): string {
  if (lines.every((line) => openOf(line) === 0)) return '3'
  return lines.some((line) => line.delivered !== 0) ? '2' : '1'
}

/** Marks what of an order went out, and lets go of what was reserved for it. */
function deliverSource(context: WriteContext, { line, source }: SlipLine): void {
  if (!source) return
  const order = context.db.get<DocumentRow>('SELECT * FROM document WHERE id = ?', source.document) as DocumentRow
  const before = openOf(source)
  const delivered = source.delivered + line.quantity
  context.db.update('line', source.id, { delivered, modified: context.now })
  const released = before - openOf({ quantity: source.quantity, delivered })
  if (source.item_type === '2' && parse(order.fields)['FuOr'] !== true)
    moveStock(context, source, { reserved: -released })
  const status = statusOf(storedLines(context, order.id))
  context.db.update('document', order.id, { status, modified: context.now })
}

/** Corrects a line of a slip: what did not go after all is on the shelf again, and open on its order. Nothing left: it goes. */
export function correctLine(context: WriteContext, line: StoredLine, quantity: number): void {
  const { db, now } = context
  const change = quantity - line.quantity
  const { SoGu } = parse(line.fields)
  const source = db.get<StoredLine>('SELECT * FROM line WHERE guid = ?', String(SoGu ?? ''))
  if (line.item_type === '2') moveStock(context, line, { physical: -change })
  deliverSource(context, { line: { ...line, quantity: change }, ...(source ? { source } : {}) })
  if (quantity === 0) return void db.run('DELETE FROM line WHERE id = ?', line.id)
  const fields = JSON.stringify({ ...parse(line.fields), QuUn: quantity })
  db.update('line', line.id, { quantity, fields, modified: now })
}

/** Makes a packing slip: lowers the stock, completes lines of orders, completes orders. */
export function makeSlip(
  context: WriteContext,
  sent: Fields,
  makeLines: (fields: Fields) => readonly SlipLine[],
  stockMustBeThere: boolean,
): string {
  const { id, number, fields } = insertDocument(context, 'FbDeliveryNote', '3', sent)
  for (const slip of makeLines(fields)) {
    if (stockMustBeThere) checkStock(context, slip)
    addLine(context, id, slip.line)
    if (slip.line.item_type === '2') moveStock(context, slip.line, { physical: -slip.line.quantity })
    deliverSource(context, slip)
  }
  addUp(context, id, fields)
  return number
}
