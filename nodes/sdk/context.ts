import type { Binary, BinaryRef } from './binary.ts'
import type { Problem } from './problem.ts'
import type { Rec, SourceRecord } from './record.ts'
import type { Reference, Write, WriteResult } from './write.ts'

/** A row of a mapping. `to` is a path in the target; `[]` marks a list (see nodes/core/README.md). */
export interface MapRow {
  readonly to: string
  readonly expression: string
}

/** What a person wrote: one expression for the whole record, or one a target field. */
export type Program = { readonly expression: string } | { readonly rows: readonly MapRow[] }

export type Evaluated =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem }

export interface Logger {
  debug(message: string, fields?: object): void
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
}

/** A bounded memory for look-ups, shared by all batches of a run (least recently used goes first). */
export interface Cache {
  get(key: string): unknown
  set(key: string, value: unknown): void
}

/** What the ledger knows of an effect; see `wrote`. */
export interface Wrote {
  readonly state: 'intent' | 'done'
  readonly reference?: Reference
  /** Written (or intended) by the flow that asks. */
  readonly own: boolean
  readonly flow: string
  /** Written (or intended) by this very run, before a crash or for another part. */
  readonly thisRun: boolean
  /**
   * The record's last way through this flow came to its end. After a run that was cancelled or failed it is false: later
   * steps (a tag in the shop) may be missing, though the document is there.
   */
  readonly finished: boolean
}

/** An effect as the ledger holds it; see `effects`. */
export interface KnownEffect {
  readonly identity: string
  readonly state: 'intent' | 'done'
  readonly flow: string
  /** Absent of a create that is not known to have been done. */
  readonly reference?: Reference
  readonly note?: unknown
  readonly version?: string
}

/** A record that a source gave, as people and the ledger know it; see `written`. */
export interface GivenBefore {
  readonly identity: string
  readonly key: string
  readonly keys: SourceRecord['keys']
}

/** The source of a record: its node, and the environment that stands before identities (`local` without a connection). */
export interface RecordSource {
  readonly node: string
  readonly environment: string
}

/** What came to its end at a node earlier. */
export interface Remembered {
  /** The `remember` of its outcome. */
  readonly text: string
  readonly at: Date
}

export interface RunInfo {
  readonly id: string
  readonly mode: 'live' | 'dry-run' | 'test'
  readonly trigger: 'manual' | 'schedule' | 'webhook' | 'retry' | 'api'
  /** A person asked to write again what exists ("run again, and update"). */
  readonly update: boolean
}

/** What a node may use. `Config` has its `$setting` references resolved and is valid against the node's schema. */
export interface Context<Config = unknown, Client = unknown> {
  readonly flow: { readonly id: string; readonly name: string }
  readonly node: { readonly id: string; readonly name: string }
  readonly run: RunInfo
  readonly config: Config
  readonly settings: Readonly<Record<string, unknown>>
  /** Opened by the runtime from the bound connection; shared by all runs on it, so that limits hold together. */
  readonly client: Client
  /** Identity of what the client leads to (shop id, AFAS envid). */
  readonly environment: string
  readonly signal: AbortSignal
  readonly log: Logger
  readonly cache: Cache
  readonly now: () => Date
  /**
   * What this node remembered under these identities when their records last settled (`remember` of an outcome): not while one is
   * on its way, parked or failed, and not once something behind the node is set up differently or leads elsewhere.
   */
  readonly recall: (identities: readonly string[]) => ReadonlyMap<string, Remembered>
  /**
   * Forgets these, on disk before it answers: to be asked before a changed record goes on, so that a crash on its way, or a
   * write of unknown outcome, never leaves an old memory that is not true any more. Nothing happens in a dry run or a test.
   */
  readonly forget: (identities: readonly string[]) => Promise<void>
  /**
   * All that the sources at one of the node's `beside` inputs give, from the beginning to the end whatever the run is for: also when
   * it goes on after a crash, or repeats a single record.
   */
  readonly beside: (input: string) => AsyncIterable<readonly SourceRecord[]>
  /**
   * For a source: what it gave in live runs since then, in this environment, and what made a difference in a target. By these it can
   * find out what is gone from a system that deletes without a trace. Oldest first; one that was written again comes again.
   */
  readonly written: (since: Date) => Iterable<GivenBefore>
  /** Where a record of this run was read, or where the first of those it was made from was. */
  readonly sourceOf: (record: Rec) => RecordSource
  /** The only door to a target. In a dry run it stops here and says what would happen. */
  readonly write: (write: Write) => Promise<WriteResult>
  /** Several at once: intents and results are committed together; `send` sees the group through each write's closures. */
  readonly writeMany: (
    writes: readonly Write[],
    send?: SendMany,
    options?: SendManyOptions,
  ) => Promise<readonly WriteResult[]>
  /**
   * Shows the guards what is going to be written, before anything of it is: a node that can look ahead does. Throws
   * `engine.guard`, which is to end the run. Not shown twice as much when it is written afterwards.
   */
  readonly foresee: (writes: readonly Write[]) => void
  /** Expressions that a person wrote, in the evaluator child; a record's failure is in its own place of the answer. */
  readonly evaluate: (program: Program, records: readonly Rec[]) => Promise<readonly Evaluated[]>
  /** The bytes of a file that a record refers to, from the connection of the node that gave it. */
  readonly open: (ref: BinaryRef) => Promise<Binary>
  /** Asks the ledger whether an effect was written or intended before; for nodes that ask "does it exist already?". */
  readonly wrote: (operation: string, identity: string) => Wrote | undefined
  /**
   * The events of an operation whose identity begins with `under`, in order of identity: for a target whose object comes
   * in parts, such as the fulfilments of an order. Those that were refused are not there.
   */
  readonly effects: (operation: string, under: string) => readonly KnownEffect[]
}

/**
 * Sends many writes in one call of the target; answers in the same order, a reference or the problem of each. What it
 * refuses is refused for good in this run, so a target tries again itself what may be tried again.
 *
 * The key belongs to just these writes with these payloads. After a crash or a lost answer each is looked up and, where
 * it is not there, sent by itself with a key of its own.
 */
export interface SendMany {
  (
    writes: readonly Write[],
    idempotencyKey: string,
    /** What the ledger and the target say of each: not there yet, or there and to be brought up to date. */
    actions: readonly ('create' | 'update')[],
  ): Promise<readonly ({ reference: Reference } | { problem: Problem })[]>
}

export interface SendManyOptions {
  /** The same call takes objects that are there already; otherwise only creates go together. */
  readonly updates?: boolean
}
