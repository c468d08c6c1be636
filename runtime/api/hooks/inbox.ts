import type { ControlStore } from '../../store/control/index.ts'
import type { DeliveryStore } from '../../store/inbox/deliveries.ts'
import type { Reads } from '../reads.ts'
import type { RunDesk } from '../runs/desk.ts'

/** Deliveries that come in one burst share a run. */
const TOGETHER = 20

interface InboxDeps {
  readonly store: ControlStore
  readonly deliveries: DeliveryStore
  readonly reads: Reads
  readonly runs: RunDesk
}

/** Sees to it that every delivery of an enabled flow gets a run. */
export function createInbox({ store, deliveries, reads, runs }: InboxDeps) {
  const timers = new Map<string, NodeJS.Timeout>()

  /**
   * A request that the runner has not taken yet takes these deliveries along: it reads the inbox after it has made
   * the run's row, so whatever is on disk before we see no row is among what it reads.
   */
  function ask(flow: string, node: string): void {
    timers.delete(`${flow}/${node}`)
    const row = store.flows.get(flow)
    if (!row?.enabled || row.publishedVersion === null) return
    const waits = runs
      .queued()
      .some((one) => one.flow === flow && one.selection.deliveries === true && one.selection.source === node)
    if (waits) return
    const selection = { source: node, deliveries: true }
    runs.request({
      flow,
      mode: 'live',
      trigger: 'webhook',
      version: row.publishedVersion,
      selection,
      by: 'webhook',
    })
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
      const key = `${flow}/${node}`
      if (!timers.has(key))
        timers.set(
          key,
          setTimeout(() => ask(flow, node), TOGETHER),
        )
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
