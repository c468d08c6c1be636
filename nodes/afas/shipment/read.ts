import type { Context } from '../../sdk/context.ts'
import type { Page, Selection } from '../../sdk/source.ts'
import type { AfasClient } from '../client/client.ts'
import type { Condition } from '../client/filter.ts'
import { localTime, textField } from '../client/rows.ts'
import { amsterdam, minus, sweepDay } from '../client/wall-clock.ts'
import { isRanged, type Watermark } from '../reading/place.ts'
import { numbersOf } from './by-keys.ts'
import { complete, type Settled, type ShipmentsConfig } from './config.ts'
import { recordsOf } from './gather.ts'
import { withdrawnOf } from './withdrawn.ts'

export type ShipmentsContext = Context<ShipmentsConfig, AfasClient>

const DAY_SECONDS = 86_400

/** Where a reading stands (`swept`: the day on which it last looked back): behind which slip, and from which change on it reads; `newest` empty: it moves no watermark. */
interface SlipPlace extends Watermark {
  readonly after: string
  readonly since: string
  /** It looks back: what was sent in the last weeks and is not there any more is told of. */
  readonly back: boolean
}

export function readShipments(selection: Selection, ctx: ShipmentsContext): AsyncIterable<Page> {
  return selection.keys ? byKeys(selection.keys, ctx) : bySlip(selection, ctx)
}

/** Page by page behind the last slip number, so that slips that change meanwhile shift nothing. */
async function* bySlip(selection: Selection, ctx: ShipmentsContext): AsyncGenerator<Page> {
  const settings = complete(ctx.config)
  const { connector, pageSize, names } = settings
  let place = placeIn(selection.cursor) ?? (await startOf(selection, settings, ctx))
  const seen = new Set<string>()
  for (;;) {
    const query = { filter: [conditionsOf(selection, place, settings)], order: names.slip.number, take: pageSize }
    const slips = await ctx.client.rows(connector, query, ctx.signal)
    const last = slips.length < pageSize
    place = { ...place, after: textField(slips.at(-1) ?? {}, names.slip.number) || place.after }
    const { newest, swept } = place
    const watermark = last && newest !== '' ? { watermark: { newest, swept } } : {}
    const there = await recordsOf(slips, settings, ctx)
    for (const { identity } of place.back ? there : []) seen.add(identity)
    const gone = last && place.back ? await goneSince(seen, settings, ctx) : []
    yield { records: [...there, ...gone], cursor: place, ...watermark }
    if (last) return
  }
}

function goneSince(seen: ReadonlySet<string>, settings: Settled, ctx: ShipmentsContext) {
  const since = new Date(ctx.now().getTime() - settings.sweepDays * DAY_SECONDS * 1000)
  return withdrawnOf(ctx.written(since), (identity) => seen.has(identity), settings, ctx)
}

/** What changes while a reading goes on is for the next one, so the newest change is asked for as it begins. */
async function startOf(selection: Selection, settings: Settled, ctx: ShipmentsContext): Promise<SlipPlace> {
  const { connector, overlapSeconds, sweepAt, sweepDays, names } = settings
  if (isRanged(selection)) return { after: '', since: '', newest: '', swept: '', back: false }
  const { newest = '', swept = '' } = (selection.watermark ?? {}) as Partial<Watermark>
  const now = amsterdam(ctx.now())
  const today = sweepDay(now, sweepAt)
  const [row] = await ctx.client.rows(connector, { order: `-${names.slip.modified}`, take: 1 }, ctx.signal)
  const begun = { after: '', newest: localTime(row?.[names.slip.modified]) || newest }
  if (newest === '') return { ...begun, since: '', swept: today, back: false }
  const changed = minus(newest, overlapSeconds)
  if (sweepAt === '' || swept >= today) return { ...begun, since: changed, swept, back: false }
  const back = minus(now, sweepDays * DAY_SECONDS)
  return { ...begun, since: back < changed ? back : changed, swept: today, back: true }
}

function conditionsOf({ since, until }: Selection, place: SlipPlace, settings: Settled): readonly Condition[] {
  const { cutOver, finishedOnly, administration, names } = settings
  const where = (field: string, operator: Condition['operator'], value: string): Condition[] =>
    value === '' ? [] : [{ field, operator, value }]
  return [
    ...where(names.slip.date, 'at-least', cutOver),
    ...where(names.slip.finished, 'equals', finishedOnly ? 'true' : ''),
    ...where(names.slip.administration, 'equals', administration === 0 ? '' : String(administration)),
    ...where(names.slip.number, 'above', place.after),
    // A range asks for when a slip was made, which never changes; else for what changed.
    ...where(names.slip.created, 'at-least', since ? amsterdam(since) : ''),
    ...where(names.slip.created, 'at-most', until ? amsterdam(until) : ''),
    ...where(names.slip.modified, 'at-least', place.since),
  ]
}

/** Given ones. Somebody names them, so no date, administration or state counts. */
async function* byKeys(keys: readonly string[], ctx: ShipmentsContext): AsyncGenerator<Page> {
  const settings = complete(ctx.config)
  const { connector, pageSize, names } = settings
  const all = await numbersOf(keys, settings, ctx)
  const gone = await goneAmong(keys, settings, ctx)
  if (gone.length > 0) yield { records: gone }
  if (all.length === 0 && gone.length === 0) ctx.log.warn(`AFAS has no packing slip for ${keys.join(', ')}.`)
  for (let from = 0; from < all.length; from += pageSize) {
    const some = all.slice(from, from + pageSize)
    const slips = await ctx.client.lookUp(connector, names.slip.number, some, ctx.signal)
    yield { records: await recordsOf(slips, settings, ctx), expected: all.length }
  }
}

/** A slip that was marked as sent and that AFAS lacks is not simply unknown. */
async function goneAmong(keys: readonly string[], settings: Settled, ctx: ShipmentsContext) {
  const wanted = new Set(keys.map((key) => key.trim()))
  const before = [...ctx.written(new Date(0))].filter(({ key }) => wanted.has(key))
  return withdrawnOf(before, () => false, settings, ctx)
}

function placeIn(cursor: unknown): SlipPlace | undefined {
  const place = cursor as Partial<SlipPlace> | undefined
  return typeof place?.after === 'string' && typeof place.since === 'string' ? (place as SlipPlace) : undefined
}
