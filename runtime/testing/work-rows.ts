import { packPayload } from '../store/work/settlement.ts'
import type { SqliteFile } from '../store/sqlite.ts'

/** Rows that the runner would have written, for tests of what the server makes of them. */
export function addRun(
  work: SqliteFile,
  run: { id: string; flow: string; status: string; selection?: object; document?: object },
) {
  const { id, flow, status, selection = {}, document } = run
  work.raw
    .prepare(
      `insert or replace into runs (id, flow, flow_name, version, document, document_hash, connections, mode, "trigger",
        selection, by, status, requested_at, started_at, read, created, parked)
       values (?, ?, 'Flow', 1, ?, '', '{}', 'live', 'manual', ?, 'Anna', ?, 1, 2, 3, 2, 1)`,
    )
    .run(id, flow, document ? JSON.stringify(document) : '', JSON.stringify(selection), status)
}

interface NewRecord {
  readonly run: string
  readonly ordinal: number
  readonly flow: string
  readonly key: string
  readonly status: string
  readonly keys?: readonly { type: string; value: string }[]
  readonly period?: string
}

export function addRecord(work: SqliteFile, record: NewRecord): string {
  const { run, ordinal, flow, key, status, keys = [], period = '2026-01-01' } = record
  const id = `${run}.${ordinal}`
  work.raw
    .prepare(
      `insert into records (id, run, ordinal, flow, source, identity, key, keys, status, at, period)
       values (?, ?, ?, ?, 'orders', ?, ?, ?, ?, 5, ?)`,
    )
    .run(id, run, ordinal, flow, `shop:${key}`, key, JSON.stringify(keys), status, period)
  for (const one of [...keys, { type: 'key', value: key }]) {
    work.raw
      .prepare('insert or ignore into record_keys (value, record, type) values (?, ?, ?)')
      .run(one.value.replace(/^#/, '').toLowerCase(), id, one.type)
  }
  return id
}

export function addParked(
  work: SqliteFile,
  entry: { id: string; flow: string; record: string; retryAt: number | null },
) {
  const problem = { code: 'afas.unavailable', message: 'AFAS did not answer.', retry: 'later' }
  work.raw
    .prepare(
      `insert or replace into parked (id, flow, identity, source, node, run, record, key, problem, code, payload, keys,
        state, retry_at, attempts, parked_at)
       values (?, ?, ?, 'orders', 'write', 'r', ?, '#1', ?, ?, ?, '[]', 'open', ?, 1, 9)`,
    )
    .run(
      entry.id,
      entry.flow,
      entry.id,
      entry.record,
      JSON.stringify(problem),
      problem.code,
      packPayload({}),
      entry.retryAt,
    )
}
