import type { Context } from '../context.ts'
import type { Trial } from './case.ts'

/** What a run of one node came to, as the engine booked it. */
export interface TrialRun {
  readonly status: string
  /** The engine's own words when the run failed. */
  readonly problem: string | undefined
  readonly counts: {
    readonly read: number
    readonly created: number
    readonly updated: number
    readonly skipped: number
    readonly parked: number
    readonly pending: number
  }
  /** Why records were parked, for the report of a fault. */
  readonly parked: readonly string[]
}

export interface TrialOptions {
  readonly mode?: 'live' | 'dry-run'
  /** Puts something between the node and its context. */
  readonly through?: (ctx: Context) => Context
}

/**
 * How a run is ended while its node is at work. `asked`: the input is endless and slow, everything outside answers, and the
 * run is asked to stop. `no-calls` and `no-expressions`: calls, or expressions, are not answered any more, and the node's
 * signal is aborted.
 */
export type Abort = 'asked' | 'no-calls' | 'no-expressions'

/** The engine as the suite needs it. It remembers effects between the runs of one trial. */
export interface ConformanceEngine {
  run(trial: Trial, options?: TrialOptions): Promise<TrialRun>
  /** Runs dry, aborts while the node is at work; answers how long the run went on after that. */
  abort(trial: Trial, how: Abort): Promise<number>
  /** How many writes have been sent so far, as the systems outside counted them. */
  sent(): Promise<number>
}
