import { createAdminApiClient, type AdminApiClient } from '@shopify/admin-api-client'
import { Agent, fetch } from 'undici'
import { ProblemError } from '../../sdk/problem.ts'
import type { ShopifyConfig } from '../config.ts'
import { Files } from './files.ts'

const CONNECT_MS = 10_000
const ANSWER_MS = 30_000
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?\/?$/

type Fetch = NonNullable<Parameters<typeof createAdminApiClient>[0]['customFetchApi']>

/**
 * The way to one shop: `https://<shop>`, or the built-in sandbox. The official client forces https, so the sandbox is
 * reached by exchanging scheme and host of its address, and only for an address on this machine.
 */
export class Transport {
  /** Results of bulk operations and uploads. */
  readonly files: Files
  readonly #dispatcher: Agent
  readonly #origin: URL
  readonly #config: ShopifyConfig
  /** Why a call never got an answer: the official client keeps only the text of it. By the call's own signal. */
  readonly #failures = new WeakMap<AbortSignal, unknown>()
  #admin: { token: string; client: AdminApiClient } | undefined
  #clockAheadMs = 0

  constructor(config: ShopifyConfig) {
    this.#config = config
    this.#origin = originOf(config)
    this.#dispatcher = new Agent({
      connect: { timeout: CONNECT_MS },
      headersTimeout: ANSWER_MS,
      bodyTimeout: ANSWER_MS,
      connections: 16,
    })
    this.files = new Files(this.#dispatcher, config.shop, config.sandboxUrl !== undefined)
  }

  /** Now, by the shop's clock. */
  get shopNow(): number {
    return Date.now() + this.#clockAheadMs
  }

  /** How far the shop's clock is ahead of ours; known after the first answer, to the second. */
  get clockAheadMs(): number {
    return this.#clockAheadMs
  }

  /** Sends a document. Never throws; `failure` is the network's own error when no answer came. */
  async send(token: string, text: string, variables: object, callerSignal: AbortSignal) {
    // By hand: AbortSignal.any keeps something on the caller's signal for every call of a long run.
    const call = new AbortController()
    const { signal } = call
    const cancel = (): void => call.abort(callerSignal.reason)
    if (callerSignal.aborted) cancel()
    callerSignal.addEventListener('abort', cancel, { once: true })
    const timer = setTimeout(() => call.abort(new DOMException('no answer in time', 'TimeoutError')), ANSWER_MS)
    try {
      const answer = await this.#adminFor(token).request(text, {
        variables: variables as Record<string, unknown>,
        signal,
      })
      return { answer, failure: this.#failures.get(signal) }
    } finally {
      clearTimeout(timer)
      callerSignal.removeEventListener('abort', cancel)
    }
  }

  /** A call beside the GraphQL endpoint: the token endpoint. */
  readonly fetch: Fetch = async (url, init) => {
    try {
      const target = new URL(url)
      target.protocol = this.#origin.protocol
      target.host = this.#origin.host
      // The credential goes to the shop it was given for, wherever a redirect would lead.
      const answer = await fetch(target, { ...init, redirect: 'manual', dispatcher: this.#dispatcher })
      this.#readClock(answer.headers.get('date'))
      return answer
    } catch (error) {
      if (init?.signal) this.#failures.set(init.signal, error)
      throw error
    }
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy()
  }

  #adminFor(token: string): AdminApiClient {
    if (this.#admin?.token !== token) {
      const client = createAdminApiClient({
        storeDomain: this.#config.shop,
        apiVersion: this.#config.apiVersion,
        accessToken: token,
        userAgentPrefix: 'Koppel',
        // It repeats mutations and misreads Retry-After; pacing and repeats are ours.
        retries: 0,
        customFetchApi: this.fetch,
        // Without one it writes to the console; what it would say is read from the answers instead.
        logger: () => undefined,
      })
      this.#admin = { token, client }
    }
    return this.#admin.client
  }

  #readClock(date: string | null): void {
    const at = date === null ? Number.NaN : Date.parse(date)
    // The header has whole seconds: on average it is half a second later than it says.
    if (Number.isFinite(at)) this.#clockAheadMs = at + 500 - Date.now()
  }
}

function originOf(config: ShopifyConfig): URL {
  if (config.sandboxUrl === undefined) return new URL(`https://${config.shop}`)
  if (!LOOPBACK.test(config.sandboxUrl)) {
    throw new ProblemError({
      code: 'shopify.configuration',
      message: `${config.sandboxUrl} is not an address of the sandbox.`,
      advice: 'The sandbox runs on this machine: http://127.0.0.1 and its port. Leave the field empty for a real shop.',
      retry: 'after-fix',
      scope: 'system',
    })
  }
  return new URL(config.sandboxUrl)
}
