/** What left the warehouse and what the shop shows of it, as the two sandboxes have it in their state. */
export interface SlipFact {
  readonly id: string
  readonly fields: { readonly TrTr?: string | null; readonly TrPt?: string | null }
  readonly lines: readonly { readonly fields: LineFields & { readonly SoOr?: string; readonly SoGu?: string } }[]
}
export interface SalesFact {
  readonly id: string
  readonly fields: { readonly RfCs?: string }
  readonly lines: readonly { readonly guid: string; readonly fields: LineFields }[]
}
interface LineFields {
  readonly VaIt: string
  readonly ItCd: string
  readonly StL1?: string | null
  readonly StL2?: string | null
  readonly QuUn: number
}
export interface ShopFacts {
  readonly orders: readonly {
    readonly name: string
    readonly cancelledAt: string | null
    readonly lines: readonly { readonly id: string; readonly sku: string | null }[]
  }[]
  readonly fulfillments: readonly {
    readonly id: string
    readonly order: string
    readonly trackingInfo: readonly { readonly company: string | null; readonly number: string | null }[]
    readonly notified: number
    readonly lines: readonly { readonly id: string; readonly sku: string | null; readonly quantity: number }[]
  }[]
}

/** Orders of which nothing may be marked as sent by Koppel: cancelled, held back, or marked by hand. */
export type Untouched = ReadonlySet<string>

const CARRIERS: Readonly<Record<string, string>> = { POSTNL: 'PostNL', DHL: 'DHL Parcel', DPD: 'DPD' }

const skuOf = ({ ItCd, StL1, StL2 }: LineFields): string => [ItCd, StL1, StL2].filter((part) => part).join('-')

/** A line of an order, told apart from others with its article by its place among them. */
const nameOf = (order: string, sku: string, place: number): string => `${order} ${sku} (${place + 1})`

/**
 * How many units of each line of an order must have left with which tracking: every unit of a slip once, and never more
 * of a line than was ordered.
 */
export function expectedParcels(
  slips: readonly SlipFact[],
  sales: readonly SalesFact[],
  untouched: Untouched,
): Map<string, number> {
  const lines = new Map<string, { readonly name: string; readonly order: string; left: number }>()
  for (const { fields, lines: all } of sales) {
    const counts = new Map<string, number>()
    for (const { guid, fields: line } of all) {
      const place = counts.get(skuOf(line)) ?? 0
      counts.set(skuOf(line), place + 1)
      const order = fields.RfCs ?? ''
      lines.set(guid, { name: nameOf(order, skuOf(line), place), order, left: line.QuUn })
    }
  }
  const parcels = new Map<string, number>()
  for (const { fields, lines: sent } of slips) {
    for (const { fields: line } of sent) {
      const of = lines.get(line.SoGu ?? '')
      if (!of || line.VaIt !== '2' || line.QuUn <= 0 || untouched.has(of.order)) continue
      const units = Math.min(of.left, line.QuUn)
      of.left -= units
      const carrier = CARRIERS[fields.TrPt ?? ''] ?? fields.TrPt ?? null
      const tracking = fields.TrTr ? `${carrier} ${fields.TrTr}` : 'without tracking'
      if (units > 0) add(parcels, `${of.name}, ${tracking}`, units)
    }
  }
  return parcels
}

/** What the shop shows, in the same words. `byHand`: the fulfilments that people made. */
export function shownParcels({ orders, fulfillments }: ShopFacts, byHand: ReadonlySet<string>): Map<string, number> {
  const names = new Map<string, string>()
  for (const { name, lines } of orders) {
    const counts = new Map<string, number>()
    for (const { id, sku } of lines) {
      const place = counts.get(sku ?? '') ?? 0
      counts.set(sku ?? '', place + 1)
      names.set(id, nameOf(name, sku ?? '', place))
    }
  }
  const parcels = new Map<string, number>()
  for (const { id, trackingInfo, lines, notified } of fulfillments) {
    if (byHand.has(id)) continue
    const [info] = trackingInfo
    const tracking = info?.number ? `${info.company} ${info.number}` : 'without tracking'
    for (const line of lines) add(parcels, `${names.get(line.id)}, ${tracking}`, line.quantity)
    if (notified > 0) add(parcels, `${id}: the customer was told`, notified)
  }
  return parcels
}

/** Every difference between what must be and what is; empty when all is well. */
export function parcelDifferences(expected: ReadonlyMap<string, number>, shown: ReadonlyMap<string, number>): string[] {
  return [...new Set([...expected.keys(), ...shown.keys()])].toSorted().flatMap((name) => {
    const [wanted, is] = [expected.get(name) ?? 0, shown.get(name) ?? 0]
    return wanted === is ? [] : [`${name}: ${is} instead of ${wanted}`]
  })
}

function add(map: Map<string, number>, name: string, quantity: number): void {
  map.set(name, (map.get(name) ?? 0) + quantity)
}
