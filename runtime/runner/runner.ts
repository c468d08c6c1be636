import { existsSync } from 'node:fs'
import path from 'node:path'
import { connectorByType, nodeByType } from '../../nodes/index.ts'
import type { Config } from '../config.ts'
import type { EngineDeps } from '../engine/deps.ts'
import { Gate } from '../engine/gate.ts'
import { executeRun } from '../engine/run.ts'
import type { FromRunner } from '../queue/contract.ts'
import { loadKey } from '../secrets/key.ts'
import { createSecrets } from '../secrets/secrets.ts'
import { openDatabase, openStore } from '../store/sqlite.ts'
import { createTraceReader, createTraceWriter } from '../store/traces/traces.ts'
import { createGroupCommit } from '../store/work/group-commit.ts'
import { createLedger } from '../store/work/ledger.ts'
import { createRehearsal } from '../store/work/rehearsal.ts'
import { createMemory } from '../store/work/memory.ts'
import { createPlaces } from '../store/work/places.ts'
import { createRunStore, type RunRow } from '../store/work/runs.ts'
import { createSettlementWriter } from '../store/work/settlement.ts'
import { createClientPool } from './clients.ts'
import { excludes } from './lanes.ts'
import { createOutbox } from './outbox.ts'
import {
  createControlReads,
  createDeliveryReads,
  createFinishedRead,
  createWrittenRead,
  createKeptReads,
  createSettledRead,
} from './reads.ts'
import { takeRequest } from './take.ts'

/** Runs at once: beyond it they wait as queued. */
const MOST_RUNS = 8
/** The runner looks by itself this often, in case a wake-up was lost. */
const LOOK_MS = 1_000
/** A run that was taken up this often without settling a single page brings its runner down: it is stopped. */
const MOST_ATTEMPTS = 20

const REQUEST_PLACE = 'request-place'
const ORDER_PLACE = 'order-place'

export interface RunnerOptions {
  readonly config: Config
  readonly evaluate: EngineDeps['evaluate']
  readonly send: (message: FromRunner) => void
}

interface Going {
  readonly run: RunRow
  readonly drain: AbortController
  readonly done: Promise<void>
}

/** Takes runs, executes them, and writes `work.db` and the traces. */
export function startRunner({ config, evaluate, send }: RunnerOptions) {
  const file = (name: string): string => path.join(config.dataDir, name)
  const work = openStore('work', file('work.db'))
  const control = openDatabase(file('control.db'), { readonly: true })
  const inbox = openDatabase(file('inbox.db'), { readonly: true })
  const traceFolder = file('traces')
  const traces = createTraceWriter(traceFolder)
  const reads = createControlReads(control)
  const keptReads = createKeptReads(work, createTraceReader(traceFolder))
  const runs = createRunStore(work)
  const places = createPlaces(work)
  const outbox = createOutbox(send)
  const commit = createGroupCommit(work)
  const key = config.secretKey !== undefined || existsSync(config.secretKeyFile) ? loadKey(config, false) : undefined
  const log = {
    debug: () => undefined,
    info: (message: string, fields?: object) =>
      send({ kind: 'log', level: 'info', message, ...(fields ? { fields } : {}) }),
    warn: (message: string, fields?: object) =>
      send({ kind: 'log', level: 'warn', message, ...(fields ? { fields } : {}) }),
  }
  const clients = createClientPool(control, createSecrets(key ?? Buffer.alloc(32)), connectorByType, log)
  const deps: EngineDeps = {
    nodeByType,
    door: {
      ledger: createLedger(work),
      rehearsal: createRehearsal(work),
      commit,
      gate: new Gate(),
      now: Date.now,
      flowExists: reads.flowExists,
      finished: createFinishedRead(work),
      settledIn: createSettledRead(work),
    },
    places,
    settlement: createSettlementWriter(work),
    memory: createMemory(work),
    traces,
    commit,
    recordGate: new Gate(),
    evaluate,
    openConnection: (id) => clients.open(id),
    deliveries: createDeliveryReads(inbox, work),
    kept: keptReads.kept,
    withGroups: keptReads.withGroups,
    written: createWrittenRead(work),
    emit: outbox.emit,
    now: Date.now,
  }
  const going = new Map<string, Going>()
  let stopping = false

  function tellRun(id: string): void {
    const run = runs.get(id)
    if (!run) return
    outbox.emit({
      type: 'run',
      run: run.id,
      flow: run.flow,
      mode: run.mode,
      trigger: run.trigger,
      status: run.status,
      counts: run.counts,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      ...(run.problem ? { problem: run.problem } : {}),
    })
  }

  function takeRequests(): void {
    for (const request of reads.requestsAfter(Number(places.meta(REQUEST_PLACE) ?? 0))) {
      const run = takeRequest(request, reads, Date.now())
      work.raw
        .transaction(() => {
          runs.insert(run)
          places.setMeta(REQUEST_PLACE, String(request.place))
        })
        .immediate()
      tellRun(run.id)
    }
  }

  function takeOrders(): void {
    for (const order of reads.ordersAfter(Number(places.meta(ORDER_PLACE) ?? 0))) {
      const run = runs.get(order.run)
      if (order.kind === 'cancel') going.get(order.run)?.drain.abort('cancel')
      if (order.kind === 'cancel' && run?.status === 'queued') runs.finish(run.id, 'cancelled', Date.now(), undefined)
      if (order.kind === 'continue' && run?.problem) {
        runs.reopen(run.id, [...new Set([...run.accepted, run.problem.code])])
      }
      places.setMeta(ORDER_PLACE, String(order.id))
      tellRun(order.run)
    }
  }

  /** Retries name records; where these entered decides where they enter again. */
  function withSource(run: RunRow): RunRow {
    const first = run.selection.retry?.[0]
    if (first === undefined || run.selection.source !== undefined) return run
    const source = keptReads.sourceOf(first)
    return source === undefined ? run : { ...run, selection: { ...run.selection, source } }
  }

  async function execute(run: RunRow, drain: AbortSignal): Promise<void> {
    const attempts = run.attempts + 1
    const startedAt = run.startedAt ?? Date.now()
    runs.start(run.id, startedAt, attempts)
    tellRun(run.id)
    const end =
      attempts > MOST_ATTEMPTS
        ? { status: 'failed' as const, problem: crashed(attempts) }
        : await executeRun(withSource({ ...run, startedAt }), deps, { drain })
    if (end.status === 'interrupted') return
    runs.finish(run.id, end.status, Date.now(), end.problem)
    tellRun(run.id)
  }

  function startRuns(): void {
    if (stopping) return
    for (const run of runs.open()) {
      if (going.size >= MOST_RUNS) return
      if (going.has(run.id)) continue
      const waits = [...going.values()].some((other) => excludes(other.run, run))
      if (waits) continue
      const drain = new AbortController()
      const done = execute(run, drain.signal)
        .catch((error: unknown) => {
          // A store that cannot be written: die, so that the server starts a fresh runner that reads the truth.
          queueMicrotask(() => {
            throw error
          })
        })
        .finally(() => {
          going.delete(run.id)
          if (!stopping) look()
        })
      going.set(run.id, { run, drain, done })
    }
  }

  function look(): void {
    if (stopping) return
    takeRequests()
    takeOrders()
    startRuns()
  }

  const timer = setInterval(look, LOOK_MS)
  look()
  send({ kind: 'ready' })

  return {
    wake: look,
    async stop(): Promise<void> {
      stopping = true
      clearInterval(timer)
      for (const one of going.values()) one.drain.abort('shutdown')
      await Promise.all([...going.values()].map((one) => one.done))
      outbox.flush()
      await clients.close()
      traces.close()
      for (const store of [work, control, inbox]) store.close()
    },
  }
}

function crashed(attempts: number) {
  return {
    code: 'engine.crashed' as const,
    message: `The runner ended ${attempts - 1} times while it worked on this run, without settling a single page.`,
    advice: 'Look at the log of the server for the reason. Nothing is lost; press Continue to try again.',
    retry: 'after-fix' as const,
    scope: 'system' as const,
  }
}
