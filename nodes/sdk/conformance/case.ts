import type { NodeDefinition } from '../node.ts'
import type { SourceRecord } from '../record.ts'

/** What cases make their records from: read from the sandboxes once, by the nodes of this project. */
export interface World {
  /** Orders of the sandbox shop, as `shopify.orders` gives them. */
  readonly orders: readonly SourceRecord[]
  /** Rows of the articles in the AFAS sandbox, as `afas.get` gives them. */
  readonly articles: readonly SourceRecord[]
}

/** How one node is tried: on believable records and, where it needs a connection, on the sandbox of its system. */
export interface ConformanceCase {
  readonly node: NodeDefinition
  /** Its settings; what is left out is its default. */
  readonly config?: Readonly<Record<string, unknown>>
  readonly valueMaps?: Readonly<Record<string, unknown>>
  /** Of a source: what its system must have first, made with the client of its connection. */
  readonly before?: (client: unknown, world: World) => Promise<void>
  /** Of a step: what enters it. At least one of them must not be parked. */
  readonly records?: (world: World) => readonly SourceRecord[]
  /** Of a step: the lists that it looks in, by input. */
  readonly beside?: Readonly<Record<string, (world: World) => readonly SourceRecord[]>>
  /** Of a source that takes webhooks only: the bodies that were delivered. */
  readonly deliveries?: readonly unknown[]
  /** It writes: the first run must change something outside, or "nothing was written" would prove nothing. */
  readonly writes?: true
}

/** A case with its records made: what the engine is given. */
export interface Trial {
  readonly node: NodeDefinition
  readonly config: Readonly<Record<string, unknown>>
  readonly valueMaps: Readonly<Record<string, unknown>>
  readonly records: readonly SourceRecord[]
  readonly beside: Readonly<Record<string, readonly SourceRecord[]>>
  readonly deliveries: readonly unknown[]
  readonly writes: boolean
}

export function trialOf(one: ConformanceCase, world: World): Trial {
  const { node, config = {}, valueMaps = {}, deliveries = [], writes = false } = one
  const beside = Object.fromEntries(Object.entries(one.beside ?? {}).map(([input, rows]) => [input, rows(world)]))
  return { node, config, valueMaps, deliveries, writes, beside, records: one.records?.(world) ?? [] }
}
