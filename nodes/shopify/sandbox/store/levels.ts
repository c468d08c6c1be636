import { ids, type Order } from '../orders/order.ts'
import { removedFrom } from '../orders/sums.ts'
import type { Database } from './database.ts'

/** What lies of one item at one place. What is on hand is what is free and what is promised, together. */
export interface LevelRow {
  readonly item: number
  readonly location: number
  /** 0: the place does not stock the item; it may keep numbers all the same, which nobody can buy from. */
  readonly active: number
  readonly available: number
  readonly committed: number
  readonly incoming: number
  readonly updated: number
}

export const onHandOf = (row: Pick<LevelRow, 'available' | 'committed'>): number => row.available + row.committed

/** Moves units of one line between free and promised, at the first location that stocks it. */
export function promise(database: Database, variant: number | null, quantity: number): void {
  if (variant === null || quantity === 0) return
  const level = firstLevel(database, ids.inventoryItem(variant))
  if (level) saveLevel(database, { ...level, ...moved(level, -quantity, quantity) })
}

/** Promised units leave the shelf. */
export function ship(database: Database, variant: number | null, quantity: number): void {
  if (variant === null || quantity === 0) return
  const level = firstLevel(database, ids.inventoryItem(variant))
  if (level) saveLevel(database, { ...level, ...moved(level, 0, -quantity) })
}

const moved = (level: LevelRow, available: number, committed: number) => ({
  available: level.available + available,
  committed: level.committed + committed,
})

/** What an order still asks for becomes promised (1) or free again (-1). */
export function commit(database: Database, order: Order, sign: 1 | -1): void {
  for (const line of order.lines)
    promise(database, line.variant, sign * (line.quantity - removedFrom(order, line).quantity))
}

/** What very many orders ask for, added up before it is written. */
export class Promised {
  readonly #units = new Map<number, number>()

  add(order: Order): void {
    if (order.fulfillment === 'FULFILLED') return
    for (const line of order.lines) {
      const open = line.quantity - removedFrom(order, line).quantity
      if (line.variant !== null && open > 0) this.#units.set(line.variant, (this.#units.get(line.variant) ?? 0) + open)
    }
  }

  /** On top of what is free: the seed's free stock is what is left after these orders. */
  save(database: Database): void {
    for (const [variant, units] of this.#units) {
      const level = firstLevel(database, ids.inventoryItem(variant))
      if (level) saveLevel(database, { ...level, committed: level.committed + units }, level.updated)
    }
  }
}

function firstLevel(database: Database, item: number): LevelRow | undefined {
  return database.get<LevelRow>('SELECT * FROM levels WHERE item = ? AND active = 1 ORDER BY location LIMIT 1', item)
}

/** The places that stock an item. */
export function levelsOf(database: Database, item: number, inactiveToo = false): LevelRow[] {
  const which = inactiveToo ? '' : 'AND active = 1'
  return database.all<LevelRow>(`SELECT * FROM levels WHERE item = ? ${which} ORDER BY location`, item)
}

export function findLevel(database: Database, item: number, location: number): LevelRow | undefined {
  return database.get<LevelRow>('SELECT * FROM levels WHERE item = ? AND location = ?', item, location)
}

export const emptyLevel = (item: number, location: number): LevelRow => ({
  item,
  location,
  active: 0,
  available: 0,
  committed: 0,
  incoming: 0,
  updated: 0,
})

export function saveLevel(database: Database, level: LevelRow, at = Date.now()): LevelRow {
  database.run(
    `INSERT OR REPLACE INTO levels (item, location, active, available, committed, incoming, updated)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    level.item,
    level.location,
    level.active,
    level.available,
    level.committed,
    level.incoming,
    at,
  )
  return { ...level, updated: at }
}
