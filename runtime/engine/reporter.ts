import type { Logger } from '../../nodes/sdk/context.ts'
import type { RunCounts, RunEvent, StepCounts } from '../live/events.ts'
import type { RunRow } from '../store/work/runs.ts'
import type { TraceEffect } from '../store/traces/chunk.ts'
import { statusOf, type Travelling } from './page.ts'

/** Numbers on the canvas change at most this often. */
const EVERY_MS = 250
/** Record events a flush: beyond it the live view samples; counts stay exact, and all records can be read. */
const MOST_RECORDS = 250

interface Snapshot {
  readonly counts: RunCounts
  readonly steps: readonly { node: string; counts: StepCounts }[]
}
interface Named {
  readonly id: string
  readonly name: string
}

/** Tells what a run does while it does it. */
export class Reporter {
  readonly #run: RunRow
  readonly #emit: (event: RunEvent) => void
  readonly #snapshot: () => Snapshot
  readonly #told = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined
  #records = 0
  #left = 0

  constructor(run: RunRow, emit: (event: RunEvent) => void, snapshot: () => Snapshot) {
    this.#run = run
    this.#emit = emit
    this.#snapshot = snapshot
  }

  start(): void {
    this.#timer = setInterval(() => this.flush(), EVERY_MS)
    this.#timer.unref()
    this.flush()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.flush()
  }

  /** Sends the counts that changed since the last time. */
  flush(): void {
    const { counts, steps } = this.#snapshot()
    for (const step of steps) {
      const text = JSON.stringify(step.counts)
      if (this.#told.get(step.node) === text) continue
      this.#told.set(step.node, text)
      this.#emit({ type: 'step', run: this.#run.id, flow: this.#run.flow, ...step })
    }
    const text = JSON.stringify(counts)
    if (this.#told.get('') !== text) {
      this.#told.set('', text)
      this.#emit({
        type: 'run',
        run: this.#run.id,
        flow: this.#run.flow,
        mode: this.#run.mode,
        trigger: this.#run.trigger,
        status: 'running',
        counts,
        startedAt: this.#run.startedAt,
        finishedAt: null,
      })
    }
    if (this.#left > 0) this.#log(undefined, 'info', `${this.#left} more steps happened; every record is in Records.`)
    this.#records = 0
    this.#left = 0
  }

  /** A record leaves a node; a target's own sentence says what it wrote. */
  moving(root: Travelling, node: Named, port: string, ms: number, effect: TraceEffect | undefined): void {
    const wrote = root.sentence?.node === node.id ? root.sentence.text : undefined
    const how = effect?.action === 'skip' ? `${node.name}: ${effect.reason ?? 'nothing to do'}` : `${node.name}: passed`
    this.#record(root, node.id, 'moving', wrote ?? how, ms, port)
  }

  settled(root: Travelling): void {
    const status = statusOf(root)
    if (status === 'pending') return
    const last = root.steps.at(-1)
    const ms = last ? last.at + last.ms - (root.steps[0]?.at ?? last.at) : 0
    const node = root.parked?.node ?? root.skipped?.node ?? last?.node ?? root.source
    this.#record(root, node, status, this.#sentence(root, status), ms, undefined, true)
  }

  #sentence(root: Travelling, status: string): string {
    if (root.parked) return root.parked.problem.message
    if (status === 'skipped') {
      const step = root.steps.findLast((one) => one.outcome === 'skipped')
      return step?.detail ?? `Skipped: ${root.skipped?.reason ?? step?.reason ?? 'nothing to do'}.`
    }
    const what = this.#run.mode === 'live' ? status : `would be ${status}`
    return root.becameLabel === undefined ? `Done: ${what}.` : `Done: ${what} as ${root.becameLabel}.`
  }

  #record(
    root: Travelling,
    node: string,
    status: 'moving' | 'created' | 'updated' | 'skipped' | 'parked',
    message: string,
    ms: number,
    port?: string,
    always = false,
  ): void {
    if (this.#records >= MOST_RECORDS && !(always && status === 'parked')) {
      this.#left += 1
      return
    }
    this.#records += 1
    this.#emit({
      type: 'record',
      run: this.#run.id,
      flow: this.#run.flow,
      node,
      record: root.record.id,
      key: root.record.key,
      status,
      message,
      ms,
      ...(root.summary ? { summary: root.summary } : {}),
      ...(port === undefined ? {} : { port }),
    })
  }

  logger(node: string): Logger {
    return {
      debug: () => undefined,
      info: (message, fields) => this.#log(node, 'info', message, fields),
      warn: (message, fields) => this.#log(node, 'warn', message, fields),
    }
  }

  #log(node: string | undefined, level: 'info' | 'warn', message: string, fields?: object): void {
    this.#emit({
      type: 'log',
      run: this.#run.id,
      flow: this.#run.flow,
      level,
      message,
      ...(node === undefined ? {} : { node }),
      ...(fields ? { fields } : {}),
    })
  }
}
