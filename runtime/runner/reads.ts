import type { SqliteFile } from '../store/sqlite.ts'
import type { EngineDeps, Kept, StoredDelivery } from '../engine/deps.ts'
import type { DoorDeps } from '../engine/door.ts'
import type { TraceReader } from '../store/traces/traces.ts'
import { unpackPayload } from '../store/work/settlement.ts'

export interface RunRequest {
  readonly place: number
  readonly id: string
  readonly flow: string
  readonly mode: string
  readonly trigger: string
  readonly version: number | null
  readonly selection: string
  readonly by: string
  readonly at: number
}
export interface RunOrder {
  readonly id: number
  readonly run: string
  readonly kind: 'cancel' | 'continue'
}
export interface FlowBinding {
  readonly name: string
  readonly document: string
  readonly connections: string
}

/** What the runner reads of the server's files. It never writes there. */
export function createControlReads(control: SqliteFile) {
  // Rows are asked for by place, not by id: a clock that jumps back must not hide a request.
  const requests = control.raw.prepare<[number], RunRequest>(
    `select rowid as place, id, flow, mode, "trigger" as "trigger", version, selection, by, at from run_requests
     where rowid > ? order by rowid limit 200`,
  )
  const orders = control.raw.prepare<[number], RunOrder>(
    'select id, run, kind from run_orders where id > ? order by id limit 200',
  )
  const draft = control.raw.prepare<[string], FlowBinding>('select name, document, connections from flows where id = ?')
  const version = control.raw
    .prepare<[string, number], string>('select document from flow_versions where flow = ? and version = ?')
    .pluck()
  const flowExists = control.raw.prepare<[string], number>('select 1 from flows where id = ?').pluck()
  return {
    requestsAfter: (place: number) => requests.all(place),
    ordersAfter: (id: number) => orders.all(id),
    flow: (id: string) => draft.get(id),
    version: (flow: string, number: number) => version.get(flow, number) as string | undefined,
    flowExists: (flow: string) => flowExists.get(flow) !== undefined,
  }
}
export type ControlReads = ReturnType<typeof createControlReads>

/** Webhooks that no run has settled yet. The two files are read one after the other; the runner alone settles. */
export function createDeliveryReads(inbox: SqliteFile, work: SqliteFile) {
  const next = inbox.raw.prepare<[string, string, number], StoredDelivery>(
    `select id, delivery, topic, headers, body, at from deliveries
     where flow = ? and node = ? and id > ? order by id limit 500`,
  )
  const processed = work.raw.prepare<[number], number>('select 1 from processed_deliveries where delivery = ?').pluck()
  /** Everything up to here is settled, per source: long inboxes are not walked again for each run. */
  const settledUpTo = new Map<string, number>()
  return (flow: string, node: string, after: number, limit: number): StoredDelivery[] => {
    const place = `${flow}:${node}`
    const found: StoredDelivery[] = []
    let from = Math.max(after, settledUpTo.get(place) ?? 0)
    for (;;) {
      const rows = next.all(flow, node, from)
      for (const row of rows) {
        from = row.id
        if (processed.get(row.id) !== undefined) {
          if (found.length === 0 && after === 0) settledUpTo.set(place, row.id)
          continue
        }
        found.push(row)
        if (found.length >= limit) return found
      }
      if (rows.length === 0) return found
    }
  }
}

interface RecordRow {
  readonly run: string
  readonly ordinal: number
  readonly period: string
  readonly identity: string
  readonly key: string
  readonly keys: string
  readonly source: string
}

/** Ids are `<run>.<ordinal>`. */
function byOrdinal(a: string, b: string): number {
  return Number(a.slice(a.lastIndexOf('.') + 1)) - Number(b.slice(b.lastIndexOf('.') + 1))
}

/** Records to let in again: from the parked entry where there is one, else from the trace. */
export function createKeptReads(work: SqliteFile, traces: TraceReader) {
  const record = work.raw.prepare<[string], RecordRow>(
    'select run, ordinal, period, identity, key, keys, source from records where id = ?',
  )
  const parked = work.raw
    .prepare<[string], Buffer>('select payload from parked where record = ? order by parked_at desc limit 1')
    .pluck()

  function keptOf(id: string): Kept | undefined {
    const payload = parked.get(id) as Buffer | undefined
    if (payload) return unpackPayload(payload) as Kept
    const row = record.get(id)
    const trace = row && traces.record(row.run, row.ordinal, row.period)
    if (!row || !trace) return undefined
    return { identity: row.identity, key: row.key, keys: JSON.parse(row.keys) as Kept['keys'], data: trace.data }
  }

  const together = work.raw
    .prepare<[string], string>(
      `select other.id from records one
       join record_keys mine on mine.record = one.id and mine.type = 'group'
       join record_keys theirs on theirs.value = mine.value and theirs.type = 'group'
       join records other on other.id = theirs.record and other.run = one.run
       where one.id = ?`,
    )
    .pluck()

  /** A record and all that had become one with it, or with one of those: half of a group must not pass for all of it. */
  function groupOf(id: string): readonly string[] {
    const all = new Set([id])
    for (const one of all) for (const other of together.all(one) as string[]) all.add(other)
    return all.size === 1 ? [id] : [...all].toSorted(byOrdinal)
  }

  return {
    kept: (ids: readonly string[]): Kept[] => ids.flatMap((id) => keptOf(id) ?? []),
    withGroups: (ids: readonly string[]): readonly string[] => {
      const all = new Set<string>()
      for (const id of ids) if (!all.has(id)) for (const one of groupOf(id)) all.add(one)
      return [...all]
    },
    sourceOf: (id: string): string | undefined => record.get(id)?.source,
  }
}

/** Whether a record's last way through a flow ended: it was neither left pending nor parked. */
export function createFinishedRead(work: SqliteFile): (flow: string, identity: string) => boolean {
  const last = work.raw
    .prepare<[string, string], string>(
      `select records.status from records join runs on runs.id = records.run
       where records.flow = ? and records.identity = ? and runs.mode = 'live' order by records.id desc limit 1`,
    )
    .pluck()
  return (flow, identity) => {
    const status = last.get(flow, identity) as string | undefined
    return status !== undefined && status !== 'pending' && status !== 'parked'
  }
}

const WRITTEN_A_PAGE = 500

/** What a source gave in live runs since a moment, where it made a difference: a page of a run at a time. */
export function createWrittenRead(work: SqliteFile): EngineDeps['written'] {
  const runs = work.raw
    .prepare<[string, number], string>(
      `select id from runs where flow = ? and mode = 'live' and started_at >= ? order by id`,
    )
    .pluck()
  const page = work.raw.prepare<[string, string, number, string], Omit<RecordRow, 'keys'> & { keys: string }>(
    `select ordinal, identity, key, keys from records where run = ? and status = ? and ordinal > ? and source = ?
     order by ordinal limit ${WRITTEN_A_PAGE}`,
  )
  return function* (flow, source, since) {
    for (const run of runs.all(flow, since)) {
      for (const status of ['created', 'updated']) {
        for (let rows = page.all(run, status, -1, source); rows.length > 0;) {
          for (const { identity, key, keys } of rows) {
            yield { identity, key, keys: JSON.parse(keys) as Kept['keys'] }
          }
          rows = page.all(run, status, rows.at(-1)?.ordinal ?? 0, source)
        }
      }
    }
  }
}

/** Whether a run has settled a record already; what it left pending it takes up again. */
export function createSettledRead(work: SqliteFile): DoorDeps['settledIn'] {
  const one = work.raw.prepare<[object]>(
    `select 1 from records where flow = @flow and identity = @identity and run = @id and status <> 'pending'
       and (@source is null or (source = @source and ordinal < @before))`,
  )
  return ({ id, flow }, identity, of) =>
    one.get({ id, flow, identity, ...(of ?? { source: null, before: null }) }) !== undefined
}
