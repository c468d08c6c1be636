import type { Logger } from 'pino'
import type { Connector } from '../../nodes/sdk/connector.ts'
import type { NodeDefinition } from '../../nodes/sdk/node.ts'
import type { Config } from '../config.ts'
import type { Evaluator } from '../evaluator/evaluator.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { SqliteFile } from '../store/sqlite.ts'
import type { TraceReader } from '../store/traces/traces.ts'

/** The nodes and connectors of this version; `nodes/index.ts`, or a few made for a test. */
export interface Registry {
  allNodes(): readonly NodeDefinition[]
  nodeByType(type: string): NodeDefinition | undefined
  connectorByType(type: string): Connector | undefined
}

/** Both sandboxes, where they are on. */
export interface SandboxControl {
  readonly afasUrl: string
  readonly shopifyUrl: string
  killRunner(): void
  ready(): boolean
}

/** What the server side needs from the process it lives in. */
export interface AppDeps {
  readonly config: Config
  readonly version: string
  readonly files: {
    readonly control: SqliteFile
    readonly inbox: SqliteFile
    /** Opened for reading: the runner is its one writer. */
    readonly work: SqliteFile
  }
  readonly traces: TraceReader
  readonly registry: Registry
  readonly evaluator: Pick<Evaluator, 'evaluate' | 'preview' | 'checkSyntax'>
  readonly secrets: Secrets
  /** Wakes the runner; losing one is harmless. */
  readonly notifyRunner: () => void
  readonly runnerState: () => { readonly ready: boolean; readonly reason?: string }
  readonly sandbox?: SandboxControl | undefined
  readonly log: Logger
  /** Milliseconds since 1970; tests move it. */
  readonly clock: () => number
}
