import type { Problem } from '../../nodes/sdk/problem.ts'

/** Source records of a run, once each: `read` is the sum of the rest. */
export interface RunCounts {
  read: number
  created: number
  updated: number
  skipped: number
  parked: number
  pending: number
}

/** What one node has done in a run so far. Counts are records, `ports` what left by each output. */
export interface StepCounts {
  in: number
  /** Taken and not yet answered for. */
  atWork: number
  skipped: number
  parked: number
  ports: Record<string, number>
  /** What its writes did: created, updated, skipped. */
  effects: { created: number; updated: number; skipped: number }
}

export type RunStatus = 'queued' | 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled'

/** What the runner tells while it works; the server gives each its `seq` and `at`. `step` carries absolute counts. */
export type RunEvent =
  | {
      type: 'run'
      run: string
      flow: string
      mode: string
      trigger: string
      status: RunStatus
      counts: RunCounts
      startedAt: number | null
      finishedAt: number | null
      problem?: Problem
    }
  | { type: 'step'; run: string; flow: string; node: string; counts: StepCounts }
  | {
      type: 'record'
      run: string
      flow: string
      node: string
      /** Id of the source record: opens its trace. */
      record: string
      key: string
      /** `moving`: it passed the node and goes on. */
      status: 'moving' | 'created' | 'updated' | 'skipped' | 'parked'
      /** One sentence for people. */
      message: string
      ms: number
      /** Last on this edge: who and how much, when the record tells. */
      summary?: { who?: string; amount?: string }
      port?: string
    }
  | {
      type: 'log'
      run: string
      flow: string
      node?: string
      level: 'info' | 'warn' | 'error'
      message: string
      fields?: object
    }

export type LiveEvent = { seq: number; at: string } & (RunEvent | { type: 'behind'; run?: string })
