import type { Needs } from '../boot/start-server.ts'
import { readServerFile } from '../boot/server-file.ts'
import { readConfig } from '../config.ts'

/** An answer of the server that is not the one hoped for. */
export class Refused extends Error {
  readonly status: number
  readonly body: unknown
  constructor(status: number, body: unknown) {
    super(textOf(body) ?? `The server answered ${status}.`)
    this.name = 'Refused'
    this.status = status
    this.body = body
  }
}

export interface Server {
  call<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown, headers?: Record<string, string>): Promise<T>
  close(): Promise<void>
}

/**
 * The server that works in the data directory; where there is none, one is started inside this process for as long as
 * the command takes, with no more than the command needs: an export starts no run that happens to be due. It locks the
 * directory, so the two never work side by side.
 */
export async function reachServer(needs: Needs): Promise<Server> {
  const config = readConfig()
  const known = readServerFile(config.dataDir)
  if (known && (await answers(known.url))) return { call: caller(known.url, known.token), close: async () => undefined }
  // Loaded only here: beside a running server a command is small and quick.
  const { startServer } = await import('../boot/start-server.ts')
  const own = await startServer({ ...config, port: 0, host: '127.0.0.1', demo: false }, () => undefined, needs)
  const bound = own.koppel.app.server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  return { call: caller(`http://127.0.0.1:${port}`, own.koppel.services.localToken), close: () => own.stop() }
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(`${url}/health`, { signal: AbortSignal.timeout(3000) })).arrayBuffer()
    return true
  } catch {
    return false
  }
}

function caller(url: string, token: string): Server['call'] {
  return async <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const read = text === '' ? undefined : (JSON.parse(text) as unknown)
    if (!answer.ok) throw new Refused(answer.status, read)
    return read as T
  }
}

function textOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { detail, code, advice, errors } = body as Record<string, unknown>
  if (typeof detail !== 'string') return undefined
  const faults = Array.isArray(errors) ? (errors as { path: string; message: string }[]) : []
  return [
    `${detail} (${String(code)})`,
    ...faults.map((one) => `  ${one.path}: ${one.message}`),
    ...(typeof advice === 'string' ? [advice] : []),
  ].join('\n')
}
