import type { LiveEvent, RunCounts, RunStatus, StepCounts } from '../../runtime/live/events.ts'
import type { Problem } from '../../nodes/sdk/problem.ts'
import type { Run } from '../api/shapes.ts'

/** A record that passed a node, for the peek of an edge and the live log. */
export interface LogRow {
  readonly seq: number
  readonly at: string
  readonly node: string | undefined
  readonly record: string | undefined
  readonly key: string
  readonly status: 'moving' | 'created' | 'updated' | 'skipped' | 'parked' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly ms: number | undefined
  readonly port: string | undefined
  readonly who: string | undefined
  readonly amount: string | undefined
}

export interface RunSummary {
  readonly id: string
  readonly mode: string
  readonly trigger: string
  readonly status: RunStatus
  readonly counts: RunCounts
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly problem: Problem | undefined
  readonly by: string | undefined
}

export interface StepView {
  readonly counts: StepCounts
  /** When its figures last changed, in ms: an edge stays lively a moment after. */
  readonly changedAt: number
}

const PUBLISH_MS = 250
const LOG_SIZE = 2_000

/**
 * What the shown run is doing. Events change it outside React; subscribers are told at most four times a second, and
 * a node is redrawn only when its own figures changed.
 */
export class RunView {
  #run: RunSummary | undefined
  #steps = new Map<string, StepView>()
  #log: readonly LogRow[] = []
  #pending: LogRow[] = []
  #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  /** A run that began by itself and may turn out to have nothing to do. */
  #candidate: RunEvent | undefined
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  run = (): RunSummary | undefined => this.#run
  step = (node: string): StepView | undefined => this.#steps.get(node)
  /** Newest first. */
  log = (): readonly LogRow[] => this.#log

  /** Shows another run: what the API knows of it, before its events. */
  show(run: Run | undefined): void {
    const same = run !== undefined && run.id === this.#run?.id
    this.#run = run === undefined ? undefined : summaryOf(run)
    if (!same) {
      this.#log = []
      this.#pending = []
      this.#steps = new Map()
    }
    for (const [node, counts] of Object.entries(run?.steps ?? {})) this.#steps.set(node, { counts, changedAt: 0 })
    this.#publish()
  }

  take(events: readonly LiveEvent[]): void {
    for (const event of events) this.#takeOne(event)
    this.#timer ??= setTimeout(() => this.#publish(), PUBLISH_MS)
  }

  /** What a run did before it was looked at; rows that came meanwhile stay, and none stands there twice. */
  recall(run: string, events: readonly LiveEvent[]): void {
    if (run !== this.#run?.id) return
    const oldest = this.#log.at(-1)?.seq ?? this.#pending[0]?.seq ?? Infinity
    const rows = events.flatMap((event) => (isRow(event) && event.seq < oldest ? [rowOf(event)] : []))
    this.#log = [...this.#log, ...rows.reverse()].slice(0, LOG_SIZE)
    this.#publish()
  }

  #takeOne(event: LiveEvent): void {
    if (event.type === 'behind') return
    this.#switchTo(event)
    if (event.run !== this.#run?.id) return
    if (event.type === 'run') this.#run = merged(this.#run, event)
    else if (event.type === 'step') this.#steps.set(event.node, { counts: event.counts, changedAt: this.#now() })
    else this.#pending.push(rowOf(event))
  }

  /**
   * A run that begins takes the place of one that has ended, since people look at what happens now. One that began by
   * itself does so with its first record: a sweep that finds nothing hides nothing.
   */
  #switchTo(event: Exclude<LiveEvent, { type: 'behind' }>): void {
    if (isActive(this.#run) || event.run === this.#run?.id) return
    if (event.type === 'run' && event.status === 'running') {
      if (byPerson(event.trigger)) this.#become(event)
      else this.#candidate = event
    }
    if (event.type === 'record' && event.run === this.#candidate?.run) this.#become(this.#candidate)
  }

  #become(event: RunEvent): void {
    const empty = { startedAt: null, finishedAt: null, problem: undefined, by: undefined }
    const { run: id, mode, trigger, status, counts } = event
    this.#run = merged({ id, mode, trigger, status, counts, ...empty }, event)
    this.#candidate = undefined
    this.#steps = new Map()
    this.#log = []
    this.#pending = []
  }

  #publish(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#pending.length > 0) {
      this.#log = [...this.#pending.reverse(), ...this.#log].slice(0, LOG_SIZE)
      this.#pending = []
    }
    for (const listener of this.#listeners) listener()
  }
}

const byPerson = (trigger: string) => trigger !== 'webhook' && trigger !== 'schedule'

/** Whether a run is worth showing when a flow is opened: it did something, or a person asked for it. */
export function worthShowing(run: Run): boolean {
  return run.status !== 'queued' && (run.counts.read > 0 || byPerson(run.trigger))
}

export function isActive(run: { status: RunStatus } | undefined): boolean {
  return run?.status === 'running' || run?.status === 'queued'
}

/** The node at which a failed run stopped, when its problem names one. */
export function stoppedAt(run: RunSummary | undefined): string | undefined {
  const details = run?.status === 'failed' ? run.problem?.details : undefined
  const node = typeof details === 'object' && details !== null && 'node' in details ? details.node : undefined
  return typeof node === 'string' ? node : undefined
}

function summaryOf(run: Run): RunSummary {
  const { id, mode, trigger, status, counts, startedAt, finishedAt, problem, by } = run
  return { id, mode, trigger, status, counts, startedAt, finishedAt, problem, by }
}

function merged(run: RunSummary, event: RunEvent): RunSummary {
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  const { mode, trigger, status, counts, problem } = event
  return {
    ...run,
    ...{ mode, trigger, status, counts, problem },
    startedAt: time(event.startedAt),
    finishedAt: time(event.finishedAt),
  }
}

type RunEvent = Extract<LiveEvent, { type: 'run' }>
type RowEvent = Extract<LiveEvent, { type: 'record' | 'log' }>

function isRow(event: LiveEvent): event is RowEvent {
  return event.type === 'record' || event.type === 'log'
}

function rowOf(event: RowEvent): LogRow {
  if (event.type === 'log') {
    const { seq, at, node, level, message } = event
    const nothing = { record: undefined, ms: undefined, port: undefined, who: undefined, amount: undefined }
    return { seq, at, node, message, key: '', status: level, ...nothing }
  }
  const { seq, at, node, record, key, status, message, ms, port, summary } = event
  return { seq, at, node, record, key, status, message, ms, port, who: summary?.who, amount: summary?.amount }
}

/** The last records that went over an edge, newest first, one each. */
export function passedOver(
  log: readonly LogRow[],
  node: string,
  port: string,
  onlyPort: boolean,
  count = 3,
): readonly LogRow[] {
  const found: LogRow[] = []
  for (const row of log) {
    if (row.node !== node || row.status === 'skipped' || row.status === 'parked' || row.record === undefined) continue
    if (row.port === undefined ? !onlyPort : row.port !== port) continue
    if (found.some((one) => one.key === row.key)) continue
    found.push(row)
    if (found.length === count) break
  }
  return found
}
