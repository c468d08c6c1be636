import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'

/** A running Koppel with its sandboxes, in a data directory of its own. */
export interface Koppel {
  url: string
  /** Signs in as the owner of the sandbox; works once. */
  link: string
  shopify: string
  afas: string
  /** For what is not the matter of a test: the API with the owner's rights. */
  api: <T>(method: string, path: string, body?: unknown) => Promise<T>
  stop: () => Promise<void>
}

const ROOT = path.resolve(import.meta.dirname, '../..')
const TOKEN = 'e2e-owner-token-that-is-long-enough-0123456789'
const START_MS = 120_000

/** Starts what `npm start` starts, and waits until its first pass is done. */
export async function startKoppel(): Promise<Koppel> {
  const [port, afasPort, shopifyPort] = await Promise.all([freePort(), freePort(), freePort()])
  const data = await mkdtemp(path.join(os.tmpdir(), 'koppel-e2e-data-'))
  const child = spawn(process.execPath, [path.join(ROOT, 'runtime/start.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      KOPPEL_DATA_DIR: data,
      KOPPEL_SECRET_KEY_FILE: path.join(data, 'secret.key'),
      KOPPEL_PORT: String(port),
      KOPPEL_AFAS_SANDBOX_PORT: String(afasPort),
      KOPPEL_SHOPIFY_SANDBOX_PORT: String(shopifyPort),
      KOPPEL_ADMIN_TOKEN: TOKEN,
    },
  })
  const stop = async () => {
    await ended(child)
    await rm(data, { recursive: true, force: true })
  }
  try {
    const link = await signInLink(child)
    const url = new URL(link).origin
    const api = apiOf(url)
    await firstPass(api)
    return {
      url,
      link,
      api,
      stop,
      afas: `http://127.0.0.1:${String(afasPort)}`,
      shopify: `http://127.0.0.1:${String(shopifyPort)}`,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function signInLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`Koppel printed no link in time:\n${said}`)), START_MS)
    const read = (chunk: Buffer) => {
      said += chunk.toString()
      const found = /https?:\/\/\S+\/api\/session\/link\?token=\S+/.exec(said)
      if (found === null) return
      clearTimeout(timer)
      resolve(found[0])
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`Koppel ended with code ${String(code)} before it printed a link:\n${said}`))
    })
  })
}

function apiOf(url: string): Koppel['api'] {
  return async <T>(method: string, where: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}${where}`, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${where} answered ${String(answer.status)}: ${text.slice(0, 500)}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
}

async function firstPass(api: Koppel['api']): Promise<void> {
  const done = async () => {
    const { items } = await api<{ items: { status: string }[] }>('GET', '/api/runs?limit=5').catch(() => ({
      items: [],
    }))
    return items.length > 0 && items.every((run) => run.status !== 'queued' && run.status !== 'running')
  }
  const until = Date.now() + START_MS
  while (!(await done())) {
    if (Date.now() > until) throw new Error('The first pass did not end in time.')
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await gone
  clearTimeout(timer)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
