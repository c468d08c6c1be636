import type { AfasLine, ShopLine } from './sandbox-shapes.ts'

/** A line of an order as whoever packs it sees it, of either system. */
export interface ShipLine {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly ordered: number
  readonly open: number
}

/** Lines of a sales order in AFAS: what its packing slips have is no longer open. */
export function afasLines(lines: readonly AfasLine[]): readonly ShipLine[] {
  return lines.flatMap(({ guid, delivered = 0, fields }) => {
    if (guid === undefined) return []
    const code = [fields['ItCd'], fields['StL1'], fields['StL2']].filter((one) => one !== undefined && one !== null)
    const ordered = Number(fields['QuUn'] ?? 0)
    return [{ id: guid, code: code.join('-'), name: text(fields['Ds']), ordered, open: ordered - delivered }]
  })
}

/** Lines of an order in the shop; what is not sent, such as a gift card, is none. */
export function shopLines(lines: readonly ShopLine[]): readonly ShipLine[] {
  return lines.flatMap(({ id, sku, title = '', quantity, currentQuantity, unfulfilledQuantity, requiresShipping }) => {
    if (id === undefined || requiresShipping === false) return []
    const open = unfulfilledQuantity ?? 0
    return [{ id, code: sku ?? '', name: title, ordered: currentQuantity ?? quantity, open }]
  })
}

/** What was typed for a line; nothing typed means all that is open. Undefined where it cannot be sent so. */
export function quantityFor({ open }: ShipLine, typed: string | undefined): number | undefined {
  if (typed === undefined) return open
  const quantity = typed.trim() === '' ? 0 : Number(typed.replace(',', '.'))
  return Number.isFinite(quantity) && quantity >= 0 && quantity <= open ? quantity : undefined
}

export interface Shipment {
  /** Pieces in all; undefined while something cannot be sent so. */
  readonly pieces: number | undefined
  /** Nothing is left behind: it is asked for without naming lines. */
  readonly whole: boolean
  readonly lines: readonly { readonly id: string; readonly quantity: number }[]
}

/** What goes out with these quantities, of the lines that have something open. */
export function shipmentOf(lines: readonly ShipLine[], typed: Readonly<Record<string, string>>): Shipment {
  const open = lines.filter((line) => line.open > 0)
  const wanted = open.map((line) => ({ line, quantity: quantityFor(line, typed[line.id]) }))
  const pieces = wanted.reduce<number | undefined>(
    (sum, { quantity }) => (sum === undefined || quantity === undefined ? undefined : sum + quantity),
    0,
  )
  return {
    pieces,
    whole: wanted.every(({ line, quantity }) => quantity === line.open),
    lines: wanted.flatMap(({ line, quantity = 0 }) => (quantity > 0 ? [{ id: line.id, quantity }] : [])),
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
