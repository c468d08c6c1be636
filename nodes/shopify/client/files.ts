import { fetch, type Agent, type BodyInit } from 'undici'
import { ProblemError } from '../../sdk/problem.ts'
import type { Problem } from '../../sdk/problem.ts'
import { unanswered } from './network-problem.ts'

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?\//

/**
 * Files beside the API: results of bulk operations, and what mutations take. Shopify keeps them elsewhere and signs the
 * addresses, so the token never goes along. `sandbox`: plain http on this machine is allowed, and nothing else.
 */
export class Files {
  readonly #dispatcher: Agent
  readonly #shop: string
  readonly #sandbox: boolean

  constructor(dispatcher: Agent, shop: string, sandbox: boolean) {
    this.#dispatcher = dispatcher
    this.#shop = shop
    this.#sandbox = sandbox
  }

  async *fetch(url: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const answer = await this.#asked(url, { method: 'GET' }, 'the result of a bulk operation', signal)
    try {
      for await (const piece of answer.body ?? []) yield piece as Uint8Array
    } catch (error) {
      signal.throwIfAborted()
      throw new ProblemError(unanswered(this.#call('the result of a bulk operation'), error), { cause: error })
    }
  }

  /** Uploads a form whose size is known; the storage takes no other. */
  async post(url: string, type: string, size: number, body: AsyncIterable<Uint8Array>, signal: AbortSignal) {
    const headers = { 'content-type': type, 'content-length': String(size) }
    const init = { method: 'POST', headers, body: body as BodyInit, duplex: 'half' as const }
    const answer = await this.#asked(url, init, 'an upload', signal)
    await answer.body?.cancel()
  }

  async #asked(url: string, init: NonNullable<Parameters<typeof fetch>[1]>, what: string, signal: AbortSignal) {
    this.#allow(url, what)
    const answer = await fetch(url, { ...init, signal, redirect: 'error', dispatcher: this.#dispatcher }).catch(
      (error: unknown) => {
        signal.throwIfAborted()
        throw new ProblemError(unanswered(this.#call(what), error), { cause: error })
      },
    )
    if (answer.ok) return answer
    const text = (await answer.text().catch(() => '')).slice(0, 300)
    throw new ProblemError(this.#refused(what, answer.status, text))
  }

  #allow(url: string, what: string): void {
    if (this.#sandbox ? LOOPBACK.test(url) : url.startsWith('https://')) return
    throw new ProblemError({
      code: 'shopify.rejected',
      message: `Shopify names an address for ${what} that Koppel does not go to: ${new URL(url).origin}.`,
      advice: 'Report this; nothing was sent there.',
      retry: 'after-fix',
    })
  }

  #refused(what: string, status: number, text: string): Problem {
    const passing = status >= 500 || status === 429 || status === 408
    return {
      code: passing ? 'shopify.unavailable' : 'shopify.rejected',
      message: `Shopify's storage answered ${what} with status ${status}.`,
      advice: passing
        ? 'Koppel tries again by itself.'
        : 'The address may have expired: results are kept for seven days. Koppel asks again with the next run.',
      retry: 'later',
      effect: 'none',
      details: text,
    }
  }

  #call(what: string) {
    return { name: what, kind: 'query' as const, shop: this.#shop }
  }
}
