import type { Context } from '../../sdk/context.ts'
import type { Page, Selection } from '../../sdk/source.ts'
import type { AfasClient } from '../client/client.ts'
import type { Condition } from '../client/filter.ts'
import { localTime, textField, type Row } from '../client/rows.ts'
import { amsterdam, minus } from '../client/wall-clock.ts'
import { KOPPEL } from '../koppel.ts'
import type { ShipmentsConfig } from './config.ts'
import { recordOf, shipmentsOf } from './shipment.ts'

export type ShipmentsContext = Context<ShipmentsConfig, AfasClient>

const { shipments, shipmentLines } = KOPPEL
const DAY_SECONDS = 86_400

/** Where a reading stands: behind which slip, what it reads, and up to where the next one need not look again. */
interface Place {
  readonly after: string
  readonly since: string
  /** The newest change as the reading began: what changes while it goes on is for the next one. */
  readonly horizon: string
}

export function readShipments(selection: Selection, ctx: ShipmentsContext): AsyncIterable<Page> {
  return selection.keys ? byKeys(selection.keys, ctx) : bySlip(selection, ctx)
}

/** Page by page behind the last slip number, so that slips that change meanwhile shift nothing. */
async function* bySlip(selection: Selection, ctx: ShipmentsContext): AsyncGenerator<Page> {
  const { connector = shipments.connector, pageSize = 100 } = ctx.config
  let place = await placeOf(selection, ctx)
  for (;;) {
    const filter = [conditionsOf(selection, place, ctx)]
    const query = { filter, order: shipments.number, skip: 0, take: pageSize }
    const slips = await ctx.client.rows(connector, query, ctx.signal)
    const last = slips.length < pageSize
    place = { ...place, after: textField(slips.at(-1) ?? {}, shipments.number) || place.after }
    const watermark = last && place.horizon !== '' ? { watermark: { newest: place.horizon } } : {}
    yield { records: await recordsOf(slips, ctx), cursor: place, ...watermark }
    if (last) return
  }
}

async function placeOf(selection: Selection, ctx: ShipmentsContext): Promise<Place> {
  const resumed = selection.cursor as Place | undefined
  if (resumed && typeof resumed.after === 'string') return resumed
  const { connector = shipments.connector, overlapSeconds = 120, lookBackDays = 0 } = ctx.config
  if (lookBackDays > 0 || selection.since !== undefined || selection.until !== undefined) {
    const since = lookBackDays > 0 ? minus(amsterdam(ctx.now()), lookBackDays * DAY_SECONDS) : ''
    return { after: '', since, horizon: '' }
  }
  const newest = (selection.watermark as { newest?: string } | undefined)?.newest ?? ''
  const query = { order: `-${shipments.modified}`, skip: 0, take: 1 }
  const [row] = await ctx.client.rows(connector, query, ctx.signal)
  const since = newest === '' ? '' : minus(newest, overlapSeconds)
  return { after: '', since, horizon: localTime(row?.[shipments.modified]) || newest }
}

function conditionsOf(selection: Selection, place: Place, ctx: ShipmentsContext): readonly Condition[] {
  const { since, until } = selection
  const at = (field: string, operator: Condition['operator'], value: string): Condition[] =>
    value === '' ? [] : [{ field, operator, value }]
  return [
    ...fixed(ctx),
    ...at(shipments.number, 'above', place.after),
    // A range asks for when a slip was made, which never changes; else for what changed.
    ...at(shipments.created, 'at-least', since ? amsterdam(since) : ''),
    ...at(shipments.created, 'at-most', until ? amsterdam(until) : ''),
    ...at(shipments.modified, 'at-least', since || until ? '' : place.since),
  ]
}

function fixed({ config }: ShipmentsContext): readonly Condition[] {
  const { cutOver = '', finishedOnly = false } = config
  return [
    ...(cutOver === '' ? [] : [{ field: shipments.date, operator: 'at-least' as const, value: cutOver }]),
    ...(finishedOnly ? [{ field: shipments.finished, operator: 'equals' as const, value: 'true' }] : []),
  ]
}

/** Given ones: by slip number, name or number of the order, or tracking number. Somebody names them, so no date counts. */
async function* byKeys(keys: readonly string[], ctx: ShipmentsContext): AsyncGenerator<Page> {
  const { client, signal } = ctx
  const {
    connector = shipments.connector,
    linesConnector = shipmentLines.connector,
    trackingField = shipments.tracking,
  } = ctx.config
  const wanted = [...new Set(keys.map((key) => key.trim()).filter((key) => key !== ''))]
  const names = [...new Set(wanted.flatMap((key) => [key, `#${key.replace(/^#/, '')}`]))]
  const numbers = new Set<string>()
  const note = (rows: readonly Row[]): void => {
    for (const row of rows) numbers.add(textField(row, shipments.number))
  }
  note(await client.lookUp(connector, shipments.number, wanted, signal))
  note(await client.lookUp(connector, trackingField, wanted, signal, `${trackingField},${shipments.number}`))
  const lineOrder = `${shipmentLines.number},${shipmentLines.sequence}`
  note(await client.lookUp(linesConnector, shipmentLines.reference, names, signal, lineOrder))
  note(await client.lookUp(linesConnector, shipmentLines.order, wanted, signal, lineOrder))
  numbers.delete('')
  const all = [...numbers].toSorted()
  if (all.length === 0) ctx.log.warn(`AFAS has no packing slip for ${wanted.join(', ')}.`)
  const { pageSize = 100 } = ctx.config
  for (let from = 0; from < all.length; from += pageSize) {
    const slips = await client.lookUp(connector, shipments.number, all.slice(from, from + pageSize), signal)
    yield { records: await recordsOf(slips, ctx), expected: all.length }
  }
}

/** Slips with their lines, which AFAS gives apart. */
async function recordsOf(slips: readonly Row[], ctx: ShipmentsContext) {
  const {
    linesConnector = shipmentLines.connector,
    trackingField = shipments.tracking,
    trackingUrlField = '',
  } = ctx.config
  const numbers = slips.map((slip) => textField(slip, shipments.number))
  const order = `${shipmentLines.number},${shipmentLines.sequence}`
  const rows = await ctx.client.lookUp(linesConnector, shipmentLines.number, numbers, ctx.signal, order)
  const byNumber = new Map<string, Row[]>()
  for (const row of rows) {
    const number = textField(row, shipmentLines.number)
    const list = byNumber.get(number)
    if (list) list.push(row)
    else byNumber.set(number, [row])
  }
  const fields = { tracking: trackingField, trackingUrl: trackingUrlField }
  return slips.flatMap((slip, at) => shipmentsOf(slip, byNumber.get(numbers[at] ?? '') ?? [], fields).map(recordOf))
}
