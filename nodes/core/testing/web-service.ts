import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export interface ServiceCall {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

export interface ServiceAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface Message {
  readonly key: string
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** A web service for tests: gives a list page by page, takes messages, counts both, and fails the way it is told. */
export class WebService {
  readonly calls: ServiceCall[] = []
  /** What was really done. */
  readonly messages: Message[] = []
  items: readonly Record<string, unknown>[] = []
  /** Decides instead of the service (`before`), or answers after it did the work (`after`). */
  fault: {
    before?: (call: ServiceCall) => ServiceAnswer | 'drop' | undefined
    after?: (call: ServiceCall) => ServiceAnswer | 'drop' | undefined
  } = {}
  delayMs = 0
  readonly #server: Server
  readonly #bySameKey = new Map<string, ServiceAnswer>()

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  static async start(): Promise<WebService> {
    const service = new WebService()
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve))
    return service
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const call = { method: request.method ?? '', path: request.url ?? '', headers: request.headers }
    this.calls.push(call)
    if (this.delayMs > 0) await delay(this.delayMs, undefined, { ref: false })
    const before = this.fault.before?.(call)
    const done = before ?? this.#work(call, Buffer.concat(pieces).toString('utf8'))
    const answer = before ?? this.fault.after?.(call) ?? done
    if (answer === 'drop') return void request.socket.destroy()
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? null)
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(text)
  }

  #work(call: ServiceCall, text: string): ServiceAnswer | 'drop' {
    // Which host is no matter here, and a closed server has none any more.
    const url = new URL(call.path, 'http://service')
    if (call.method !== 'GET') return this.#take(call, url.pathname, text)
    if (url.pathname === '/items') return { status: 200, body: { data: { items: this.#page(url) } } }
    if (url.pathname === '/linked') return this.#linked(url)
    if (url.pathname === '/cursor') return this.#cursor(url)
    const sent = this.messages.findLast(({ path }) => path === url.pathname)
    return sent
      ? { status: 200, body: { id: sent.key, ...(sent.body as object) } }
      : { status: 404, body: 'no such thing' }
  }

  #take(call: ServiceCall, path: string, text: string): ServiceAnswer {
    const key = String(call.headers['idempotency-key'])
    const known = this.#bySameKey.get(key)
    if (known) return known
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    this.messages.push({ key, method: call.method, path, body })
    const answer = { status: 201, body: { id: `M-${this.messages.length}`, took: body } }
    this.#bySameKey.set(key, answer)
    return answer
  }

  #selected(url: URL): readonly Record<string, unknown>[] {
    const since = url.searchParams.get('since')
    return since === null ? this.items : this.items.filter((one) => String(one['changedAt']) >= since)
  }

  #page(url: URL): readonly unknown[] {
    const size = Number(url.searchParams.get('size') ?? 1000)
    const from = url.searchParams.get('offset') ?? (Number(url.searchParams.get('page') ?? 1) - 1) * size
    return this.#selected(url).slice(Number(from), Number(from) + size)
  }

  #linked(url: URL): ServiceAnswer {
    const from = Number(url.searchParams.get('from') ?? 0)
    const next = `/linked?from=${from + 3}`
    const more = from + 3 < this.items.length
    const body = { items: this.items.slice(from, from + 3), next: more ? next : null }
    return { status: 200, headers: more ? { link: `</first>; rel="first", <${next}>; rel="next"` } : {}, body }
  }

  #cursor(url: URL): ServiceAnswer {
    const from = Number((url.searchParams.get('page') ?? 'c0').slice(1))
    const more = from + 4 < this.items.length
    const body = { items: this.items.slice(from, from + 4), meta: { next: more ? `c${from + 4}` : '' } }
    return { status: 200, body }
  }
}
