import { MOST_FULFILMENT_LINES } from '../../client/documents/fulfilments.ts'
import { plainSku } from '../../variants/variant.ts'
import type { WorkLine } from './order-work.ts'
import type { WantedLine } from './wanted.ts'

export interface Piece {
  readonly line: WorkLine
  readonly quantity: number
}

/** Units of an article for which the order has no room, with the lines of that article. */
export interface Short {
  readonly sku: string
  readonly wanted: number
  readonly missing: number
  readonly lines: readonly WorkLine[]
}

export interface Allocation {
  /** One call each: one place, one way of delivery, no more lines than fit. */
  readonly parts: readonly (readonly Piece[])[]
  readonly short: readonly Short[]
  /** Articles that the order does not have. */
  readonly unknown: readonly WantedLine[]
}

/** Which line of several with its article a wanted line means; undefined: any. */
function meant(one: WantedLine, candidates: readonly WorkLine[]): string | undefined {
  if (one.lineItem !== undefined) return one.lineItem
  if (one.occurrence === undefined) return undefined
  const items = [...new Set(candidates.map((line) => line.lineItem))]
  return items.toSorted((a, b) => numberOf(a) - numberOf(b))[one.occurrence - 1]
}

/** Ids count up in the order in which lines were made. */
const numberOf = (gid: string): number => Number(gid.slice(gid.lastIndexOf('/') + 1))

function candidatesOf({ lineItem, sku }: WantedLine, lines: readonly WorkLine[]): readonly WorkLine[] {
  return lines.filter((line) => line.lineItem === lineItem || (line.sku !== '' && plainSku(line.sku) === plainSku(sku)))
}

/**
 * Gives the units of a shipment to what of the order is still to be sent. First every line gets what it names, then
 * what is left over goes to other lines of the same article, those at the place it left from first: so as many units are
 * placed as the order has room for, in whatever order the lines come.
 */
export function allocate(wanted: readonly WantedLine[], lines: readonly WorkLine[]): Allocation {
  const room = new Map(lines.map((line) => [line, line.canSend ? line.remaining : 0]))
  const given = new Map<WorkLine, number>()
  const tasks = wanted.map((one) => ({ one, candidates: candidatesOf(one, lines), missing: one.quantity }))
  const give = (task: (typeof tasks)[number], some: readonly WorkLine[]): void => {
    const near = (line: WorkLine): number => (task.one.location === line.location ? 0 : 1)
    for (const line of some.toSorted((a, b) => near(a) - near(b))) {
      const quantity = Math.min(task.missing, room.get(line) ?? 0)
      if (quantity < 1) continue
      room.set(line, (room.get(line) ?? 0) - quantity)
      given.set(line, (given.get(line) ?? 0) + quantity)
      task.missing -= quantity
    }
  }
  for (const task of tasks) {
    const lineItem = meant(task.one, task.candidates)
    if (lineItem !== undefined)
      give(
        task,
        task.candidates.filter((line) => line.lineItem === lineItem),
      )
  }
  for (const task of tasks) give(task, task.candidates)
  return {
    parts: partsOf(given),
    short: shortOf(tasks.filter((task) => task.candidates.length > 0)),
    unknown: tasks.flatMap(({ one, candidates }) => (candidates.length === 0 ? [one] : [])),
  }
}

function partsOf(given: ReadonlyMap<WorkLine, number>): Piece[][] {
  const groups = new Map<string, Piece[]>()
  for (const [line, quantity] of given) {
    const group = groups.get(line.group)
    if (group) group.push({ line, quantity })
    else groups.set(line.group, [{ line, quantity }])
  }
  return [...groups.values()].flatMap((pieces) =>
    Array.from({ length: Math.ceil(pieces.length / MOST_FULFILMENT_LINES) }, (_, at) =>
      pieces.slice(at * MOST_FULFILMENT_LINES, (at + 1) * MOST_FULFILMENT_LINES),
    ),
  )
}

function shortOf(tasks: readonly { one: WantedLine; candidates: readonly WorkLine[]; missing: number }[]): Short[] {
  const short = new Map<string, Short>()
  for (const { one, candidates, missing } of tasks) {
    const known = short.get(plainSku(one.sku))
    short.set(plainSku(one.sku), {
      sku: one.sku,
      wanted: one.quantity + (known?.wanted ?? 0),
      missing: missing + (known?.missing ?? 0),
      lines: [...new Set([...(known?.lines ?? []), ...candidates])],
    })
  }
  return [...short.values()].filter((one) => one.missing > 0)
}
