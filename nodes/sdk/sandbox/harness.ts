import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CallLog } from './call-log.ts'
import { answerControl } from './control.ts'
import { Faults, type Fault } from './faults.ts'
import type { Answer, Exchange, SandboxSystem, SystemRequest } from './system.ts'

export interface SandboxServer {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** The largest call either system takes. */
const maxBody = 101 * 1024 * 1024

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > maxBody) return undefined
    pieces.push(piece)
  }
  return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return
  const body = answer.body ?? ''
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

async function sendPieces(response: ServerResponse, answer: Answer, pieces: Iterable<string | Buffer>): Promise<void> {
  response.writeHead(answer.status, answer.headers)
  // Who hangs up halfway is no fault of the sandbox.
  await pipeline(Readable.from(pieces), response).catch(() => response.destroy())
}

const withRetryAfter = (answer: Answer): Answer =>
  answer.status === 429 || answer.status === 503
    ? { ...answer, headers: { 'retry-after': '1', ...answer.headers } }
    : answer

/** Serves a system on loopback: its own paths with the faults that are switched on, and `/_sandbox` without. */
class Harness {
  readonly #system: SandboxSystem
  readonly #faults = new Faults()
  readonly #calls = new CallLog()
  #url = ''

  constructor(system: SandboxSystem) {
    this.#system = system
    system.meet?.(this.#faults, this.#calls)
  }

  async listen(port: number): Promise<SandboxServer> {
    const server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => this.#broken(response, error))
    })
    server.requestTimeout = 0
    server.keepAliveTimeout = 60_000
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    const bound = (server.address() as AddressInfo).port
    this.#url = `http://127.0.0.1:${bound}`
    return { url: this.#url, port: bound, close: () => this.#close(server) }
  }

  async #close(server: Server): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    const patience = setTimeout(() => server.closeAllConnections(), 1000)
    await closed
    clearTimeout(patience)
    await this.#system.close()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request).catch(() => null)
    if (body === null) return
    if (body === undefined) return send(response, { status: 413, headers: { connection: 'close' } })
    const whole = request.url ?? '/'
    const mark = whole.indexOf('?')
    const read: SystemRequest = {
      method: request.method ?? 'GET',
      path: mark < 0 ? whole : whole.slice(0, mark),
      search: mark < 0 ? '' : whole.slice(mark),
      headers: request.headers,
      body,
      remoteAddress: request.socket.remoteAddress ?? '',
      url: this.#url,
    }
    if (read.path === '/_sandbox' || read.path.startsWith('/_sandbox/')) {
      return answerControl({ system: this.#system, faults: this.#faults, calls: this.#calls }, read, response)
    }
    await this.#exchange(this.#system.open(read), response)
  }

  /** The work is done to its end whatever becomes of the client: that is what makes a lost answer ambiguous. */
  async #exchange(exchange: Exchange, response: ServerResponse): Promise<void> {
    const fault = this.#faults.next([...exchange.calls, ...(exchange.alsoMeets ?? [])])
    if (fault && fault.kind !== 'after-effect' && fault.ms > 0) await sleep(fault.ms)
    if (fault && fault.kind !== 'after-effect' && fault.kind !== 'delay') return this.#refuse(exchange, fault, response)
    const answer = await exchange.perform()
    for (const [index, call] of exchange.calls.entries()) {
      const given = answer.outcomes?.[index]
      const outcome = fault?.kind === 'after-effect' ? 'after-effect' : given?.outcome
      this.#calls.add(call, outcome ?? (answer.status < 400 ? 'ok' : 'refused'), given?.cost)
    }
    if (fault?.kind !== 'after-effect' && answer.pieces) return sendPieces(response, answer, answer.pieces)
    if (fault?.kind !== 'after-effect') return send(response, answer)
    if (fault.ms > 0) await sleep(fault.ms)
    send(response, withRetryAfter(exchange.fault(fault.status)))
  }

  #refuse(exchange: Exchange, fault: Fault, response: ServerResponse): void {
    for (const call of exchange.calls) this.#calls.add(call, fault.kind)
    if (fault.kind === 'drop') response.destroy()
    else send(response, withRetryAfter(fault.kind === 'throttle' ? exchange.throttled() : exchange.fault(fault.status)))
  }

  #broken(response: ServerResponse, error: unknown): void {
    process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    if (response.headersSent) response.destroy()
    else send(response, { status: 500 })
  }
}

export function serveSandbox(system: SandboxSystem, port: number): Promise<SandboxServer> {
  return new Harness(system).listen(port)
}
