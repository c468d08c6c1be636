import { fork, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { projectRoot } from '../../flows/root.ts'
import type { RunEvent } from '../live/events.ts'
import type { FromRunner, ToRunner } from '../queue/contract.ts'

/** A runner that ended is replaced this soon, every time: work is waiting. */
const RESTART_MS = 250
const STOP_MS = 15_000

export interface RunnerProcess {
  wake(): void
  state(): { readonly ready: boolean; readonly reason?: string }
  /** As a power cut would: for the sandbox's button and for tests. */
  kill(): void
  readonly pid: number | undefined
  stop(): Promise<void>
}

export interface RunnerHooks {
  readonly onEvents: (events: readonly RunEvent[]) => void
  readonly onLog: (level: 'info' | 'warn' | 'error', message: string, fields?: object) => void
}

/** Keeps one runner alive. */
export function startRunnerProcess(hooks: RunnerHooks): RunnerProcess {
  const entry = path.join(projectRoot(), '.build', 'runtime', 'runner', 'main.js')
  let child: ChildProcess
  let ready = false
  let stopping = false

  function onMessage(message: FromRunner): void {
    if (message.kind === 'ready') ready = true
    else if (message.kind === 'events') hooks.onEvents(message.events)
    else hooks.onLog(message.level, message.message, message.fields)
  }

  async function onExit(code: number | null, signal: string | null): Promise<void> {
    ready = false
    if (stopping) return
    hooks.onLog('warn', 'The runner ended and is started again; runs go on where they were.', { code, signal })
    await delay(RESTART_MS)
    if (!stopping) start()
  }

  function start(): void {
    child = fork(entry, [], { execArgv: ['--max-old-space-size=400'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.on('message', (message) => onMessage(message as FromRunner))
    child.once('exit', (code, signal) => void onExit(code, signal))
    child.on('error', (error) => hooks.onLog('error', `The runner could not be reached: ${error.message}`))
  }

  const tell = (message: ToRunner): void => {
    if (child.connected) child.send(message, () => undefined)
  }

  start()
  return {
    wake: () => tell({ kind: 'wake' }),
    state: () => (ready ? { ready } : { ready, reason: 'The runner is starting.' }),
    kill: () => void child.kill('SIGKILL'),
    get pid() {
      return child.pid
    },
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      tell({ kind: 'stop' })
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await ended
      clearTimeout(impatience)
    },
  }
}
