import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { projectRoot } from '../../flows/root.ts'
import type { RunCounts, StepCounts } from '../live/events.ts'

const TOKEN = 'test-admin-token'

export interface Answer<T = unknown> {
  readonly status: number
  readonly body: T
}
export interface Call {
  readonly at: string
  readonly method: string
  readonly operation: string
  readonly outcome: string
}
export interface RunView {
  readonly id: string
  readonly status: string
  readonly counts: RunCounts
  readonly effects: Record<string, { created: number; updated: number; skipped: number }>
  readonly steps: Record<string, StepCounts>
  readonly problem?: { code: string; message: string; advice?: string }
}
export interface RecordView {
  readonly id: string
  readonly key: string
  readonly status: string
  readonly reason?: string
  readonly problem?: { code: string; message: string }
}
export interface ShopOrder {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly company: string | null
  readonly displayFinancialStatus: string
  readonly cancelledAt: string | null
  readonly test: boolean
  readonly tags: readonly string[]
  readonly lines: readonly { sku: string | null; quantity: number }[]
}
export interface ShopState {
  readonly environment: string
  readonly orders: readonly ShopOrder[]
}
export interface AfasState {
  readonly environment: string
  readonly documents: Record<
    string,
    readonly { id: string; fields: Record<string, unknown>; lines: readonly unknown[] }[]
  >
  readonly debtors: readonly { id: string; kind: string; name: string; email: string | null; contact?: unknown }[]
  readonly articles: readonly { ItCd: string }[]
}

export interface Koppel {
  readonly url: string
  readonly dataDir: string
  readonly afasUrl: string
  readonly shopifyUrl: string
  readonly output: () => string
  readonly pid: number
  api<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>
  shop<T = unknown>(method: string, path: string, body?: unknown): Promise<T>
  afas<T = unknown>(method: string, path: string, body?: unknown): Promise<T>
  /** Starts a run and waits for its end. */
  run(flow: string, body?: object, ms?: number): Promise<RunView>
  runEnd(id: string, ms?: number): Promise<RunView>
  records(run: string, query?: string): Promise<RecordView[]>
  runnerPid(): number | undefined
  stop(signal?: NodeJS.Signals): Promise<void>
}

/**
 * A port below those that the system hands out for outgoing connections: one of these could take a port between this
 * look and the start of who is to listen there.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 18_000)
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
    if (free) return port
  }
}

export interface KoppelOptions {
  readonly env?: Record<string, string>
  /** Used again, and not removed by `stop`: for restarts. */
  readonly dataDir?: string
}

/** The real product in processes of its own: what a person gets with `npm start`, on free ports and a fresh folder. */
export async function startKoppel(options: KoppelOptions = {}): Promise<Koppel> {
  const [port, afasPort, shopifyPort] = await Promise.all([freePort(), freePort(), freePort()])
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'koppel-test-'))
  const child = spawn(process.execPath, [path.join(projectRoot(), '.build', 'runtime', 'main.js')], {
    cwd: projectRoot(),
    env: {
      PATH: process.env['PATH'],
      KOPPEL_PORT: String(port),
      KOPPEL_DATA_DIR: dataDir,
      KOPPEL_SECRET_KEY_FILE: path.join(dataDir, 'secret.key'),
      KOPPEL_ADMIN_TOKEN: TOKEN,
      KOPPEL_AFAS_SANDBOX_PORT: String(afasPort),
      KOPPEL_SHOPIFY_SANDBOX_PORT: String(shopifyPort),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => void (output += text.toString()))
  const url = `http://127.0.0.1:${port}`
  await healthy(url, child, () => output)
  return client({
    url,
    dataDir,
    afasPort,
    shopifyPort,
    child,
    output: () => output,
    keep: options.dataDir !== undefined,
  })
}

async function healthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let i = 0; i < 300; i += 1) {
    if (child.exitCode !== null) throw new Error(`Koppel ended at its start:\n${output()}`)
    const answer = await fetch(`${url}/health`).catch(() => undefined)
    if (answer?.ok) return
    await delay(100)
  }
  child.kill('SIGKILL')
  throw new Error(`Koppel is not healthy after 30 s:\n${output()}`)
}

interface Started {
  url: string
  dataDir: string
  afasPort: number
  shopifyPort: number
  child: ChildProcess
  output: () => string
  keep: boolean
}

function client({ url, dataDir, afasPort, shopifyPort, child, output, keep }: Started): Koppel {
  const afasUrl = `http://127.0.0.1:${afasPort}`
  const shopifyUrl = `http://127.0.0.1:${shopifyPort}`
  const pid = child.pid as number

  async function api<T>(method: string, route: string, body?: unknown, headers = {}): Promise<Answer<T>> {
    const answer = await fetch(url + route, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as T }
  }

  async function sandbox<T>(base: string, method: string, route: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${base}/_sandbox/${route}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }

  async function runEnd(id: string, ms = 60_000): Promise<RunView> {
    const until = Date.now() + ms
    for (;;) {
      const { body } = await api<RunView>('GET', `/api/runs/${id}`)
      if (body.status !== 'queued' && body.status !== 'running') return body
      if (Date.now() > until) throw new Error(`run ${id} is still ${body.status}: ${JSON.stringify(body.counts)}`)
      await delay(100)
    }
  }

  return {
    url,
    dataDir,
    afasUrl,
    shopifyUrl,
    output,
    pid,
    api,
    shop: (method, route, body) => sandbox(shopifyUrl, method, route, body),
    afas: (method, route, body) => sandbox(afasUrl, method, route, body),
    async run(flow, body = { mode: 'live' }, ms) {
      const started = await api<{ id: string }>('POST', `/api/flows/${flow}/runs`, body)
      if (started.status !== 202) throw new Error(`run of ${flow}: ${started.status} ${JSON.stringify(started.body)}`)
      return runEnd(started.body.id, ms)
    },
    runEnd,
    async records(run, query = '') {
      const all: RecordView[] = []
      for (let cursor = ''; ;) {
        const route = `/api/runs/${run}/records?limit=200${query}${cursor}`
        const { body } = await api<{ items: RecordView[]; next?: string }>('GET', route)
        all.push(...body.items)
        if (body.next === undefined) return all
        cursor = `&cursor=${encodeURIComponent(body.next)}`
      }
    },
    runnerPid() {
      const children = execFileSync('ps', ['--ppid', String(pid), '-o', 'pid=,args='], { encoding: 'utf8' })
      const line = children.split('\n').find((one) => one.includes('koppel-runner'))
      return line === undefined ? undefined : Number(line.trim().split(' ')[0])
    },
    async stop(signal = 'SIGTERM') {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        await ended
      }
      if (!keep) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Calls that change something, by operation. */
export function writesOf(calls: readonly Call[]): readonly Call[] {
  return calls.filter((call) => ['POST', 'PUT', 'DELETE', 'mutation'].includes(call.method))
}
