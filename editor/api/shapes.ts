import type { Flow } from '../../flows/schema.ts'
import type { Problem } from '../../nodes/sdk/problem.ts'
import type { RunCounts, RunStatus, StepCounts } from '../../runtime/live/events.ts'

/** Answers of the API, as design.md section 5 names them. Times are ISO strings. */

interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
}

export interface Session {
  readonly person: Person
  readonly sandbox: boolean
  readonly version: string
}

export interface Run {
  readonly id: string
  readonly flow: string
  readonly version: number | null
  readonly mode: 'live' | 'dry-run' | 'test'
  readonly trigger: string
  readonly status: RunStatus
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly counts: RunCounts
  readonly steps?: Readonly<Record<string, StepCounts>>
  readonly problem?: Problem
  readonly by?: string
}

interface Installed {
  readonly connections: Readonly<Record<string, string>>
  readonly revision: number
  readonly enabled: boolean
  readonly publishedVersion: number | null
  readonly hooks: readonly { readonly node: string; readonly url: string; readonly hasSecret?: boolean }[]
}

export type InstalledFlow = Flow & Installed

/** A flow in a list: what its first page shows, without what makes a document long. */
export interface FlowItem extends Installed {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly nodes: readonly { readonly id: string; readonly type: string; readonly name?: string }[]
  readonly lastRun?: Run | null
  readonly nextRunAt?: string | null
  readonly parked: number
}

export interface Connection {
  readonly id: string
  readonly name: string
  readonly type: string
}

export interface Template {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly slots: readonly { readonly slot: string; readonly type: string }[]
  readonly settings?: NonNullable<Flow['settings']>
  readonly valueMaps?: NonNullable<Flow['valueMaps']>
  readonly nodes: readonly TemplateStep[]
}

export interface TemplateStep {
  readonly id: string
  readonly type: string
  readonly name?: string
  readonly description?: string
  readonly trigger?: unknown
}

export interface Sample {
  readonly record: string
  readonly key: string
  readonly at: string
  readonly input: unknown
  readonly output?: unknown
}

export interface Parked {
  readonly id: string
  readonly flow: string
  readonly record: string
  readonly run: string
  readonly node: string
  readonly key: string
  readonly problem: Problem
  readonly state: string
  readonly retryAt?: string | null
  readonly attempts: number
  readonly parkedAt: string
}
