import { ids, type Order } from '../orders/order.ts'
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

/** Moves units of one line between free and promised, where they are to be sent from. */
export function promise(database: Database, variant: number | null, quantity: number, location = 0): void {
  move(database, variant, location, { available: -quantity, committed: quantity })
}

/** Promised units leave the shelf; with a negative number they did not leave after all. */
export function ship(database: Database, variant: number | null, quantity: number, location = 0): void {
  move(database, variant, location, { available: 0, committed: -quantity })
}

/** Units that had left come back and are for sale. */
export function takeBack(database: Database, variant: number | null, quantity: number, location = 0): void {
  move(database, variant, location, { available: quantity, committed: 0 })
}

function move(
  database: Database,
  variant: number | null,
  location: number,
  by: { readonly available: number; readonly committed: number },
): void {
  if (variant === null || (by.available === 0 && by.committed === 0)) return
  const item = ids.inventoryItem(variant)
  const there = findLevel(database, item, ids.location(location))
  const level = there?.active === 1 ? there : firstLevel(database, item)
  if (level) saveLevel(database, { ...level, ...moved(level, by.available, by.committed) })
}

const moved = (level: LevelRow, available: number, committed: number) => ({
  available: level.available + available,
  committed: level.committed + committed,
})

/** What an order still asks for becomes promised. */
export function commit(database: Database, order: Order): void {
  for (const { variant, location, quantity } of openUnits(order)) promise(database, variant, quantity, location)
}

function openUnits(order: Order) {
  const variants = new Map(order.lines.map((line) => [line.id, line.variant]))
  return order.fulfilmentOrders.flatMap(({ location, lines }) =>
    lines.map(({ line, remaining }) => ({ variant: variants.get(line) ?? null, location, quantity: remaining })),
  )
}

/** What very many orders ask for, added up before it is written. */
export class Promised {
  readonly #units = new Map<string, { variant: number; location: number; quantity: number }>()

  add(order: Order): void {
    for (const { variant, location, quantity } of openUnits(order)) {
      if (variant === null || quantity === 0) continue
      const name = `${variant} ${location}`
      const known = this.#units.get(name)
      if (known) known.quantity += quantity
      else this.#units.set(name, { variant, location, quantity })
    }
  }

  /** On top of what is free: the seed's free stock is what is left after these orders. */
  save(database: Database): void {
    for (const { variant, location, quantity } of this.#units.values()) {
      const item = ids.inventoryItem(variant)
      const there = findLevel(database, item, ids.location(location))
      const level = there?.active === 1 ? there : firstLevel(database, item)
      if (level) saveLevel(database, { ...level, committed: level.committed + quantity }, level.updated)
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
