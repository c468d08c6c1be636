import { randomUUID } from 'node:crypto'
import type { WriteContext } from './context.ts'

/** Order handling "invoice first, then deliver after payment": the next invoicing run takes such an order. */
export const INVOICE_FIRST = '3'
const FIRST_NUMBER = 26_000_001

/** What Profit's invoicing run makes of an order: here it runs at once. The invoice stays as it is when the order changes. */
export function invoiceOf(context: WriteContext, order: number): void {
  const { db, now } = context
  const number = String(db.next('invoices', FIRST_NUMBER))
  const copied = 'reference, debtor, unit, warehouse, date, currency, excl, vat, incl, discount, fields'
  const made = db.get<{ id: number }>(
    `INSERT INTO document (kind, number, status, created, modified, ${copied})
     SELECT 'invoices', ?, '4', ?, ?, ${copied} FROM document WHERE id = ? RETURNING id`,
    ...[number, now, now, order],
  )
  if (!made) throw new Error('an order that was just written is gone')
  const kept =
    'sequence, item_type, item, warehouse, dimension1, dimension2, quantity, price, discount, amount, vat_group, vat_rate, fields'
  for (const { id } of db.all<{ id: number }>('SELECT id FROM line WHERE document = ? ORDER BY sequence', order)) {
    db.run(
      `INSERT INTO line (document, guid, delivered, created, modified, ${kept})
       SELECT ?, ?, quantity, ?, ?, ${kept} FROM line WHERE id = ?`,
      ...[made.id, `{${randomUUID().toUpperCase()}}`, now, now, id],
    )
  }
}
