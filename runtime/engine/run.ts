import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Flow } from '../../flows/schema.ts'
import { untilAborted } from '../../nodes/sdk/abort.ts'
import type { Context, RecordSource } from '../../nodes/sdk/context.ts'
import { problemOf, type Problem } from '../../nodes/sdk/problem.ts'
import type { Rec, SourceRecord } from '../../nodes/sdk/record.ts'
import type { RunStatus } from '../live/events.ts'
import type { RunRow } from '../store/work/runs.ts'
import { arrived, openPage } from './arrival.ts'
import { Channel } from './channel.ts'
import { createContext } from './context.ts'
import type { EngineDeps, ExpressionEnvironment } from './deps.ts'
import { bindConnections, LOCAL, type Bound } from './environments.ts'
import { intake, type RawPage } from './intake.ts'
import { newTravelling, stepOf, type Travelling } from './page.ts'
import { planRun, type Plan, type PlannedSource, type PlannedStep } from './plan.ts'
import { Progress } from './progress.ts'
import { pump, type Carried } from './pump.ts'
import { Reporter } from './reporter.ts'
import { NodeBooks } from './settle.ts'
import { scopeOf } from './scope.ts'
import { Breaker, nothingBeside, RunStop } from './stop.ts'
import { Trail } from './trail.ts'

/** Pages between the source and the last commit: one being committed, one being worked, one being fetched. */
const PAGES_IN_FLIGHT = 2
/** Pages open when nodes keep records back, and how long a stand-still may last before the next is read even so. */
const MOST_PAGES = 16
const QUIET_MS = 5_000
const PATIENCE_MS = 6_000

/** `interrupted`: the runner is stopping; the run stays open and goes on later where it was. */
export interface RunEnd {
  readonly status: Extract<RunStatus, 'succeeded' | 'partial' | 'failed' | 'cancelled'> | 'interrupted'
  readonly problem?: Problem
}

export interface RunControl {
  /** Aborted with the reason 'cancel' or 'shutdown': what is at work is finished, nothing new is begun. */
  readonly drain: AbortSignal
  /** How long nodes may take to come to an end before they are cut off, and as long again before they are given up. */
  readonly patienceMs?: number
}

/** Executes a run to its end; everything it learns is on disk before it answers. */
export async function executeRun(run: RunRow, deps: EngineDeps, control: RunControl): Promise<RunEnd> {
  const abort = new AbortController()
  // Each call at work listens; how many are at work is bounded elsewhere. Not 0: Node then finds no limit and throws when
  // undici asks for it.
  setMaxListeners(100_000, abort.signal)
  try {
    const flow = JSON.parse(run.document) as Flow
    const plan = planRun(flow, run.selection, deps)
    const bound = await bindConnections(plan, run, deps, AbortSignal.any([abort.signal, control.drain]))
    return await new Execution(run, plan, bound, deps, control, abort).execute()
  } catch (error) {
    if (control.drain.aborted) return endOf(control, undefined)
    return { status: 'failed', problem: error instanceof RunStop ? error.problem : problemOf(error) }
  } finally {
    deps.door.rehearsal.forget(run.id)
  }
}

function endOf(control: RunControl, problem: Problem | undefined): RunEnd {
  if (problem) return { status: 'failed', problem }
  return { status: control.drain.reason === 'cancel' ? 'cancelled' : 'interrupted' }
}

class Execution {
  readonly #run: RunRow
  readonly #plan: Plan
  readonly #bound: ReadonlyMap<string, Bound>
  readonly #deps: EngineDeps
  readonly #control: RunControl
  readonly #abort: AbortController
  readonly #progress: Progress
  readonly #reporter: Reporter
  readonly #channels = new Map<string, Channel<readonly Carried[]>>()
  readonly #books = new Map<string, NodeBooks>()
  readonly #trail: Trail
  /** One object for the whole run: the evaluator sends it to its child once. */
  readonly #scope: ExpressionEnvironment
  readonly #scopes = new Map<string, string>()
  #ordinal: number
  #pages = 0
  #stop: Problem | undefined
  #stopping = false
  readonly #givenUp = signalOnce()
  readonly #halted = new AbortController()

  constructor(
    run: RunRow,
    plan: Plan,
    bound: ReadonlyMap<string, Bound>,
    deps: EngineDeps,
    control: RunControl,
    abort: AbortController,
  ) {
    this.#run = run
    this.#plan = plan
    this.#scope = { settings: plan.settings, valueMaps: plan.flow.valueMaps ?? {} }
    this.#bound = bound
    this.#deps = deps
    this.#control = control
    this.#abort = abort
    this.#progress = new Progress(run, deps, (source) => this.#environmentOf(source), keepsWatermark(run))
    this.#ordinal = this.#progress.nextOrdinal
    this.#reporter = new Reporter(run, deps.emit, () => ({
      counts: this.#progress.liveCounts(),
      steps: [...this.#plan.sources, ...this.#plan.steps].map(({ id }) => ({
        node: id,
        counts: this.#progress.liveStep(id, this.#books.get(id)?.size ?? 0),
      })),
    }))
    this.#trail = new Trail({
      ...{ books: this.#books, reporter: this.#reporter, live: run.mode === 'live', now: deps.now },
      leadsTo: (node) => this.#leadsTo(node),
    })
  }

  async execute(): Promise<RunEnd> {
    const onDrain = (): void => this.#halt()
    this.#control.drain.addEventListener('abort', onDrain, { once: true })
    if (this.#control.drain.aborted) onDrain()
    this.#reporter.start()
    try {
      this.#wire()
      const pumps = this.#plan.steps.map((step) => this.#guard(this.#pump(step)))
      const sources = this.#guard(this.#readSources())
      await Promise.race([Promise.all([sources, ...pumps]), this.#givenUp.promise])
      await this.#guard(this.#progress.flush())
      const interrupted = this.#control.drain.aborted && this.#control.drain.reason !== 'cancel' && !this.#stop
      if (interrupted) this.#progress.drop()
      else if (this.#stopping) await this.#progress.commitPartial()
    } finally {
      this.#control.drain.removeEventListener('abort', onDrain)
      this.#reporter.stop()
    }
    if (this.#stopping) return endOf(this.#control, this.#stop)
    return { status: this.#progress.counts.parked > 0 ? 'partial' : 'succeeded' }
  }

  #wire(): void {
    const feeders = new Map<string, number>()
    for (const node of [...this.#plan.sources, ...this.#plan.steps]) {
      for (const target of this.#targetsOf(node.id)) feeders.set(target, (feeders.get(target) ?? 0) + 1)
    }
    for (const step of this.#plan.steps) {
      this.#channels.set(step.id, new Channel(feeders.get(step.id) ?? 0))
      this.#books.set(step.id, new NodeBooks(step.name, (root) => this.#settled(root)))
    }
  }

  /** Distinct nodes fed by a node, over all its ports. */
  #targetsOf(node: string): Set<string> {
    const targets = new Set<string>()
    if (node === this.#plan.to) return targets
    for (const [port, ids] of this.#plan.edges) {
      if (!port.startsWith(`${node}.`)) continue
      for (const id of ids) if (this.#plan.steps.some((step) => step.id === id)) targets.add(id)
    }
    return targets
  }

  async #guard(work: Promise<void>): Promise<void> {
    try {
      await work
    } catch (error) {
      if (this.#stopping) return
      this.#stop = error instanceof RunStop ? error.problem : problemOf(error)
      this.#halt()
    }
  }

  /** Nothing new is begun; what is at work may end, and is cut off when it takes too long. */
  #halt(): void {
    if (this.#stopping) return
    this.#stopping = true
    this.#halted.abort()
    for (const channel of this.#channels.values()) channel.drop()
    this.#progress.wake()
    const patience = this.#control.patienceMs ?? PATIENCE_MS
    const cut = setTimeout(() => this.#abort.abort(new Error('the run is stopping')), patience)
    // A node that hears neither must not keep a cancelled run, or a runner that is to stop, for ever.
    const giveUp = setTimeout(() => this.#givenUp.resolve(), 2 * patience)
    cut.unref()
    giveUp.unref()
  }

  async #readSources(): Promise<void> {
    for (const source of this.#plan.sources) {
      if (this.#progress.places[source.id]?.done) continue
      if (this.#stopping) break
      await this.#readSource(source)
    }
    for (const source of this.#plan.sources) {
      for (const target of this.#targetsOf(source.id)) this.#channels.get(target)?.end()
    }
  }

  async #readSource(source: PlannedSource): Promise<void> {
    const ctx = this.#context(source)
    let last: RawPage | undefined
    for await (const page of intake(source, this.#run, this.#deps, ctx)) {
      if (this.#stopping) return
      last = page
      await this.#admit(source, page, false)
      await this.#room()
      if (this.#stopping) return
    }
    const cursor = last?.cursor
    await this.#admit(source, { records: [], ...(cursor === undefined ? {} : { cursor }) }, true)
  }

  /**
   * Waits until there is room for another page. Where every node waits for more, some record is being kept back: by a
   * node that gathers neighbours, which needs the next page, or by one that lost it, which is noticed in the end.
   */
  async #room(): Promise<void> {
    const { open } = this.#progress
    while (!this.#stopping && open.length > PAGES_IN_FLIGHT) {
      const quiet = this.#quiet()
      if (quiet && open.length < MOST_PAGES) return
      if (!quiet) await this.#progress.change()
      else if (!(await this.#changeWithin(QUIET_MS))) return
    }
  }

  /** Every node waits for more, and nothing is being committed. */
  #quiet(): boolean {
    const committing = this.#progress.open.some((page) => page.open === 0)
    return !committing && [...this.#channels.values()].every((channel) => channel.idle)
  }

  /**
   * Waits for records of this run itself with the same identity, as long as they get on: one that a node keeps back until its
   * neighbours have come would wait for this page for ever. Those left out are held by this run already.
   */
  async #notAtWork(identities: readonly string[]): Promise<readonly string[]> {
    const atWork = () => {
      const open = new Set(this.#progress.open.flatMap((page) => page.records.map(({ record }) => record.identity)))
      return identities.filter((one) => open.has(one))
    }
    let own = atWork()
    for (; own.length > 0 && !this.#stopping && !this.#quiet(); own = atWork()) await this.#progress.change()
    return own.length === 0 ? identities : identities.filter((one) => !own.includes(one))
  }

  async #changeWithin(ms: number): Promise<boolean> {
    return Promise.race([this.#progress.change().then(() => true), delay(ms, false, { ref: false })])
  }

  /** Numbers a page's records, waits until no other run works on one of them, and sends them on their way. */
  async #admit(source: PlannedSource, raw: RawPage, done: boolean): Promise<void> {
    const environment = this.#environmentOf(source.id)
    const ordinal = this.#ordinal
    const page = openPage(raw, { source: source.id, number: this.#pages, done, ordinal })
    this.#pages += 1
    const at = this.#deps.now()
    for (const one of raw.records) {
      const place = { run: this.#run.id, ordinal: this.#ordinal, environment }
      const root = {
        record: arrived(one, place),
        ordinal: this.#ordinal,
        source: source.id,
        page,
        summary: one.summary,
      }
      this.#ordinal += 1
      page.records.push(newTravelling({ ...root, at }))
    }
    for (const root of page.records) this.#trail.begin(root, source)
    const identities = await this.#notAtWork(page.records.map((travelling) => travelling.record.identity))
    const acquired = this.#deps.recordGate.acquire(identities)
    const release = await untilAborted(this.#halted.signal, acquired).catch(() => undefined)
    if (!release) {
      void acquired.then((free) => free())
      return
    }
    page.release = () => {
      this.#trail.end(page.records)
      release()
    }
    const counts = stepOf(page, source.id)
    counts.ports['out'] = page.records.length
    this.#progress.add(page)
    const carried = page.records.map((root): Carried => ({ record: root.record, roots: [root] }))
    for (const root of page.records) root.open += 1
    if (carried.length > 0) await this.#deliver(source.id, 'out', undefined, carried)
    for (const root of page.records) {
      root.open -= 1
      if (root.open === 0) this.#settled(root)
    }
  }

  #settled(root: Travelling): void {
    this.#reporter.settled(root)
    root.page.open -= 1
    if (root.page.open === 0) this.#progress.pageSettled()
  }

  async #pump(step: PlannedStep): Promise<void> {
    const books = this.#books.get(step.id) as NodeBooks
    const channel = this.#channels.get(step.id) as Channel<readonly Carried[]>
    try {
      await pump({
        step,
        ctx: this.#context(step),
        channel,
        books,
        breaker: new Breaker(),
        now: this.#deps.now,
        stopping: () => this.#stopping,
        waiting: () => this.#progress.wake(),
        deliver: (port, carried) => this.#deliver(step.id, port, step, carried),
        tell: (told) => this.#trail.told(step, told),
      })
    } finally {
      for (const target of this.#targetsOf(step.id)) this.#channels.get(target)?.end()
    }
  }

  async #deliver(
    node: string,
    port: string,
    step: PlannedStep | undefined,
    carried: readonly Carried[],
  ): Promise<void> {
    const targets = node === this.#plan.to ? [] : (this.#plan.edges.get(`${node}.${port}`) ?? [])
    const known = targets.filter((id) => this.#channels.has(id))
    if (known.length === 0) {
      const reason = node === this.#plan.to ? 'stopped-here' : step?.definition.outputs[port]?.skipReason
      if (reason !== undefined) for (const { roots } of carried) this.#trail.endHere(roots, node, reason)
      return
    }
    for (const target of known) {
      const books = this.#books.get(target)
      for (const one of carried) {
        books?.enter(one.record, one.roots)
        const first = one.roots[0]
        if (first) stepOf(first.page, target).in += 1
      }
    }
    // One after the other would let a slow branch hold up its neighbour's first record, not its last.
    await Promise.all(known.flatMap((target) => this.#channels.get(target)?.put(carried) ?? []))
  }

  #leadsTo(node: string): string {
    let scope = this.#scopes.get(node)
    if (scope === undefined) this.#scopes.set(node, (scope = scopeOf(node, this.#plan, this.#bound)))
    return scope
  }

  #sourceOf(node: PlannedStep | PlannedSource, record: Rec): RecordSource {
    const [root] = this.#trail.rootsOf(node.id, record)
    const source = root?.source ?? node.id
    return { node: source, environment: this.#environmentOf(source) }
  }

  /** Never part of the books: it is read whole each time, so nothing of it has to be remembered. */
  async *#beside(node: PlannedStep | PlannedSource, input: string): AsyncGenerator<readonly SourceRecord[]> {
    const sources = this.#plan.beside.get(`${node.id}.${input}`)
    if (!sources) throw nothingBeside(node.name, input)
    for (const source of sources) {
      for await (const page of source.definition.read({}, this.#context(source))) yield page.records
    }
  }

  #environmentOf(node: string): string {
    const slot = [...this.#plan.sources, ...this.#plan.steps].find((one) => one.id === node)?.slot
    return (slot !== undefined && this.#bound.get(slot)?.environment.id) || LOCAL
  }

  #context(node: PlannedStep | PlannedSource): Context {
    return createContext(this.#deps, {
      run: this.#run,
      plan: this.#plan,
      node,
      bound: node.definition.connects && node.slot !== undefined ? this.#bound.get(node.slot) : undefined,
      scope: this.#scope,
      signal: this.#abort.signal,
      log: this.#reporter.logger(node.id),
      onEffect: (write, effect) => this.#trail.effect(node, write, effect),
      sourceOf: (record) => this.#sourceOf(node, record),
      beside: (input) => this.#beside(node, input),
      boundTo: (slot) => this.#bound.get(slot),
      leadsTo: () => this.#leadsTo(node.id),
    })
  }
}

function signalOnce(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}

/** Only runs that read on from where the last one stopped may move the mark. */
function keepsWatermark(run: RunRow): boolean {
  const { keys, since, until, records, retry, deliveries } = run.selection
  return run.mode === 'live' && ![keys, since, until, records, retry, deliveries].some((one) => one !== undefined)
}
