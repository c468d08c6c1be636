import type { CallLog } from './call-log.ts'
import type { Faults, Operation } from './faults.ts'
import type { Seed } from './random.ts'
import type { Catalogue } from './world.ts'

/** What a reset asks for. What is absent stays as it was, at first as in `defaultWorld`; both systems do so alike. */
export interface Reset {
  readonly seed?: Seed
  readonly orders?: number
  readonly products?: number
  readonly customers?: number
  readonly catalogue?: Catalogue
  readonly bucket?: { readonly size: number; readonly restore: number }
}

export interface SystemRequest {
  readonly method: string
  readonly path: string
  /** The query string as it was sent, with its question mark; empty without one. */
  readonly search: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  readonly remoteAddress: string
  /** Where this sandbox is reached: `http://127.0.0.1:4681`. */
  readonly url: string
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Instead of `body`: what is too much to hold at once, with its `content-length` among the headers. */
  readonly pieces?: Iterable<string | Buffer>
  /** How each call of the exchange ended, in their order; by default `ok` below status 400 and `refused` from there. */
  readonly outcomes?: readonly { readonly outcome: string; readonly cost?: number }[]
}

/** One HTTP request as the system understood it, before anything is done. */
export interface Exchange {
  /** What is written to the calls list and what fault rules are matched with; empty: not a call (a token request). */
  readonly calls: readonly Operation[]
  /** What fault rules are matched with besides, without being written to the calls list: files beside the API. */
  readonly alsoMeets?: readonly Operation[]
  perform(): Answer | Promise<Answer>
  /** What the system says when it is asked too often. */
  throttled(): Answer
  /** The body that goes with a fault's status. Never one that reads as a refusal. */
  fault(status: number): Answer
}

/** A stand-in for one system. The harness does the HTTP, the faults, the calls list and the life of the process. */
export interface SandboxSystem {
  open(request: SystemRequest): Exchange
  /** Gets the faults that are switched on and the calls list, for what the system does by itself (webhooks, bulk). */
  meet?(faults: Faults, calls: CallLog): void
  reset(reset: Reset): void
  state(): unknown
  /** What a connection needs: `{ type, config, secrets }` and what people look for at the top. */
  credentials(url: string): unknown
  /** What a person does in the system: `POST /_sandbox/<name>`. */
  readonly actions: Readonly<Record<string, (body: Readonly<Record<string, unknown>>, url: string) => unknown>>
  close(): void | Promise<void>
}

/** An answer of `/_sandbox` that is not 200. */
export class SandboxProblem extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
