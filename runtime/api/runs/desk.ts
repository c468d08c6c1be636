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

const NOTE_EVERY = 2000

interface DeskDeps {
  readonly store: ControlStore
  readonly reads: Reads
  readonly hub: LiveHub
  readonly notifyRunner: () => void
  readonly clock: () => number
}

/** Where runs are asked for, and what is known of those that the runner has not taken yet. */
export function createRunDesk({ store, reads, hub, notifyRunner, clock }: DeskDeps) {
  let notedAt = -NOTE_EVERY

  /** Those the runner has meanwhile taken are noted now and then, so that the rest stays a handful of rows. */
  function note(taken: readonly string[]): void {
    if (taken.length === 0 || performance.now() - notedAt < NOTE_EVERY) return
    notedAt = performance.now()
    store.runRequests.markTaken(taken, clock())
  }

  /** Requests that wait. */
  function queued(): RunRequest[] {
    const waiting: RunRequest[] = []
    const taken: string[] = []
    for (const request of store.runRequests.untaken()) {
      if (reads.hasRun(request.id)) taken.push(request.id)
      else waiting.push(request)
    }
    note(taken)
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
