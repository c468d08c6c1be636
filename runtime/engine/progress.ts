import type { RunCounts, StepCounts } from '../live/events.ts'
import type { EffectCounts, RunRow, SourceProgress, Totals } from '../store/work/runs.ts'
import type { Settlement } from '../store/work/settlement.ts'
import { periodOf } from '../store/traces/traces.ts'
import type { EngineDeps } from './deps.ts'
import { addStep, emptyStep, settledRecord, statusOf, traceRecord, type OpenPage } from './page.ts'

/**
 * What of a run is on disk, and the pages on their way there. Pages are committed in the order in which they were
 * read: records, counters, parked entries, watermark and the place to go on from, all in one transaction.
 */
export class Progress {
  readonly counts: RunCounts
  readonly effects: EffectCounts
  readonly steps: Record<string, StepCounts>
  readonly places: Record<string, SourceProgress>
  readonly open: OpenPage[] = []
  readonly #run: RunRow
  readonly #deps: EngineDeps
  readonly #environmentOf: (source: string) => string
  readonly #keepsWatermark: boolean
  #committing: Promise<void> = Promise.resolve()
  #waiters: (() => void)[] = []
  #failure: unknown

  constructor(run: RunRow, deps: EngineDeps, environmentOf: (source: string) => string, keepsWatermark: boolean) {
    this.#run = run
    this.#deps = deps
    this.#environmentOf = environmentOf
    this.#keepsWatermark = keepsWatermark
    const totals = structuredClone(run.base ?? { counts: run.counts, effects: run.effects, steps: run.steps })
    this.counts = totals.counts
    this.effects = totals.effects
    this.steps = totals.steps as Record<string, StepCounts>
    this.places = structuredClone(run.progress) as Record<string, SourceProgress>
  }

  get nextOrdinal(): number {
    return Math.max(0, ...Object.values(this.places).map((place) => place.ordinal))
  }

  add(page: OpenPage): void {
    this.open.push(page)
    if (page.open === 0) this.pageSettled()
  }

  /** Called whenever a page may have become complete. */
  pageSettled(): void {
    this.#committing = this.#committing.then(() => this.#commitSettled())
  }

  /** The next commit, or anything else that may make room for a page. */
  async change(): Promise<void> {
    if (this.#failure === undefined) await new Promise<void>((resolve) => this.#waiters.push(resolve))
    if (this.#failure !== undefined) throw this.#failure
  }

  wake(): void {
    for (const wake of this.#waiters.splice(0)) wake()
  }

  /** Keeps what is known of the pages that will not complete in this run: their open records are pending. */
  async commitPartial(): Promise<void> {
    const { counts, effects, steps } = this
    const before = structuredClone({ counts, effects, steps })
    for (const page of this.open.splice(0)) {
      await this.#commit(page, before)
      page.release()
    }
  }

  /** Lets the pages go that an interrupted run will read again. */
  drop(): void {
    for (const page of this.open.splice(0)) page.release()
  }

  async flush(): Promise<void> {
    await this.#committing
    if (this.#failure !== undefined) throw this.#failure
  }

  async #commitSettled(): Promise<void> {
    try {
      for (let page = this.open[0]; page && page.open === 0; page = this.open[0]) {
        await this.#commit(page, undefined)
        this.open.shift()
        page.release()
        this.wake()
      }
    } catch (error) {
      this.#failure = error
      this.wake()
    }
  }

  async #commit(page: OpenPage, partialAfter: Totals | undefined): Promise<void> {
    const partial = partialAfter !== undefined
    const { id: run, flow, mode } = this.#run
    const at = this.#deps.now()
    const period = periodOf(at)
    await this.#deps.traces.append(run, period, page.records.map(traceRecord))
    this.#count(page)
    const last = page.records.at(-1)
    const before = this.places[page.source]
    if (!partial) {
      this.places[page.source] = {
        cursor: page.cursor ?? before?.cursor,
        ordinal: last ? last.ordinal + 1 : (before?.ordinal ?? this.nextOrdinal),
        done: page.done,
        ...(page.expected === undefined ? {} : { expected: page.expected }),
      }
    }
    const mark =
      partial || !this.#keepsWatermark || page.watermark === undefined
        ? undefined
        : { node: page.source, environment: this.#environmentOf(page.source), value: page.watermark }
    const settlement: Settlement = {
      run,
      flow,
      mode,
      period,
      at,
      records: page.records.map(settledRecord),
      counts: this.counts,
      effects: this.effects,
      steps: this.steps,
      progress: this.places,
      watermark: mark,
      deliveries: partial ? [] : page.deliveries,
      partialAfter,
    }
    await this.#deps.commit(() => this.#deps.settlement.settle(settlement))
  }

  #count(page: OpenPage): void {
    for (const travelling of page.records) {
      this.counts.read += 1
      this.counts[statusOf(travelling)] += 1
    }
    for (const [node, step] of page.steps) {
      const total = (this.steps[node] ??= emptyStep())
      addStep(total, step)
    }
    for (const [operation, effect] of Object.entries(page.effects)) {
      const total = (this.effects[operation] ??= { created: 0, updated: 0, skipped: 0 })
      total.created += effect.created
      total.updated += effect.updated
      total.skipped += effect.skipped
    }
  }

  /** Totals as they stand now, with the pages on their way. */
  liveCounts(): RunCounts {
    const counts = { ...this.counts }
    for (const page of this.open) {
      for (const travelling of page.records) {
        counts.read += 1
        counts[travelling.open > 0 && !travelling.parked ? 'pending' : statusOf(travelling)] += 1
      }
    }
    return counts
  }

  liveStep(node: string, atWork: number): StepCounts {
    const total = structuredClone(this.steps[node] ?? emptyStep())
    for (const page of this.open) {
      const step = page.steps.get(node)
      if (step) addStep(total, step)
    }
    total.atWork = atWork
    return total
  }
}
