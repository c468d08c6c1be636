import { fork, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { projectRoot } from '../../../flows/root.ts'
import type { Reset } from './system.ts'

export interface StartedSandbox {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Settles when the process has ended, asked or not. */
  readonly ended: Promise<void>
  stop(): Promise<void>
  reset(body?: Reset): Promise<void>
}

export interface StartOptions {
  /** 0: any free one. Absent: the sandbox's own. */
  readonly port?: number
  readonly dataFile?: string
}

/** Children get what Node needs and nothing of ours: no credentials, no keys. */
function environment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TZ', 'LANG', 'SystemRoot', 'KOPPEL_AFAS_SANDBOX_PORT', 'KOPPEL_SHOPIFY_SANDBOX_PORT']
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

function waitForPort(child: ChildProcess, title: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`${title} ended at its start (${signal ?? code})`)))
    child.on('message', (message) => {
      const { kind, port } = message as { kind?: unknown; port?: unknown }
      if (kind === 'ready' && typeof port === 'number') resolve(port)
    })
  })
}

async function postReset(url: string, body: Reset): Promise<void> {
  const answer = await fetch(`${url}/_sandbox/reset`, { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`The sandbox refused its reset: ${await answer.text()}`)
  await answer.arrayBuffer()
}

/** Starts a compiled sandbox: `entry` is its path in the project, `nodes/afas/sandbox/main.ts`. */
export async function startSandboxProcess(entry: string, options: StartOptions = {}): Promise<StartedSandbox> {
  const compiled = path.join(projectRoot(), '.build', entry.replace(/\.ts$/, '.js'))
  const args = [
    ...(options.port === undefined ? [] : ['--port', String(options.port)]),
    ...(options.dataFile === undefined ? [] : ['--data', path.resolve(options.dataFile)]),
  ]
  // No flags of this process (a debugger's, a test runner's) may reach the child.
  const child = fork(compiled, args, {
    env: environment(),
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await waitForPort(child, entry).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    port,
    pid: child.pid ?? 0,
    ended,
    reset: (body = {}) => postReset(url, body),
    stop: async () => {
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(impatience)
    },
  }
}
