import { untilAborted } from '../../sdk/abort.ts'
import type { Logger } from '../../sdk/context.ts'
import { ProblemError } from '../../sdk/problem.ts'
import { pause, withRetries } from '../../sdk/retry.ts'
import type { Secrets, ShopifyConfig } from '../config.ts'
import { AccessToken } from './access-token.ts'
import { PAGE_SIZES, type Document } from './documents/document.ts'
import { BUDGET } from './documents/shop.ts'
import { problemIn, unauthorised, type Answer } from './problems.ts'
import type { RateBudget, ThrottleStatus, Ticket } from './rate-budget.ts'
import { sharedBudget } from './shared-budget.ts'
import { Transport } from './transport.ts'

/** What one call may cost at most, whatever the bucket holds. */
const SINGLE_CALL_LIMIT = 1000

interface Cost {
  readonly requestedQueryCost?: number
  readonly actualQueryCost?: number | null
  readonly throttleStatus?: ThrottleStatus
}

/**
 * Speaks to one shop, for all runs on one connection. Calls are paced by Shopify's rate budget, reads are repeated after
 * passing faults, and whatever goes wrong is a `ProblemError` that says whether a mutation may have been done.
 */
export class ShopifyClient {
  readonly config: ShopifyConfig
  readonly secrets: Secrets
  readonly #log: Logger
  readonly #transport: Transport
  readonly #token: AccessToken
  readonly #budget: RateBudget
  readonly #costs = new Map<string, number>()
  #servedVersion: string | undefined

  constructor(config: ShopifyConfig, secrets: Secrets, log: Logger) {
    this.config = config
    this.secrets = secrets
    this.#log = log
    this.#transport = new Transport(config)
    this.#token = new AccessToken(config, secrets, this.#transport)
    this.#budget = sharedBudget(config, secrets)
  }

  /** The API version that Shopify really answered with: an expired one falls forward. */
  get servedVersion(): string | undefined {
    return this.#servedVersion
  }

  get shopNow(): number {
    return this.#transport.shopNow
  }

  get clockAheadMs(): number {
    return this.#transport.clockAheadMs
  }

  /** Does what the document says. Reads are repeated; a mutation only when it was surely not done. */
  async run<Data, Variables extends object>(
    document: Document<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
    attempts = document.kind === 'query' ? 7 : 5,
  ): Promise<Data> {
    return withRetries(() => this.#paced(document, variables, signal), {
      signal,
      attempts,
      budgetMs: document.kind === 'query' ? 90_000 : 20_000,
      onRetry: (problem, attempt, waitMs) =>
        this.#log.warn(`${problem.message} Trying again in ${waitMs} ms.`, { code: problem.code, attempt }),
    })
  }

  /** The largest size up to `wanted` with which a document fits into one call and into the bucket. */
  fit<Variables extends object>(
    document: Document<unknown, Variables>,
    at: (size: number) => Variables,
    wanted: number,
  ) {
    const limit = Math.min(SINGLE_CALL_LIMIT, this.#budget.maximum ?? SINGLE_CALL_LIMIT)
    const sizes = [wanted, ...PAGE_SIZES.filter((size) => size < wanted)]
    return sizes.find((size) => this.#costOf(document, at(size)) <= limit) ?? 1
  }

  /** Waits until the bucket is known: its size decides how large a page may be. */
  async ready(signal: AbortSignal): Promise<void> {
    if (!this.#budget.known) await this.run(BUDGET, {}, signal)
  }

  /** What the bucket holds and what comes back a second; known after the first call. */
  get rate(): { readonly maximum: number; readonly restorePerSecond: number } | undefined {
    return this.#budget.rate
  }

  /** A file that Shopify gave the address of. */
  fetchFile(url: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
    return this.#transport.files.fetch(url, signal)
  }

  /** Uploads a form to an address that Shopify gave; `size` is that of the whole body. */
  async postFile(url: string, type: string, size: number, body: AsyncIterable<Uint8Array>, signal: AbortSignal) {
    await this.#transport.files.post(url, type, size, body, signal)
  }

  async close(): Promise<void> {
    await this.#transport.close()
  }

  async #paced<Data, Variables extends object>(
    document: Document<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
  ): Promise<Data> {
    if (!this.#budget.known && document.name !== BUDGET.name) await this.#paced(BUDGET, {}, signal)
    const token = await untilAborted(signal, this.#token.get())
    const ticket = await this.#budget.acquire(this.#costOf(document, variables), signal)
    const { answer, failure } = await this.#send(ticket, document, variables, token, signal)
    const call = { name: document.name, kind: document.kind, shop: this.config.shop }
    const problem = problemIn(call, answer, failure)
    if (!problem) return answer.data as Data
    if (signal.aborted && failure !== undefined) throw this.#cancelled(document, signal)
    if (problem.code === 'shopify.unauthorised' && this.#token.renewable) {
      this.#token.refused(token)
      const again = await this.#token.get()
      if (again !== token) return this.#paced(document, variables, signal)
      throw new ProblemError(unauthorised(this.config, 401))
    }
    if (problem.code === 'shopify.throttled' && problem.retryAfterMs === undefined) await pause(50, signal)
    throw new ProblemError(problem)
  }

  async #send<Data, Variables extends object>(
    ticket: Ticket,
    document: Document<Data, Variables>,
    variables: Variables,
    token: string,
    signal: AbortSignal,
  ): Promise<{ answer: Answer; failure: unknown }> {
    let cost: Cost | undefined
    try {
      const { answer, failure } = await this.#transport.send(token, document.text, variables, signal)
      cost = answer.extensions?.cost as Cost | undefined
      this.#servedVersion = answer.headers?.get('x-shopify-api-version') ?? this.#servedVersion
      return { answer: answer as Answer, failure }
    } finally {
      this.#learn(document, variables, cost)
      // A throttled call reports no actual cost: nothing was taken.
      const used = cost ? (cost.actualQueryCost ?? 0) : undefined
      this.#budget.settle(ticket, used, cost?.throttleStatus)
    }
  }

  #learn<Variables extends object>(document: Document<unknown, Variables>, variables: Variables, cost?: Cost): void {
    if (cost?.requestedQueryCost === undefined) return
    this.#costs.set(`${document.name}:${document.size(variables)}`, cost.requestedQueryCost)
  }

  #costOf<Variables extends object>(document: Document<unknown, Variables>, variables: Variables): number {
    return this.#costs.get(`${document.name}:${document.size(variables)}`) ?? document.cost(variables)
  }

  /** Cancelled while the call was under way: of a mutation nobody knows whether it was done. */
  #cancelled(document: Pick<Document<unknown, object>, 'kind' | 'name'>, signal: AbortSignal): unknown {
    if (document.kind === 'query') return signal.reason
    return new ProblemError(
      {
        code: 'shopify.unavailable',
        message: `The run was cancelled while ${document.name} was under way.`,
        advice: 'Koppel looks whether it was done before it tries again.',
        retry: 'later',
        effect: 'unknown',
      },
      { cause: signal.reason },
    )
  }
}
