import type { WriteContext } from './context.ts'

export interface StockKey {
  readonly item: string
  readonly warehouse: string
  readonly dimension1: string
  readonly dimension2: string
}

/** Moves what is reserved or on the shelf; a place where an article never was begins at zero. */
export function moveStock(context: WriteContext, key: StockKey, move: { reserved?: number; physical?: number }): void {
  const { db, now } = context
  const { item, warehouse, dimension1, dimension2 } = key
  db.run(
    `INSERT INTO stock (item, warehouse, dimension1, dimension2, physical, held, reserved, on_order, modified)
     VALUES (?, ?, ?, ?, ?, 0, ?, 0, ?)
     ON CONFLICT (item, warehouse, dimension1, dimension2) DO UPDATE SET
       physical = physical + excluded.physical, reserved = reserved + excluded.reserved, modified = excluded.modified`,
    item,
    warehouse,
    dimension1,
    dimension2,
    move.physical ?? 0,
    move.reserved ?? 0,
    now,
  )
}
