import { parse as parseSecurely } from 'secure-json-parse'
import type { Context } from '../../nodes/sdk/context.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { SourceRecord } from '../../nodes/sdk/record.ts'
import type { Delivery, Selection } from '../../nodes/sdk/source.ts'
import type { RunRow } from '../store/work/runs.ts'
import type { EngineDeps, StoredDelivery } from './deps.ts'
import type { OpenPage } from './page.ts'
import type { PlannedSource } from './plan.ts'

/** A page before the engine has numbered its records. `identity` may be whole already (a record let in again). */
export interface RawPage {
  readonly records: readonly (SourceRecord & { readonly wholeIdentity?: string })[]
  readonly cursor?: unknown
  readonly watermark?: unknown
  readonly expected?: number
  readonly deliveries?: OpenPage['deliveries']
}

/** A record's identity among those of all systems; one that is let in again has it already. */
export function identityOf(one: RawPage['records'][number], environment: string): string {
  return one.wholeIdentity ?? `${environment}:${one.identity}`
}

const KEPT_A_PAGE = 100
const DELIVERIES_A_PAGE = 100

/** What a source gives in this run: read on, asked for by a person, delivered by webhook, or let in again. */
export function intake(source: PlannedSource, run: RunRow, deps: EngineDeps, ctx: Context): AsyncIterable<RawPage> {
  if (run.selection.deliveries) return delivered(source, run, deps, ctx)
  const pages = asked(source, run, deps, ctx)
  return mayRepeat(source, run) ? withoutSettled(pages, source, run, deps, ctx) : pages
}

function asked(source: PlannedSource, run: RunRow, deps: EngineDeps, ctx: Context): AsyncIterable<RawPage> {
  const { selection } = run
  if (selection.retry) return again(source, selection.retry, deps, ctx)
  if (selection.records) return given(source, selection.records)
  return source.definition.read(selectionOf(source, run, deps, ctx), ctx)
}

/**
 * Whether a run that goes on after a crash may meet what it has settled: what was named one by one is gone through from its
 * beginning, and an event that we wrote to comes back at the end of a sweep. A state that comes back may be a newer one.
 */
function mayRepeat(source: PlannedSource, { progress, selection }: RunRow): boolean {
  if (progress[source.id] === undefined) return false
  const named = selection.keys ?? selection.retry ?? selection.records
  return named !== undefined || source.definition.records === 'event'
}

/** A record counts once in a run, however often the run was cut off. */
async function* withoutSettled(
  pages: AsyncIterable<RawPage>,
  source: PlannedSource,
  run: RunRow,
  deps: EngineDeps,
  ctx: Context,
): AsyncIterable<RawPage> {
  // What lies behind the place to go on from belongs to half a page, and is counted anew.
  const of = { source: source.id, before: Math.max(...Object.values(run.progress).map((place) => place.ordinal)) }
  const isNew = (one: RawPage['records'][number]): boolean =>
    !deps.door.settledIn(run, identityOf(one, ctx.environment), of)
  for await (const page of pages) yield { ...page, records: page.records.filter(isNew) }
}

function selectionOf(source: PlannedSource, run: RunRow, deps: EngineDeps, ctx: Context): Selection {
  const { keys, since, until } = run.selection
  const cursor = run.progress[source.id]?.cursor
  const whole = keys === undefined && since === undefined && until === undefined
  const watermark = whole ? deps.places.watermark(run.flow, source.id, ctx.environment) : undefined
  return {
    ...(cursor === undefined || cursor === null ? {} : { cursor }),
    ...(watermark === undefined ? {} : { watermark }),
    ...(keys ? { keys } : {}),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  }
}

async function* given(source: PlannedSource, records: readonly unknown[]): AsyncIterable<RawPage> {
  yield { records: records.map((data) => source.definition.recordOf(data)) }
}

/** Events are replayed as they were; of a state only its key is kept and the source is read again. */
async function* again(
  source: PlannedSource,
  asked: readonly string[],
  deps: EngineDeps,
  ctx: Context,
): AsyncIterable<RawPage> {
  const ids = deps.withGroups(asked)
  for (let i = 0; i < ids.length; i += KEPT_A_PAGE) {
    const kept = deps.kept(ids.slice(i, i + KEPT_A_PAGE))
    if (source.definition.records === 'state') {
      yield* source.definition.read({ keys: kept.map((one) => one.key) }, ctx)
    } else {
      yield {
        records: kept.map((one) => {
          const fresh = source.definition.recordOf(one.data)
          return { ...fresh, key: one.key, keys: one.keys, wholeIdentity: one.identity }
        }),
      }
    }
  }
}

async function* delivered(source: PlannedSource, run: RunRow, deps: EngineDeps, ctx: Context): AsyncIterable<RawPage> {
  const { receive } = source.definition
  if (!receive) {
    throw new ProblemError({
      code: 'flow.invalid',
      message: `The source "${source.name}" does not take webhooks.`,
      advice: 'Choose another trigger for it.',
      retry: 'after-fix',
      scope: 'system',
    })
  }
  for (let after = 0; ;) {
    const rows = deps.deliveries(run.flow, source.id, after, DELIVERIES_A_PAGE)
    const last = rows.at(-1)
    if (!last) return
    after = last.id
    const parsed = rows.map(parse)
    const readable = parsed.flatMap((one) => one.delivery ?? [])
    const records = await receive.call(source.definition, readable, ctx)
    yield { records, deliveries: parsed.map((one) => one.book) }
  }
}

function parse(row: StoredDelivery): { delivery?: Delivery; book: OpenPage['deliveries'][number] } {
  let body: unknown
  try {
    body = parseSecurely(row.body.toString('utf8'), null, { protoAction: 'error', constructorAction: 'error' })
  } catch {
    return { book: { id: row.id, outcome: 'skipped', reason: 'The body is not JSON, or holds a reserved key.' } }
  }
  return {
    book: { id: row.id, outcome: 'ran' },
    delivery: {
      id: row.delivery,
      topic: row.topic ?? undefined,
      headers: JSON.parse(row.headers) as Record<string, string>,
      body,
      receivedAt: row.at,
    },
  }
}
