import type { RunCounts, StepCounts } from '../live/events.ts'
import type { EffectCounts, RunRow, SourceProgress, Totals } from '../store/work/runs.ts'
import type { Settlement } from '../store/work/settlement.ts'
import { periodOf } from '../store/traces/traces.ts'
import type { EngineDeps } from './deps.ts'
import {
  addStep,
  emptyStep,
  rememberedOf,
  settledRecord,
  statusOf,
  traceRecord,
  type OpenPage,
  type Travelling,
} from './page.ts'

/** Where a page leads to: what is left of it once its records are on disk. */
interface Place extends Pick<
  OpenPage,
  'source' | 'cursor' | 'nextOrdinal' | 'done' | 'expected' | 'watermark' | 'deliveries'
> {
  readonly remember: Travelling['remember']
}

function placeOf(page: OpenPage): Place {
  const { source, cursor, nextOrdinal, done, expected, watermark, deliveries } = page
  const remember = page.records.flatMap(rememberedOf)
  return { source, cursor, nextOrdinal, done, expected, watermark, deliveries, remember }
}

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
  /** Pages that were committed but are not gone on from yet, since they share a record with a later one. */
  #tied: { readonly base: Totals; readonly pages: Place[]; until: number } | undefined
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
    // Where a commit failed the totals count what is not on disk: what is there stays as it is.
    if (this.#failure !== undefined) return this.drop()
    const base = this.#tied?.base ?? this.#totals()
    for (const page of this.open.splice(0)) {
      await this.#commit(page, base)
      page.release()
    }
  }

  #totals(): Totals {
    const { counts, effects, steps } = this
    return structuredClone({ counts, effects, steps })
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
        await this.#commitWhole(page)
        this.open.shift()
        page.release()
        this.wake()
      }
    } catch (error) {
      this.#failure = error
      this.wake()
    }
  }

  /** Half of a record that two pages share must never be read alone: until both are there, a crash repeats both. */
  async #commitWhole(page: OpenPage): Promise<void> {
    const until = Math.max(page.tiedTo, this.#tied?.until ?? 0)
    if (page.number < until) {
      this.#tied ??= { base: this.#totals(), pages: [], until }
      this.#tied.until = until
      this.#tied.pages.push(placeOf(page))
      return this.#commit(page, this.#tied.base)
    }
    await this.#commit(page, undefined)
    this.#tied = undefined
  }

  async #commit(page: OpenPage, partialAfter: Totals | undefined): Promise<void> {
    const counted = partialAfter ? [] : [...(this.#tied?.pages ?? []), placeOf(page)]
    const { id: run, flow, mode } = this.#run
    const at = this.#deps.now()
    const period = periodOf(at)
    await this.#deps.traces.append(run, period, page.records.map(traceRecord))
    this.#count(page)
    for (const one of counted) {
      this.places[one.source] = {
        cursor: one.cursor ?? this.places[one.source]?.cursor,
        ordinal: one.nextOrdinal,
        done: one.done,
        ...(one.expected === undefined ? {} : { expected: one.expected }),
      }
    }
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
      watermarks: this.#watermarksOf(counted),
      remember: counted.flatMap((one) => one.remember),
      deliveries: counted.flatMap((one) => one.deliveries),
      partialAfter,
    }
    await this.#deps.commit(() => this.#deps.settlement.settle(settlement))
  }

  #watermarksOf(pages: readonly Place[]): Settlement['watermarks'] {
    if (!this.#keepsWatermark) return []
    return pages
      .filter((page) => page.watermark !== undefined)
      .map((page) => ({ node: page.source, environment: this.#environmentOf(page.source), value: page.watermark }))
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
