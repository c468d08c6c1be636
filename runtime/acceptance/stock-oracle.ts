/** A row of the warehouses, as AFAS's sandbox shows it. `available` is before reservations. */
export interface StockRow {
  readonly ItCd: string
  readonly warehouse: string
  readonly dimension1?: string
  readonly dimension2?: string
  readonly physical: number
  readonly available: number
  readonly reserved: number
  readonly onOrder: number
}

export interface Level {
  readonly sku: string
  readonly location: string
  readonly available: number
}

export const CALCULATIONS = {
  'available-minus-reserved': (row: StockRow) => row.available - row.reserved,
  physical: (row: StockRow) => row.physical,
  available: (row: StockRow) => row.available,
  'available-plus-on-order': (row: StockRow) => row.available + row.onOrder,
  economic: (row: StockRow) => row.physical + row.onOrder - row.reserved,
} as const
export type Calculation = keyof typeof CALCULATIONS

const LOCATIONS: Readonly<Record<string, string>> = {
  W1: 'Magazijn Amersfoort',
  W2: 'Magazijn Amersfoort',
  WINKEL: 'Winkel Utrecht',
}

/** What each article must have at each location, said from the promise alone and not from the flow. */
export function expectedLevels(
  rows: readonly StockRow[],
  calculation: Calculation,
  buffer: number,
): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) {
    const location = LOCATIONS[row.warehouse]
    if (location === undefined) continue
    const sku = [row.ItCd, row.dimension1, row.dimension2].filter((part) => part).join('-')
    const key = keyOf({ sku, location })
    // In thousandths: the sandbox keeps three decimals, and sums of those are whole.
    const thousandths = Math.round(CALCULATIONS[calculation](row) * 1000)
    sums.set(key, (sums.get(key) ?? 0) + thousandths)
  }
  return new Map([...sums].map(([key, sum]) => [key, Math.max(0, Math.floor(sum / 1000) - buffer)]))
}

export function keyOf({ sku, location }: { readonly sku: string; readonly location: string }): string {
  return `${sku} at ${location}`
}

/** Every level that is not what it must be, of articles that the shop sells. */
export function levelDifferences(
  levels: readonly Level[],
  sold: ReadonlySet<string>,
  expected: ReadonlyMap<string, number>,
): string[] {
  const found = new Map(levels.map((level) => [keyOf(level), level.available]))
  return [...expected].flatMap(([key, wanted]) => {
    const is = found.get(key)
    return sold.has(key.slice(0, key.indexOf(' at '))) && is !== wanted ? [`${key}: ${is} instead of ${wanted}`] : []
  })
}

/** An order of the shop, as far as it says what is still to be sent. */
export interface OpenOrder {
  readonly displayFinancialStatus: string
  readonly cancelledAt: string | null
  readonly test: boolean
  readonly tags: readonly string[]
  readonly lines: readonly { readonly sku: string | null; readonly unfulfilledQuantity: number }[]
}

/**
 * Units that paid orders still ask for and AFAS cannot know of, by SKU. An order is in AFAS once the orders flow has marked
 * it, here with a tag.
 */
export function unitsUnknownToAfas(orders: readonly OpenOrder[], isMarked: (order: OpenOrder) => boolean) {
  const units = new Map<string, number>()
  for (const order of orders) {
    const paid = ['PAID', 'PARTIALLY_REFUNDED'].includes(order.displayFinancialStatus)
    if (!paid || order.cancelledAt !== null || order.test || isMarked(order)) continue
    for (const { sku, unfulfilledQuantity } of order.lines) {
      if (sku !== null && unfulfilledQuantity > 0) units.set(sku, (units.get(sku) ?? 0) + unfulfilledQuantity)
    }
  }
  return units
}

/** What must be for sale of each article in all, after such units are taken off; at which location is not promised. */
export function expectedTotals(
  levels: ReadonlyMap<string, number>,
  units: ReadonlyMap<string, number>,
): Map<string, number> {
  const totals = new Map<string, number>()
  for (const [key, quantity] of levels) {
    const sku = key.slice(0, key.indexOf(' at '))
    totals.set(sku, (totals.get(sku) ?? 0) + quantity)
  }
  return new Map([...totals].map(([sku, total]) => [sku, Math.max(0, total - (units.get(sku) ?? 0))]))
}
