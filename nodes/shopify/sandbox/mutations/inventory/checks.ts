import { refuse, type Context } from '../../graphql/context.ts'
import { gid, readGid } from '../../graphql/gid.ts'
import { ids } from '../../orders/order.ts'
import { emptyLevel, findLevel, type LevelRow } from '../../store/levels.ts'

/** What stock mutations say when they do nothing. */
export interface StockFault {
  readonly code: string
  readonly field: readonly string[]
  readonly message: string
}

const mostRows = 250

const reasons: ReadonlySet<string> = new Set(
  `correction cycle_count_available damaged movement_created movement_updated movement_received movement_canceled other
   promotion quality_control received reservation_created reservation_deleted reservation_updated restock safety_stock
   shrinkage`.split(/\s+/),
)

export function checkRows(rows: readonly object[], path: string): void {
  if (rows.length <= mostRows) return
  const message = `The input array size of ${rows.length} is greater than the maximum allowed of ${mostRows}.`
  throw refuse('MAX_INPUT_SIZE_EXCEEDED', message, { path })
}

/** `null` says "overwrite"; leaving it out is a mistake since 2026-04, though the schema does not say so. */
export function checkCompared(rows: readonly object[], path: string): void {
  const place = rows.findIndex((row) => !Object.hasOwn(row, 'changeFromQuantity'))
  if (place < 0) return
  const message = `The changeFromQuantity argument is required on ${path}.${place}, but was not provided. Pass null to skip the check.`
  throw refuse('INVALID_FIELD_ARGUMENTS', message)
}

export function reasonFault(reason: string): StockFault[] {
  if (reasons.has(reason)) return []
  return [{ code: 'INVALID_REASON', field: ['input', 'reason'], message: 'The specified reason is invalid.' }]
}

/** A URI with a scheme; of a global id every part must be there. */
export function documentFault(uri: string | null | undefined): StockFault[] {
  if (uri === undefined || uri === null) return []
  const whole = uri.startsWith('gid:')
    ? /^gid:\/\/[\w-]+\/\w+\/[^/\s]+$/.test(uri)
    : /^[a-z][a-z0-9+.-]*:\S+$/i.test(uri)
  if (whole) return []
  const message = 'The specified reference document is invalid.'
  return [{ code: 'INVALID_REFERENCE_DOCUMENT', field: ['input', 'referenceDocumentUri'], message }]
}

export interface Place {
  readonly inventoryItemId: string
  readonly locationId: string
}

/** The level that a row is about; one that was never there is empty and stocks nothing. */
export function levelFor(context: Context, place: Place, path: readonly string[]): LevelRow | StockFault {
  const item = itemOf(context, place.inventoryItemId)
  if (item === undefined) {
    const message = 'The specified inventory item could not be found.'
    return { code: 'INVALID_INVENTORY_ITEM', field: [...path, 'inventoryItemId'], message }
  }
  const location = locationOf(context, place.locationId)
  if (location === undefined) {
    const message = 'The specified location could not be found.'
    return { code: 'INVALID_LOCATION', field: [...path, 'locationId'], message }
  }
  return findLevel(context.shop.database, item, location) ?? emptyLevel(item, location)
}

export function itemOf(context: Context, id: string): number | undefined {
  const read = readGid(id)
  if (read?.type !== 'InventoryItem') return undefined
  return context.shop.database.row('variants', ids.variantOfItem(read.id)) ? read.id : undefined
}

export function locationOf(context: Context, id: string): number | undefined {
  const read = readGid(id)
  return read?.type === 'Location' && context.shop.location(read.id - ids.location(0)) ? read.id : undefined
}

/** What changed, as the answer can be built from later. */
export interface StockChanges {
  readonly id: number
  readonly at: number
  readonly reason: string
  readonly document: string | null
  readonly changes: readonly Change[]
}

export interface Change {
  readonly item: number
  readonly location: number
  readonly name: string
  readonly delta: number
  readonly after: number
}

export function changesBetween(before: LevelRow, after: LevelRow): Change[] {
  const { item, location } = after
  const of = (name: string, was: number, is: number): Change[] =>
    was === is ? [] : [{ item, location, name, delta: is - was, after: is }]
  return [
    ...of('available', before.available, after.available),
    ...of('committed', before.committed, after.committed),
    ...of('on_hand', before.available + before.committed, after.available + after.committed),
  ]
}

/** Nothing changed: there is no group. */
export function groupOf(done: StockChanges, context: Context): object | null {
  if (done.changes.length === 0) return null
  return {
    id: gid('InventoryAdjustmentGroup', done.id),
    createdAt: new Date(done.at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    reason: done.reason,
    referenceDocumentUri: done.document,
    app: null,
    changes: done.changes.map((one) => ({
      name: one.name,
      delta: one.delta,
      quantityAfterChange: one.after,
      ledgerDocumentUri: null,
      item: context.shop.database.row('variants', ids.variantOfItem(one.item)) ?? null,
      location: context.shop.location(one.location - ids.location(0)) ?? null,
    })),
  }
}
