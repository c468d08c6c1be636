import { ids, type Order } from '../orders/order.ts'
import { removedFrom } from '../orders/sums.ts'
import type { Database } from './database.ts'

/** Moves units of one line between free and promised, at the first location that stocks it. */
export function promise(database: Database, variant: number | null, quantity: number): void {
  if (variant === null || quantity === 0) return
  const item = ids.inventoryItem(variant)
  const level = database.get<{ location: number }>('SELECT location FROM levels WHERE item = ? ORDER BY location', item)
  if (!level) return
  database.run(
    'UPDATE levels SET available = available - ?, committed = committed + ?, updated = ? WHERE item = ? AND location = ?',
    quantity,
    quantity,
    Date.now(),
    item,
    level.location,
  )
}

/** What an order still asks for becomes promised (1) or free again (-1). */
export function commit(database: Database, order: Order, sign: 1 | -1): void {
  for (const line of order.lines)
    promise(database, line.variant, sign * (line.quantity - removedFrom(order, line).quantity))
}

export interface LevelRow {
  readonly item: number
  readonly location: number
  readonly available: number
  readonly committed: number
  readonly incoming: number
  readonly updated: number
}

export function levelsOf(database: Database, item: number): LevelRow[] {
  return database.all<LevelRow>('SELECT * FROM levels WHERE item = ? ORDER BY location', item)
}
