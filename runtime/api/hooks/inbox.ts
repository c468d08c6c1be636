import type { ControlStore } from '../../store/control/index.ts'
import type { DeliveryStore } from '../../store/inbox/deliveries.ts'
import type { Reads } from '../reads.ts'
import type { RunDesk } from '../runs/desk.ts'

/** Deliveries that come in one burst share a run: a first one waits this long for others. */
const TOGETHER = 20
/** In a long burst the runs of one source are this far apart, */
const APART = 300
/** and a run that is at work gets this long to take what has come since: runs are many, and a burst needs few. */
const PATIENCE = 1000

interface InboxDeps {
  readonly store: ControlStore
  readonly deliveries: DeliveryStore
  readonly reads: Reads
  readonly runs: RunDesk
}

/** Sees to it that every delivery of an enabled flow gets a run. */
export function createInbox({ store, deliveries, reads, runs }: InboxDeps) {
  const timers = new Map<string, NodeJS.Timeout>()
  const askedAt = new Map<string, number>()

  function look(flow: string, node: string, since: number): void {
    const place = `${flow}/${node}`
    timers.delete(place)
    const newest = deliveries.newestOf(flow, node)
    if (newest === undefined || reads.isProcessed(newest)) return
    const isAtWork = reads
      .openRuns(flow)
      .some((run) => run.selection.deliveries === true && run.selection.source === node)
    if (isAtWork && performance.now() - since < PATIENCE) lookIn(APART, flow, node, since)
    else ask(flow, node)
  }

  function lookIn(ms: number, flow: string, node: string, since: number): void {
    timers.set(
      `${flow}/${node}`,
      setTimeout(() => look(flow, node, since), ms),
    )
  }

  /**
   * A request that the runner has not taken yet takes these deliveries along: it reads the inbox after it has made
   * the run's row, so whatever is on disk before we see no row is among what it reads.
   */
  function ask(flow: string, node: string): void {
    const row = store.flows.get(flow)
    if (!row?.enabled || row.publishedVersion === null) return
    askedAt.set(`${flow}/${node}`, performance.now())
    const waits = runs
      .queued()
      .some((one) => one.flow === flow && one.selection.deliveries === true && one.selection.source === node)
    if (waits) return
    const selection = { source: node, deliveries: true }
    runs.request({ flow, mode: 'live', trigger: 'webhook', version: row.publishedVersion, selection, by: 'webhook' })
  }

  /** A source whose newest delivery is not settled; by enabling, or after a stop between delivery and run. */
  function askUnprocessed(only: string | undefined): void {
    for (const { flow, node, id } of deliveries.newest()) {
      if ((only === undefined || only === flow) && !reads.isProcessed(id)) ask(flow, node)
    }
  }

  return {
    /** A delivery is on disk. */
    delivered(flow: string, node: string): void {
      const place = `${flow}/${node}`
      if (timers.has(place)) return
      const now = performance.now()
      lookIn(Math.max(TOGETHER, (askedAt.get(place) ?? -APART) + APART - now), flow, node, now)
    },
    flowEnabled: (flow: string) => askUnprocessed(flow),
    start: () => askUnprocessed(undefined),
    stop(): void {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
export type Inbox = ReturnType<typeof createInbox>
