import type { Static, TObject } from 'typebox'
import type { Connector, Field } from './connector.ts'
import type { Context } from './context.ts'
import type { Batch, Outcomes } from './outcome.ts'
import type { SourceRecord } from './record.ts'
import type { Delivery, Page, Selection } from './source.ts'

/** An output. On a port with `skipReason` that no edge leaves, records are skipped with that reason. */
export interface OutputPort {
  readonly title: string
  readonly skipReason?: string
}

export interface NodeMigration {
  readonly to: number
  readonly up: (config: Record<string, unknown>) => void
}

interface Described<C extends TObject> {
  /** `system.verb-noun`; stands in people's flow files for ever. */
  readonly type: `${string}.${string}`
  readonly version: number
  readonly title: string
  readonly description: string
  /** A Tabler icon name in kebab-case: `filter`, `arrows-split`. */
  readonly icon: string
  readonly config: C
  /** The connector whose connection this node needs. */
  readonly connects?: Connector
  readonly migrations?: readonly NodeMigration[]
  /** Cross-field rules that a schema cannot say; one sentence a fault. */
  readonly check?: (config: Static<C>) => readonly { path: string; message: string }[]
  readonly outputs: Readonly<Record<string, OutputPort>>
}

/** A source reads pages; the engine numbers, routes and settles them. */
export interface SourceNode<C extends TObject = TObject, Client = unknown> extends Described<C> {
  readonly kind: 'source'
  readonly triggers: readonly ('schedule' | 'webhook' | 'manual')[]
  /** `event`: replayed as it was. `state`: read again and computed anew. */
  readonly records: 'event' | 'state'
  read(selection: Selection, ctx: Context<Static<C>, Client>): AsyncIterable<Page>
  /** Turns deliveries into records; a doorbell source reads the objects that they name. One record each at most. */
  receive?(deliveries: readonly Delivery[], ctx: Context<Static<C>, Client>): Promise<readonly SourceRecord[]>
  /** A record from data that a person gave (test records) or that was kept (retries). */
  recordOf(data: unknown): SourceRecord
  /** Default webhook topic, and those a subscription may ask for. */
  readonly topics?: readonly string[]
}

/** A transform or a target: a stream of batches in, a stream of outcomes out; pulls, never accumulates. */
export interface StepNode<C extends TObject = TObject, Client = unknown> extends Described<C> {
  readonly kind: 'transform' | 'target'
  readonly inputs: readonly string[]
  /**
   * Those of its inputs that take a whole list to look in, straight from a source. What comes there is read anew in every run
   * and settled by nobody; the node asks for it with `ctx.beside`.
   */
  readonly beside?: readonly string[]
  /** The business acts a target performs, for the run's `effects` and for ownership. */
  readonly operations?: readonly string[]
  /** The document it takes, whose fields the connector can list for a mapping before it (an update-connector id). */
  readonly document?: (config: Static<C>) => string | undefined
  /** The fields that it adds to a record, so that a mapping behind it can offer them before anything has run. */
  readonly adds?: (config: Static<C>, client: Client, signal: AbortSignal) => Promise<readonly Field[]>
  /** It gives other data than it got: what nodes before it added is not in it. */
  readonly remakes?: boolean
  run(input: AsyncIterable<Batch>, ctx: Context<Static<C>, Client>): AsyncIterable<Outcomes>
}

// Config and client types meet their values only where the registry looks a node up by its type.
// oxlint-disable-next-line no-explicit-any
export type NodeDefinition = SourceNode<any, any> | StepNode<any, any>

/** Declares a source; exists for its types. */
export function defineSource<C extends TObject, Client>(source: SourceNode<C, Client>): SourceNode<C, Client> {
  return source
}

/** Declares a transform or a target; exists for its types. */
export function defineNode<C extends TObject, Client>(node: StepNode<C, Client>): StepNode<C, Client> {
  return node
}
