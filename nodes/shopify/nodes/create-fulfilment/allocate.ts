import { skuOf, type OrderWork, type WorkLine } from './order-work.ts'

export interface WantedLine {
  readonly sku: string
  readonly quantity: number
  readonly lineItem?: string
  readonly location?: string
}

export interface Piece {
  readonly line: WorkLine
  readonly quantity: number
}

export interface Allocation {
  /** One call each: one place, one way of delivery. */
  readonly parts: readonly (readonly Piece[])[]
  /** What could not be placed, by SKU. */
  readonly short: readonly {
    readonly sku: string
    readonly wanted: number
    readonly missing: number
    readonly held: number
    readonly holds: readonly string[]
  }[]
  /** SKUs that the order does not have. */
  readonly unknown: readonly string[]
}

/** Lines in one call. */
const MOST = 512

/**
 * Gives the units of a slip to what is still to be sent: the line that is named, else the lines of that SKU in order,
 * those at the place the slip names first.
 */
export function allocate(wanted: readonly WantedLine[], order: Pick<OrderWork, 'lines'>): Allocation {
  const left = new Map(order.lines.map((line) => [line.id, line.remaining]))
  const groups = new Map<string, Map<WorkLine, number>>()
  const short = new Map<string, { sku: string; wanted: number; missing: number; held: number; holds: string[] }>()
  const unknown = new Set<string>()
  for (const one of wanted) {
    const named = one.lineItem ? order.lines.filter((line) => line.lineItem === one.lineItem) : []
    const same = named.length > 0 ? named : order.lines.filter((line) => line.sku !== '' && line.sku === skuOf(one.sku))
    if (same.length === 0) {
      unknown.add(one.sku)
      continue
    }
    let missing = one.quantity
    const near = (line: WorkLine): number => (one.location === line.location ? 0 : 1)
    for (const line of same.filter((some) => some.canSend).toSorted((a, b) => near(a) - near(b))) {
      const quantity = Math.min(missing, left.get(line.id) ?? 0)
      if (quantity < 1) continue
      left.set(line.id, (left.get(line.id) ?? 0) - quantity)
      missing -= quantity
      const group = groups.get(line.group) ?? new Map<WorkLine, number>()
      group.set(line, (group.get(line) ?? 0) + quantity)
      groups.set(line.group, group)
    }
    if (missing === 0) continue
    const held = same.filter((line) => line.status === 'ON_HOLD')
    const known = short.get(one.sku) ?? { sku: one.sku, wanted: 0, missing: 0, held: 0, holds: [] }
    short.set(one.sku, {
      sku: one.sku,
      wanted: known.wanted + one.quantity,
      missing: known.missing + missing,
      held: held.reduce((all, line) => all + line.remaining, 0),
      holds: [...new Set(held.flatMap((line) => line.holds))],
    })
  }
  const parts = [...groups.values()].flatMap((group) => {
    const pieces = [...group].map(([line, quantity]) => ({ line, quantity }))
    return Array.from({ length: Math.ceil(pieces.length / MOST) }, (_, at) => pieces.slice(at * MOST, (at + 1) * MOST))
  })
  return { parts, short: [...short.values()], unknown: [...unknown] }
}
