import type { Problem } from '../../nodes/sdk/problem.ts'
import type { Rec } from '../../nodes/sdk/record.ts'
import type { Write } from '../../nodes/sdk/write.ts'
import type { StepCounts } from '../live/events.ts'
import type { EffectCounts } from '../store/work/runs.ts'
import type { RecordStatus, SettledRecord } from '../store/work/settlement.ts'
import type { TraceEffect, TraceRecord, TraceStep } from '../store/traces/chunk.ts'

/** A source record on its way: what has become of its parts so far. */
export interface Travelling {
  readonly record: Rec
  readonly ordinal: number
  readonly source: string
  readonly summary: { who?: string; amount?: string } | undefined
  readonly page: OpenPage
  /** Parts of it that are in some node or between two. */
  open: number
  parked: { node: string; problem: Problem } | undefined
  skipped: { node: string; reason: string } | undefined
  created: boolean
  updated: boolean
  readonly steps: TraceStep[]
  readonly effects: TraceEffect[]
  /** What it became in the target: the document of its event, not the debtor or tag that came along. */
  becameLabel: string | undefined
  /** What a target says it wrote, last. */
  sentence: { readonly node: string; readonly text: string } | undefined
  /** What nodes remember of it once it has settled. */
  readonly remember: {
    readonly node: string
    readonly scope: string
    readonly identity: string
    readonly hash: string
  }[]
  /** Keys learned on the way: the number a document got. */
  readonly moreKeys: { type: string; value: string }[]
}

/** A page of a source between being read and being committed. */
export interface OpenPage {
  readonly source: string
  /** Its place among the pages of the run. */
  readonly number: number
  /** The last page with which it shares a record: going on between the two would make half of one. */
  tiedTo: number
  /** Ordinal of the record after its last. */
  readonly nextOrdinal: number
  readonly records: Travelling[]
  /** Source records that have not settled yet. */
  open: number
  cursor: unknown
  watermark: unknown
  /** Its source has nothing more to read in this run. */
  done: boolean
  expected: number | undefined
  readonly deliveries: { id: number; outcome: 'ran' | 'merged' | 'skipped'; reason?: string }[]
  readonly steps: Map<string, StepCounts>
  readonly effects: EffectCounts
  /** Lets the next page with one of these keys in. */
  release: () => void
}

/** A source record as it sets out. */
export function newTravelling(
  given: Pick<Travelling, 'record' | 'ordinal' | 'source' | 'page' | 'summary'> & { at: number },
): Travelling {
  const { at, ...rest } = given
  return {
    ...rest,
    open: 0,
    parked: undefined,
    skipped: undefined,
    created: false,
    updated: false,
    steps: [{ node: rest.source, at, ms: 0, outcome: 'passed', port: 'out', input: null, output: rest.record.data }],
    effects: [],
    becameLabel: undefined,
    sentence: undefined,
    remember: [],
    moreKeys: [],
  }
}

export function emptyStep(): StepCounts {
  return { in: 0, atWork: 0, skipped: 0, parked: 0, ports: {}, effects: { created: 0, updated: 0, skipped: 0 } }
}

export function addStep(into: StepCounts, from: StepCounts): void {
  into.in += from.in
  into.skipped += from.skipped
  into.parked += from.parked
  for (const [port, count] of Object.entries(from.ports)) into.ports[port] = (into.ports[port] ?? 0) + count
  into.effects.created += from.effects.created
  into.effects.updated += from.effects.updated
  into.effects.skipped += from.effects.skipped
}

export function stepOf(page: OpenPage, node: string): StepCounts {
  const known = page.steps.get(node)
  if (known) return known
  const fresh = emptyStep()
  page.steps.set(node, fresh)
  return fresh
}

/** What the door did for a record, or for one that it has become a part of. */
export function noteEffect(root: Travelling, write: Write, effect: TraceEffect): void {
  root.effects.push(effect)
  if (effect.action === 'create' && !write.besides) root.created = true
  else if (effect.action === 'create' || effect.action === 'update') root.updated = true
  if (!effect.target) return
  if (write.kind === 'event' || root.becameLabel === undefined) {
    root.becameLabel = effect.target.label ?? effect.target.id
  }
  root.moreKeys.push({ type: write.operation, value: effect.target.id })
}

/**
 * Source records that have become one: they are found by its name from now on (a retry of one takes the others along), and
 * a run never goes on between their pages.
 */
export function tieTogether(roots: readonly Travelling[], name: string): void {
  const last = Math.max(...roots.map((root) => root.page.number))
  for (const { page, moreKeys } of roots) {
    page.tiedTo = Math.max(page.tiedTo, last)
    if (!moreKeys.some((one) => one.type === GROUP && one.value === name)) moreKeys.push({ type: GROUP, value: name })
  }
}

/** The type of key under which source records that became one are found. */
export const GROUP = 'group'

/** The first of parked, pending, created, updated, skipped that is true of any of its parts. */
export function statusOf(travelling: Travelling): RecordStatus {
  if (travelling.parked) return 'parked'
  if (travelling.open > 0) return 'pending'
  if (travelling.created) return 'created'
  if (travelling.updated) return 'updated'
  return 'skipped'
}

/** What is remembered of a record: nothing of one that did not come to a good end. */
export function rememberedOf(travelling: Travelling): Travelling['remember'] {
  const status = statusOf(travelling)
  return status === 'parked' || status === 'pending' ? [] : travelling.remember
}

export function settledRecord(travelling: Travelling): SettledRecord {
  const { record, parked, skipped } = travelling
  const status = statusOf(travelling)
  const firstSkip = travelling.effects.find((effect) => effect.action === 'skip')
  const reason = status === 'skipped' ? (skipped?.reason ?? firstSkip?.reason ?? 'no-effect') : undefined
  const node =
    status === 'parked' ? parked?.node : status === 'skipped' ? (skipped?.node ?? firstSkip?.node) : undefined
  return {
    id: record.id,
    ordinal: travelling.ordinal,
    source: travelling.source,
    identity: record.identity,
    key: record.key,
    keys: [...record.keys, ...travelling.moreKeys],
    status,
    reason,
    problem: status === 'parked' ? parked?.problem : undefined,
    node,
    payload: () => payloadOf(record),
  }
}

/** What a retry needs to let this record in again at its source. */
export function payloadOf(record: Rec): { identity: string; key: string; keys: unknown; data: unknown } {
  return { identity: record.identity, key: record.key, keys: record.keys, data: record.data }
}

export function traceRecord(travelling: Travelling): TraceRecord {
  return {
    ordinal: travelling.ordinal,
    data: travelling.record.data,
    steps: travelling.steps,
    effects: travelling.effects,
  }
}
