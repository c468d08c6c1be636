import { SandboxProblem } from '../../../sdk/sandbox/system.ts'
import type { SandboxDatabase } from '../database.ts'
import { localTime } from '../local-time.ts'
import { checkNames, invalid, numberIn, textIn, type Body } from './body.ts'

function articleCode(db: SandboxDatabase, body: Body): string {
  const code = textIn(body, 'ItCd')
  const article = db.get<{ code: string }>('SELECT code FROM article WHERE code = ?', code)
  if (!article) throw new SandboxProblem(404, 'sandbox.not-found', `There is no article ${code}`)
  return article.code
}

interface StockRow {
  readonly id: number
  readonly physical: number
  readonly held: number
  readonly reserved: number
  readonly on_order: number
}

/** What is given is set, the rest stays; what is for sale is set by what is held back. */
function counted(row: StockRow, body: Body): Omit<StockRow, 'id'> {
  const available = numberIn(body, 'available')
  const physical = numberIn(body, 'physical') ?? (available === undefined ? row.physical : available + row.held)
  const held = available === undefined ? Math.min(row.held, Math.max(0, physical)) : physical - available
  return {
    physical,
    held,
    reserved: numberIn(body, 'reserved') ?? row.reserved,
    on_order: numberIn(body, 'onOrder') ?? row.on_order,
  }
}

/** The article is no longer kept in stock, in one place or anywhere: its rows are gone, without a trace. */
function removeStock(db: SandboxDatabase, item: string, body: Body): object {
  const warehouse = textIn(body, 'warehouse', '')
  const dimensions = [textIn(body, 'dimension1', ''), textIn(body, 'dimension2', '')]
  db.run(
    `DELETE FROM stock WHERE item = ? AND (? = '' OR warehouse = ?) AND (? = '' OR dimension1 = ?)
       AND (? = '' OR dimension2 = ?)`,
    item,
    warehouse,
    warehouse,
    ...dimensions.flatMap((one) => [one, one]),
  )
  return { ItCd: item, removed: true }
}

/** `POST /_sandbox/stock`: somebody counts, in the first warehouse unless another is named. */
export function setStock(db: SandboxDatabase, body: Body): object {
  const amounts = ['physical', 'available', 'reserved', 'onOrder']
  checkNames(body, ['ItCd', 'warehouse', 'dimension1', 'dimension2', 'remove', ...amounts])
  const item = articleCode(db, body)
  if (body['remove'] === true) return removeStock(db, item, body)
  const warehouse = textIn(body, 'warehouse', 'W1')
  const place = [item, warehouse, textIn(body, 'dimension1', ''), textIn(body, 'dimension2', '')]
  const modified = localTime(Date.now())
  return db.transaction(() => {
    db.run(
      `INSERT INTO stock (item, warehouse, dimension1, dimension2, physical, held, reserved, on_order, modified)
       VALUES (?, ?, ?, ?, 0, 0, 0, 0, ?) ON CONFLICT DO NOTHING`,
      ...place,
      modified,
    )
    const where = 'item = ? AND warehouse = ? AND dimension1 = ? AND dimension2 = ?'
    const row = db.get<StockRow>(`SELECT * FROM stock WHERE ${where}`, ...place) as StockRow
    const { physical, held, reserved, on_order } = counted(row, body)
    db.update('stock', row.id, { physical, held, reserved, on_order, modified })
    return { ItCd: item, warehouse, physical, available: physical - held, reserved, onOrder: on_order }
  })
}

/** `POST /_sandbox/price`: the basic sales price, without VAT. */
export function setPrice(db: SandboxDatabase, body: Body): object {
  checkNames(body, ['ItCd', 'price'])
  const code = articleCode(db, body)
  const price = numberIn(body, 'price')
  if (price === undefined) return invalid('"price" is missing')
  db.run('UPDATE article SET price = ?, modified = ? WHERE code = ?', price, localTime(Date.now()), code)
  return { ItCd: code, price }
}
