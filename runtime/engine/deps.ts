import type { Connector } from '../../nodes/sdk/connector.ts'
import type { Evaluated, Program } from '../../nodes/sdk/context.ts'
import type { RunEvent } from '../live/events.ts'
import type { Memory } from '../store/work/memory.ts'
import type { Places } from '../store/work/places.ts'
import type { SettlementWriter } from '../store/work/settlement.ts'
import type { TraceWriter } from '../store/traces/traces.ts'
import type { DoorDeps } from './door.ts'
import type { Gate } from './gate.ts'
import type { PlanDeps } from './plan.ts'

/** An opened connection, shared by all runs of a runner. */
export interface Opened {
  readonly connector: Connector
  readonly client: unknown
  readonly config: unknown
}

export interface ExpressionEnvironment {
  readonly settings: Readonly<Record<string, unknown>>
  readonly valueMaps: Readonly<Record<string, unknown>>
}

export interface StoredDelivery {
  readonly id: number
  readonly delivery: string
  readonly topic: string | null
  readonly headers: string
  readonly body: Buffer
  readonly at: number
}

/** A record to let in again: what a parked entry or a trace kept of it. */
export interface Kept {
  readonly identity: string
  readonly key: string
  readonly keys: readonly { type: string; value: string }[]
  readonly data: unknown
}

/** What the engine needs of the outside; it knows no Fastify, no drizzle and no vendor. */
export interface EngineDeps extends PlanDeps {
  readonly door: DoorDeps
  readonly places: Places
  readonly settlement: SettlementWriter
  readonly memory: Pick<Memory, 'recall' | 'forget'>
  readonly traces: TraceWriter
  readonly commit: (work: () => void) => Promise<void>
  /** Source records: those of one identity are worked in order, across runs. */
  readonly recordGate: Gate
  readonly evaluate: (
    program: Program,
    inputs: readonly { data: unknown; record: object }[],
    environment: ExpressionEnvironment,
  ) => Promise<readonly Evaluated[]>
  readonly openConnection: (id: string) => Promise<Opened>
  /** Unprocessed webhooks of a source after a given inbox id, oldest first. */
  readonly deliveries: (flow: string, node: string, after: number, limit: number) => readonly StoredDelivery[]
  /** Records of a source that live runs since then wrote, with whole identities. */
  readonly written: (flow: string, source: string, since: number) => Iterable<Omit<Kept, 'data'>>
  readonly kept: (recordIds: readonly string[]) => readonly Kept[]
  /** These records with all that had become one with them, in the order in which they were read. */
  readonly withGroups: (recordIds: readonly string[]) => readonly string[]
  readonly emit: (event: RunEvent) => void
  readonly now: () => number
}
