import { pipeline, type Readable, type Transform } from 'node:stream'
import { promisify } from 'node:util'
import { brotliDecompress, createBrotliDecompress, createGunzip, createInflate, gunzip, inflate } from 'node:zlib'
import { Agent, request } from 'undici'
import type { Answer, Call } from './faults.ts'
import { failureOf } from './faults.ts'

const decoders: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

export interface HttpOptions {
  readonly base: string
  readonly timeoutMs: number
  readonly headers: Readonly<Record<string, string>>
}

export interface Sent {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal | undefined
}

/** One call and its answer as text; what gets no answer becomes a problem. Connections stay open between calls. */
export class Http {
  readonly #agent: Agent
  readonly #options: HttpOptions

  constructor(options: HttpOptions) {
    this.#options = options
    const { timeoutMs } = options
    this.#agent = new Agent({ connect: { timeout: Math.min(10_000, timeoutMs) }, headersTimeout: 0, bodyTimeout: 0 })
  }

  async send(call: Call, sent: Sent): Promise<Answer> {
    const { base, timeoutMs, headers } = this.#options
    const timer = new AbortController()
    const timeout = setTimeout(() => timer.abort(new DOMException('timed out', 'TimeoutError')), timeoutMs)
    try {
      const response = await request(base + sent.path, {
        dispatcher: this.#agent,
        method: call.method,
        headers: { ...headers, ...sent.headers },
        body: sent.body ?? null,
        signal: sent.signal ? AbortSignal.any([sent.signal, timer.signal]) : timer.signal,
      })
      const text = await decoded(Buffer.from(await response.body.arrayBuffer()), response.headers['content-encoding'])
      const retryAfter = response.headers['retry-after']
      return { status: response.statusCode, text, retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter }
    } catch (error) {
      sent.signal?.throwIfAborted()
      throw failureOf(call, timer.signal.aborted ? timer.signal.reason : error, timeoutMs / 1000)
    } finally {
      clearTimeout(timeout)
    }
  }

  /** A call whose answer is a stream; what is not a success is read as text, as always. */
  async stream(call: Call, sent: Sent): Promise<Answer | AsyncIterable<Uint8Array>> {
    const { base, timeoutMs, headers } = this.#options
    try {
      const response = await request(base + sent.path, {
        dispatcher: this.#agent,
        method: call.method,
        headers: { ...headers, ...sent.headers },
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        signal: sent.signal ?? null,
      })
      const encoding = response.headers['content-encoding']
      const retryAfter = response.headers['retry-after']
      if (response.statusCode >= 200 && response.statusCode < 300) {
        return guarded(call, decodedStream(response.body, encoding), timeoutMs / 1000)
      }
      const text = await decoded(Buffer.from(await response.body.arrayBuffer()), encoding)
      return { status: response.statusCode, text, retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter }
    } catch (error) {
      sent.signal?.throwIfAborted()
      throw failureOf(call, error, timeoutMs / 1000)
    }
  }

  close(): Promise<void> {
    return this.#agent.close()
  }
}

async function decoded(body: Buffer, encoding: string | string[] | undefined): Promise<string> {
  const decode = typeof encoding === 'string' ? decoders[encoding.trim().toLowerCase()] : undefined
  return (decode ? await decode(body) : body).toString('utf8')
}

function decodedStream(body: Readable, encoding: string | string[] | undefined): AsyncIterable<Uint8Array> {
  const name = typeof encoding === 'string' ? encoding.trim().toLowerCase() : ''
  const decode = streams[name]
  return decode ? compose(body, decode()) : body
}

/** A broken line must reach whoever reads the decoded bytes. */
function compose(body: Readable, decode: Transform): Readable {
  pipeline(body, decode, () => undefined)
  return decode
}

const streams: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
}

/** A line that breaks off half-way is the same fault as one that never answered. */
async function* guarded(call: Call, body: AsyncIterable<Uint8Array>, seconds: number): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw failureOf(call, error, seconds)
  }
}
