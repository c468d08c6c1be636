import type { Flow } from '../../flows/schema.ts'
import { sourcesOf, type Source } from '../api/flows/triggers.ts'
import type { OpenRun } from '../api/reads.ts'
import type { Services } from '../api/services.ts'
import type { EnabledFlow } from '../store/control/flows.ts'
import { createRetries } from './retries.ts'
import { lastDueAt, nextDueAt, type Schedule } from './due.ts'

const TICK = 500
/** Parked records are looked at less often than schedules: they may be many. */
const RETRY_EVERY = 2000
/** Subscriptions are looked after this often: a shop drops one after a while of failed deliveries. */
const REPAIR_EVERY = 15 * 60_000
/** Slots that a long stop has missed get a row each, up to this many. */
const MISSED_ROWS = 100

export interface Scheduler {
  start(): void
  stop(): void
  /** One look at everything that may be due; the ticker calls it. */
  tick(): void
}

/** Starts due runs of enabled flows. Every slot has one row, so each is worked once, whatever the clock does. */
export function createScheduler(services: Services): Scheduler {
  const { store, registry, clock, log } = services
  const retries = createRetries(services)
  let timer: NodeJS.Timeout | undefined
  let repairedAt = clock()
  let retriedAt = 0
  const documents = new Map<string, Flow>()

  function published(flow: EnabledFlow): Flow | undefined {
    if (flow.publishedVersion === null) return undefined
    const key = `${flow.id} ${flow.publishedVersion}`
    const known = documents.get(key)
    if (known) return known
    const version = store.flows.version(flow.id, flow.publishedVersion)
    if (!version) return undefined
    const document = JSON.parse(version.document) as Flow
    documents.set(key, document)
    return document
  }

  function checkFlow(flow: EnabledFlow, now: number): void {
    const document = published(flow)
    if (!document) return
    for (const source of sourcesOf(document, registry)) {
      if (source.trigger.type === 'schedule') checkSource(flow, source, source.trigger, now)
    }
  }

  function checkSource(flow: EnabledFlow, { node }: Source, schedule: Schedule, now: number): void {
    const since = flow.enabledAt ?? now
    const before = Math.max(since, store.slots.last(flow.id, node.id)?.dueAt ?? 0)
    const dueAt = lastDueAt(schedule, since, before, now)
    if (dueAt === undefined) return
    noteMissed(flow, node.id, schedule, before, dueAt, now)
    workSlot(flow, node.id, dueAt, now)
  }

  /** After a stop: the last slot runs, for all of them. */
  function noteMissed(
    flow: EnabledFlow,
    node: string,
    schedule: Schedule,
    before: number,
    dueAt: number,
    now: number,
  ): void {
    const since = flow.enabledAt ?? now
    let missed = nextDueAt(schedule, since, before)
    for (let i = 0; missed !== undefined && missed < dueAt && i < MISSED_ROWS; i++) {
      const reason = 'Koppel was not running; the next slot took it along'
      store.slots.add({
        flow: flow.id,
        node,
        dueAt: missed,
        outcome: 'merged',
        reason,
        run: null,
        lateMs: now - missed,
      })
      missed = nextDueAt(schedule, since, missed)
    }
  }

  function workSlot(flow: EnabledFlow, node: string, dueAt: number, now: number): void {
    const slot = { flow: flow.id, node, dueAt, lateMs: now - dueAt }
    const open = openRunOf(services, flow.id, node)
    if (open?.queued) {
      store.slots.add({
        ...slot,
        outcome: 'merged',
        reason: 'a run of this source waits already',
        run: open.id,
      })
    } else if (open) {
      store.slots.add({ ...slot, outcome: 'skipped', reason: 'still running', run: open.id })
    } else {
      const selection = { source: node }
      const version = flow.publishedVersion
      const by = 'schedule'
      const run = services.runs.request({
        flow: flow.id,
        mode: 'live',
        trigger: 'schedule',
        version,
        selection,
        by,
      })
      store.slots.add({ ...slot, outcome: 'ran', reason: null, run })
    }
  }

  function tick(): void {
    const now = clock()
    const enabled = store.flows.enabled()
    for (const flow of enabled) {
      try {
        checkFlow(flow, now)
      } catch (error) {
        log.error({ err: error, flow: flow.id }, 'a schedule could not be worked')
      }
    }
    if (Math.abs(now - retriedAt) >= RETRY_EVERY) {
      retriedAt = now
      retries.tick()
    }
    if (now - repairedAt < REPAIR_EVERY) return
    repairedAt = now
    void repair(enabled)
  }

  async function makeAgain(id: string): Promise<void> {
    const flow = store.flows.get(id)
    if (flow?.enabled) await services.subscriptions.make(flow)
  }

  async function repair(enabled: readonly EnabledFlow[]): Promise<void> {
    for (const flow of enabled) {
      await makeAgain(flow.id).catch((error: unknown) => {
        log.warn({ err: error, flow: flow.id }, 'a webhook subscription could not be repaired; the sweep goes on')
      })
    }
  }

  return {
    tick,
    start() {
      timer ??= setInterval(() => {
        try {
          tick()
        } catch (error) {
          // A store that does not answer now may answer at the next tick.
          log.error({ err: error }, 'the schedules could not be looked at')
        }
      }, TICK)
    },
    stop() {
      clearInterval(timer)
      timer = undefined
    },
  }
}

/** A run that reads this source on from its watermark and has not finished. */
function openRunOf(services: Services, flow: string, node: string): { id: string; queued: boolean } | undefined {
  const reads = ({ mode, selection }: Pick<OpenRun, 'mode' | 'selection'>): boolean =>
    mode === 'live' &&
    (selection.source === undefined || selection.source === node) &&
    selection.deliveries !== true &&
    selection.keys === undefined &&
    selection.retry === undefined
  const waiting = services.runs.queued().find((request) => request.flow === flow && reads(request))
  if (waiting) return { id: waiting.id, queued: true }
  const open = services.reads.openRuns(flow).find(reads)
  return open && { id: open.id, queued: open.status === 'queued' }
}
