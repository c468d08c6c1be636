import { parse as parseSecurely } from 'secure-json-parse'
import { request, type Agent } from 'undici'
import { isNamed, readAllowed, type Allowed } from './allow.ts'
import { guardedAgent } from './guarded-agent.ts'
import { httpProblem, refusalOf, silenceOf, tooLarge, wrongSetup, type Answer, type Call } from './problems.ts'

const MOST_REDIRECTS = 5

export interface HttpConfig {
  readonly baseUrl: string
  readonly header?: string
  readonly timeoutSeconds?: number
  readonly maxMegabytes?: number
}

export interface Sent {
  readonly method: string
  /** Behind the connection's address, or a whole address on the same server. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

/** Calls one web service: the connection's address and secret, and nothing inside the operator's own network. */
export class HttpClient {
  readonly base: URL
  readonly secretHeader: string
  readonly #secret: string | undefined
  readonly #allowed: Allowed
  readonly #agent: Agent
  readonly #timeoutMs: number
  readonly #maxBytes: number

  constructor(config: HttpConfig, secret: string | undefined, allow = process.env['KOPPEL_HTTP_ALLOW']) {
    const { header = 'Authorization', timeoutSeconds = 30, maxMegabytes = 10 } = config
    this.#allowed = readAllowed(allow)
    this.base = this.#checked(addressOf(config.baseUrl))
    this.secretHeader = header
    this.#secret = secret === '' ? undefined : secret
    this.#agent = guardedAgent(this.#allowed)
    this.#timeoutMs = timeoutSeconds * 1000
    this.#maxBytes = maxMegabytes * 1_000_000
  }

  /** The answer, whatever its status below 300 or of those in `also`; anything else is thrown as a problem. */
  async send(sent: Sent, also: readonly number[] = []): Promise<Answer> {
    let url = this.#address(sent)
    for (let redirects = 0; ; redirects += 1) {
      const call = { method: sent.method, address: `${url.origin}${url.pathname}` }
      const answer = await this.#once(call, url, sent)
      if (answer.status < 300 || also.includes(answer.status)) return answer
      if (answer.status >= 400 || answer.status === 304) throw refusalOf(call, answer)
      url = this.#redirected(call, url, answer, redirects)
    }
  }

  async json(sent: Sent, also?: readonly number[]): Promise<{ answer: Answer; body: unknown }> {
    const answer = await this.send(sent, also)
    return { answer, body: bodyOf(answer) }
  }

  close(): Promise<void> {
    return this.#agent.close()
  }

  /** A path stays behind the connection's address; a whole address (a next page) stays on its server. */
  #address({ path, query = {} }: Sent): URL {
    const whole = /^https?:\/\//i.test(path)
    const base = this.base.href.replace(/\/+$/, '')
    const url = new URL(whole ? path : `${base}/${path.replace(/^\/+/, '')}`)
    if (url.origin !== this.base.origin || !(whole || url.href === base || url.href.startsWith(`${base}/`))) {
      const message = `${url.origin}${url.pathname} is not behind the address of the connection (${base}).`
      const advice = 'Correct the address in the node, or use another connection for it.'
      throw httpProblem({ code: 'http.outside', message, advice, retry: 'after-fix', effect: 'none' })
    }
    url.username = ''
    url.password = ''
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  }

  #redirected(call: Call, from: URL, answer: Answer, redirects: number): URL {
    const { location } = answer.headers
    const target =
      typeof location === 'string' && URL.canParse(location, from.href) ? new URL(location, from) : undefined
    // A write is never sent on: it may have been done, and the other server may do it once more.
    if (call.method === 'GET' && target && redirects < MOST_REDIRECTS) return this.#checked(target)
    throw httpProblem({
      code: 'http.redirected',
      message: `${call.address} sends callers on to ${target ? `${target.origin}${target.pathname}` : 'nowhere'} (${answer.status}).`,
      advice: 'Enter the address that it sends on to, in the connection or in the node.',
      retry: 'after-fix',
      effect: [301, 307, 308].includes(answer.status) ? 'none' : 'unknown',
    })
  }

  #checked(url: URL): URL {
    const encrypted = url.protocol === 'https:'
    if (encrypted || (url.protocol === 'http:' && this.#isAllowedName(url))) return url
    throw wrongSetup(
      'http.not-encrypted',
      `${url.origin} is not encrypted.`,
      'Use https. Plain http is for hosts that the operator names in KOPPEL_HTTP_ALLOW.',
    )
  }

  #isAllowedName(url: URL): boolean {
    return isNamed(this.#allowed, url.hostname.replace(/^\[|\]$/g, ''))
  }

  async #once(call: Call, url: URL, sent: Sent): Promise<Answer> {
    const timer = AbortSignal.timeout(this.#timeoutMs)
    const own = url.origin === this.base.origin && this.#secret !== undefined
    try {
      const response = await request(url, {
        dispatcher: this.#agent,
        method: sent.method as 'GET',
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...sent.headers,
          // Last, and to nobody but the server that it belongs to.
          ...(own ? { [this.secretHeader]: this.#secret } : {}),
        },
        body: sent.body ?? null,
        signal: AbortSignal.any([sent.signal, timer]),
      })
      const text = await this.#read(call, response.body)
      return { status: response.statusCode, headers: response.headers, text: this.#withoutSecret(text), url: url.href }
    } catch (error) {
      sent.signal.throwIfAborted()
      if (error instanceof Error && 'problem' in error) throw error
      throw silenceOf(call, timer.aborted ? timer.reason : error, this.#timeoutMs / 1000)
    }
  }

  async #read(call: Call, body: AsyncIterable<Buffer>): Promise<string> {
    const pieces: Buffer[] = []
    let size = 0
    for await (const piece of body) {
      size += piece.length
      // Leaving the loop closes the stream.
      if (size > this.#maxBytes) throw tooLarge(call, this.#maxBytes)
      pieces.push(piece)
    }
    return Buffer.concat(pieces).toString('utf8')
  }

  /** A server that repeats what it was sent must not bring the secret into a problem or a trace. */
  #withoutSecret(text: string): string {
    const secret = this.#secret
    if (secret === undefined) return text
    const bare = secret.replace(/^\S+\s+/, '')
    return [secret, bare].filter((one) => one.length >= 8).reduce((all, one) => all.replaceAll(one, '•••'), text)
  }
}

function addressOf(given: string): URL {
  const url = URL.canParse(given.trim()) ? new URL(given.trim()) : undefined
  if (url && url.username === '' && url.password === '' && url.search === '' && url.hash === '') return url
  throw wrongSetup(
    'http.address',
    'The address of the connection is not a plain web address.',
    'It looks like https://api.example.com/v1, without user name, question mark and hash.',
  )
}

/** What an answer says, as data: JSON where it is JSON, nothing where it is empty. */
export function bodyOf(answer: Answer): unknown {
  if (answer.text.trim() === '') return undefined
  try {
    return parseSecurely(answer.text, null, { protoAction: 'remove', constructorAction: 'remove' }) as unknown
  } catch {
    const { origin, pathname } = new URL(answer.url)
    throw httpProblem({
      code: 'http.not-json',
      message: `${origin}${pathname} did not answer with JSON: ${answer.text.trim().slice(0, 80)}`,
      advice: 'Check the address: it must lead to data, not to a page for people.',
      retry: 'after-fix',
      effect: 'none',
    })
  }
}
