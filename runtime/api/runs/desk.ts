import { v7 as uuid } from 'uuid'
import type { RunCounts } from '../../live/events.ts'
import type { LiveHub } from '../../live/hub.ts'
import type { ControlStore } from '../../store/control/index.ts'
import type { RunRequest } from '../../store/control/run-requests.ts'
import type { Reads } from '../reads.ts'

export const NO_COUNTS: RunCounts = {
  read: 0,
  created: 0,
  updated: 0,
  skipped: 0,
  parked: 0,
  pending: 0,
}

interface DeskDeps {
  readonly store: ControlStore
  readonly reads: Reads
  readonly hub: LiveHub
  readonly notifyRunner: () => void
  readonly clock: () => number
}

/** Where runs are asked for, and what is known of those that the runner has not taken yet. */
export function createRunDesk({ store, reads, hub, notifyRunner, clock }: DeskDeps) {
  /** Requests that wait. Those the runner has meanwhile taken are noted, so that this stays a handful of rows. */
  function queued(): RunRequest[] {
    const waiting: RunRequest[] = []
    const taken: string[] = []
    for (const request of store.runRequests.untaken()) {
      if (reads.hasRun(request.id)) taken.push(request.id)
      else waiting.push(request)
    }
    store.runRequests.markTaken(taken, clock())
    return waiting
  }

  return {
    queued,
    request(asked: Omit<RunRequest, 'id' | 'at'>): string {
      const request = { ...asked, id: uuid(), at: clock() }
      store.runRequests.add(request)
      notifyRunner()
      const { id, flow, mode, trigger } = request
      const state = {
        status: 'queued',
        counts: NO_COUNTS,
        startedAt: null,
        finishedAt: null,
      } as const
      hub.publish([{ type: 'run', run: id, flow, mode, trigger, ...state }])
      return id
    },
    order(run: string, kind: 'cancel' | 'continue', by: string): void {
      store.runRequests.order(run, kind, by, clock())
      notifyRunner()
    },
  }
}
export type RunDesk = ReturnType<typeof createRunDesk>
