import { ProblemError } from '../../sdk/problem.ts'
import type { Secrets, ShopifyConfig } from '../config.ts'
import { unanswered } from './network-problem.ts'
import { unauthorised } from './problems.ts'
import type { Transport } from './transport.ts'

/** A token is renewed this long before it ends. */
const MARGIN_MS = 5 * 60_000
const ANSWER_MS = 30_000

/** The access token: as it was given, or asked for with the app's client credentials and kept while it is valid. */
export class AccessToken {
  readonly #config: ShopifyConfig
  readonly #secrets: Secrets
  readonly #transport: Transport
  #current: { token: string; until: number } | undefined
  #asking: Promise<string> | undefined

  constructor(config: ShopifyConfig, secrets: Secrets, transport: Transport) {
    this.#config = config
    this.#secrets = secrets
    this.#transport = transport
  }

  /** True when a refused token may be replaced by asking for another. */
  get renewable(): boolean {
    return this.#config.auth === 'client-credentials'
  }

  async get(): Promise<string> {
    if (!this.renewable) return this.#secrets.accessToken ?? this.#missing('the access token')
    if (this.#current && this.#current.until > Date.now()) return this.#current.token
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined))
    return this.#asking
  }

  /** Shopify refused this token; when nobody has replaced it yet, the next `get` asks for another. */
  refused(token: string): void {
    if (this.#current?.token === token) this.#current = undefined
  }

  async #ask(): Promise<string> {
    const { clientId, clientSecret } = this.#secrets
    if (!clientId || !clientSecret) return this.#missing('the client id and the client secret')
    const call = { name: 'signing in', kind: 'query', shop: this.#config.shop } as const
    const answer = await this.#transport
      .fetch(`https://${this.#config.shop}/admin/oauth/access_token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' }),
        signal: AbortSignal.timeout(ANSWER_MS),
      })
      .catch((error: unknown) => {
        throw new ProblemError(unanswered(call, error), { cause: error })
      })
    const body = (await answer.json().catch(() => undefined)) as
      | { access_token?: unknown; expires_in?: unknown }
      | undefined
    const token = body?.access_token
    if (!answer.ok || typeof token !== 'string') throw this.#refusedBy(answer.status)
    const seconds = typeof body?.expires_in === 'number' ? body.expires_in : 0
    this.#current = { token, until: Date.now() + Math.max(0, seconds * 1000 - MARGIN_MS) }
    return token
  }

  #refusedBy(status: number): ProblemError {
    if (status < 500 && status !== 429) return new ProblemError(unauthorised(this.#config, status))
    return new ProblemError({
      code: 'shopify.unavailable',
      message: `${this.#config.shop} gave no access token (status ${status}).`,
      advice: 'Koppel tries again by itself.',
      retry: 'later',
      effect: 'none',
    })
  }

  #missing(what: string): never {
    throw new ProblemError({
      code: 'shopify.unauthorised',
      message: `The connection to ${this.#config.shop} lacks ${what}.`,
      advice: 'Open the connection and fill it in.',
      retry: 'after-fix',
      scope: 'system',
    })
  }
}
