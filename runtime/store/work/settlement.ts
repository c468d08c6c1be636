import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { v7 as uuid } from 'uuid'
import type { Problem } from '../../../nodes/sdk/problem.ts'
import type { Key } from '../../../nodes/sdk/record.ts'
import type { RunCounts, StepCounts } from '../../live/events.ts'
import type { SqliteFile } from '../sqlite.ts'
import { createMemory, type MemoryRow } from './memory.ts'
import type { EffectCounts, SourceProgress, Totals } from './runs.ts'

export type RecordStatus = 'created' | 'updated' | 'skipped' | 'parked' | 'pending'

/** A source record as it settled. */
export interface SettledRecord {
  readonly id: string
  readonly ordinal: number
  readonly source: string
  readonly identity: string
  readonly key: string
  readonly keys: readonly Key[]
  readonly status: RecordStatus
  readonly reason: string | undefined
  readonly problem: Problem | undefined
  readonly node: string | undefined
  /** What a retry replays; asked for only when the record is parked. */
  readonly payload: () => unknown
}

/** One page of a source, settled: everything here is committed together or not at all. */
export interface Settlement {
  readonly run: string
  readonly flow: string
  readonly mode: 'live' | 'dry-run' | 'test'
  readonly period: string
  readonly at: number
  readonly records: readonly SettledRecord[]
  /** The run's totals including this page. */
  readonly counts: RunCounts
  readonly effects: EffectCounts
  readonly steps: Readonly<Record<string, StepCounts>>
  readonly progress: Readonly<Record<string, SourceProgress>>
  readonly watermarks: readonly { node: string; environment: string; value: unknown }[]
  /** What nodes remember of records that came to a good end; kept by live runs only. */
  readonly remember: readonly Omit<MemoryRow, 'flow'>[]
  readonly deliveries: readonly { id: number; outcome: 'ran' | 'merged' | 'skipped'; reason?: string }[]
  /**
   * The totals to go on from when this does not count yet (half a page, kept as a run stops; a page that shares a record
   * with a later one): then no progress, no watermark.
   */
  readonly partialAfter: Totals | undefined
}

/** Waits before a parked record tries again by itself, in ms; after the last it needs a person. */
const RETRY_LADDER = [30_000, 120_000, 600_000, 1_800_000, 3_600_000, 3_600_000, 7_200_000]

export function packPayload(data: unknown): Buffer {
  return deflateRawSync(Buffer.from(JSON.stringify(data ?? null)), { level: 1 })
}

export function unpackPayload(packed: Buffer): unknown {
  return JSON.parse(inflateRawSync(packed).toString()) as unknown
}

/** How a key is looked up: case-blind and without the # people leave out. */
export function searchValue(value: string): string {
  return value.trim().replace(/^#/, '').toLowerCase()
}

export interface SettlementWriter {
  /** Call inside a commit. */
  settle(settlement: Settlement): void
}

export function createSettlementWriter(store: SqliteFile): SettlementWriter {
  const { raw } = store
  const memory = createMemory(store)
  const putRecord = raw.prepare(`insert or replace into records (id, workspace, run, ordinal, flow, source, identity,
    key, keys, status, reason, problem, node, at, period) values (@id, 'default', @run, @ordinal, @flow, @source,
    @identity, @key, @keys, @status, @reason, @problem, @node, @at, @period)`)
  const putKey = raw.prepare(
    `insert or ignore into record_keys (value, record, type, workspace) values (?, ?, ?, 'default')`,
  )
  const openEntry = raw.prepare<[string, string], { id: string; attempts: number }>(
    `select id, attempts from parked where state = 'open' and flow = ? and identity = ?`,
  )
  const resolve = raw.prepare(
    `update parked set state = 'resolved', resolved_at = ?, resolved_by = ?, retry_at = null where id = ?`,
  )
  const park =
    raw.prepare(`insert or replace into parked (id, workspace, flow, identity, source, node, run, record, key,
    problem, code, payload, keys, state, retry_at, attempts, parked_at) values (@id, 'default', @flow, @identity,
    @source, @node, @run, @record, @key, @problem, @code, @payload, @keys, 'open', @retryAt, @attempts, @at)`)
  const updateRun = raw.prepare(`update runs set read = @read, created = @created, updated = @updated,
    skipped = @skipped, parked = @parked, pending = @pending, effects = @effects, steps = @steps,
    progress = case when @base is null then @progress else progress end, base = @base,
    attempts = case when @base is null then 0 else attempts end where id = @run`)
  const putWatermark =
    raw.prepare(`insert or replace into watermarks (flow, node, environment, workspace, value, run, at)
    values (?, ?, ?, 'default', ?, ?, ?)`)
  const putDelivery =
    raw.prepare(`insert or ignore into processed_deliveries (delivery, workspace, run, outcome, reason,
    at) values (?, 'default', ?, ?, ?, ?)`)

  function settleParked(settlement: Settlement, record: SettledRecord): void {
    const open = openEntry.get(settlement.flow, record.identity)
    if (record.status !== 'parked' || !record.problem) {
      if (open && record.status !== 'pending') resolve.run(settlement.at, settlement.run, open.id)
      return
    }
    const attempts = open?.attempts ?? 0
    const again = record.problem.retry === 'later' ? RETRY_LADDER[attempts] : undefined
    park.run({
      id: open?.id ?? uuid(),
      flow: settlement.flow,
      identity: record.identity,
      source: record.source,
      node: record.node ?? record.source,
      run: settlement.run,
      record: record.id,
      key: record.key,
      problem: JSON.stringify(record.problem),
      code: record.problem.code,
      payload: packPayload(record.payload()),
      keys: JSON.stringify(record.keys),
      retryAt: again === undefined ? null : settlement.at + Math.max(again, record.problem.retryAfterMs ?? 0),
      attempts: attempts + 1,
      at: settlement.at,
    })
  }

  function settleRecord(settlement: Settlement, record: SettledRecord): void {
    putRecord.run({
      id: record.id,
      run: settlement.run,
      ordinal: record.ordinal,
      flow: settlement.flow,
      source: record.source,
      identity: record.identity,
      key: record.key,
      keys: JSON.stringify(record.keys),
      status: record.status,
      reason: record.reason ?? null,
      problem: record.problem ? JSON.stringify(record.problem) : null,
      node: record.node ?? null,
      at: settlement.at,
      period: settlement.period,
    })
    putKey.run(searchValue(record.key), record.id, 'key')
    for (const key of record.keys) putKey.run(searchValue(key.value), record.id, key.type)
    if (settlement.mode === 'live') settleParked(settlement, record)
  }

  return {
    settle(settlement) {
      for (const record of settlement.records) settleRecord(settlement, record)
      updateRun.run({
        ...settlement.counts,
        run: settlement.run,
        effects: JSON.stringify(settlement.effects),
        steps: JSON.stringify(settlement.steps),
        progress: JSON.stringify(settlement.progress),
        base: settlement.partialAfter ? JSON.stringify(settlement.partialAfter) : null,
      })
      for (const mark of settlement.watermarks) {
        const value = JSON.stringify(mark.value)
        putWatermark.run(settlement.flow, mark.node, mark.environment, value, settlement.run, settlement.at)
      }
      if (settlement.mode === 'live') {
        const { flow } = settlement
        memory.remember(
          settlement.remember.map((row) => ({ ...row, flow })),
          settlement.at,
        )
      }
      for (const one of settlement.deliveries) {
        putDelivery.run(one.id, settlement.run, one.outcome, one.reason ?? null, settlement.at)
      }
    },
  }
}
