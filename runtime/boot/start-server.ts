import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pino, type Logger } from 'pino'
import { projectRoot } from '../../flows/root.ts'
import { allNodes, connectorByType, nodeByType } from '../../nodes/index.ts'
import { buildApp, type KoppelApp } from '../app.ts'
import { isLoopback, type Config } from '../config.ts'
import { createEvaluator } from '../evaluator/evaluator.ts'
import { openSecrets } from '../secrets/installation.ts'
import { createMetaStore } from '../store/control/meta.ts'
import { openDatabase, openStore, type SqliteFile } from '../store/sqlite.ts'
import { createTraceReader } from '../store/traces/traces.ts'
import { lockDataDirectory } from './lock.ts'
import { startRunnerProcess, type RunnerProcess } from './runner-process.ts'
import { keepSandboxConnections, openSandboxWorkspace, type Ask } from './sandbox-workspace.ts'
import { startSandboxes, type Sandboxes } from './sandboxes.ts'
import { removeServerFile, writeServerFile } from './server-file.ts'

const SANDBOX = 'sandbox'

export interface RunningServer {
  readonly address: string
  readonly koppel: KoppelApp
  readonly sandboxOn: boolean
  stop(): Promise<void>
}

export function readVersion(): string {
  const text = readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** Whether this installation has the sandboxes: as the environment says, else as it was created. */
function sandboxOn(config: Config, control: SqliteFile, isNew: boolean): boolean {
  const meta = createMetaStore(control)
  const stored = meta.get(SANDBOX)
  const on = config.sandbox ?? (stored === undefined ? isNew && isLoopback(config.host) : stored === '1')
  if (stored === undefined) meta.set(SANDBOX, on ? '1' : '0')
  return on
}

/** Nothing is encrypted yet, so that a lost key may still be replaced by a new one. */
function nothingSealed(control: SqliteFile): boolean {
  const sealed = control.raw
    .prepare(`select (select count(*) from connections where secrets <> '{}') +
      (select count(*) from hooks where secret is not null)`)
    .pluck()
    .get()
  return sealed === 0
}

/** What a command leaves out when it asks and changes but runs nothing. */
export interface Needs {
  /** The runner, and whatever starts runs by itself: schedules, webhooks. */
  readonly runs: boolean
  /** The sandboxes, and with them their connections; only where the installation has them. */
  readonly sandboxes: boolean
}

const ALL: Needs = { runs: true, sandboxes: true }

/** Starts everything of one installation: stores, sandboxes, runner, server. `say` speaks to the person at the start. */
export async function startServer(config: Config, say: (line: string) => void, needs = ALL): Promise<RunningServer> {
  const unlock = lockDataDirectory(config.dataDir)
  const log = pino({ level: process.env['KOPPEL_LOG_LEVEL'] ?? 'warn', name: 'koppel' }, pino.destination(2))
  const file = (name: string): string => path.join(config.dataDir, name)
  const isNew = !existsSync(file('control.db'))
  const control = openStore('control', file('control.db'))
  const inbox = openStore('inbox', file('inbox.db'))
  // The runner is its one writer; the server only makes sure that the tables are there before both begin.
  openStore('work', file('work.db')).close()
  const work = openDatabase(file('work.db'), { readonly: true })
  const secrets = openSecrets(config, createMetaStore(control), () => nothingSealed(control))
  const withSandbox = sandboxOn(config, control, isNew)
  const startsSandboxes = withSandbox && needs.sandboxes
  if (startsSandboxes) say('Starting the sandboxes …')
  const sandboxes = startsSandboxes
    ? await startSandboxes(config, (url) => log.warn({ url }, 'A sandbox ended and is started again.'))
    : undefined
  const evaluator = createEvaluator()
  let runner: RunnerProcess | undefined
  const koppel = await buildApp({
    config,
    version: readVersion(),
    files: { control, inbox, work },
    traces: createTraceReader(file('traces')),
    registry: { allNodes, nodeByType, connectorByType },
    evaluator,
    secrets,
    notifyRunner: () => runner?.wake(),
    runnerState: () => runner?.state() ?? { ready: false, reason: 'The runner is starting.' },
    sandbox: sandboxes && {
      afasUrl: sandboxes.afasUrl,
      shopifyUrl: sandboxes.shopifyUrl,
      ready: sandboxes.ready,
      killRunner: () => runner?.kill(),
    },
    log,
    clock: Date.now,
  })
  if (sandboxes) await keepSandboxConnections(koppel.services, sandboxes)
  if (needs.runs) {
    runner = startRunnerProcess({
      onEvents: (events) => koppel.services.hub.publish([...events]),
      onLog: (level, message, fields) => log[level](fields ?? {}, message),
    })
  }
  await koppel.app.listen({ host: config.host, port: config.port })
  const address = koppel.services.address()
  const url = localUrl(koppel, config)
  // A server that runs nothing is nobody else's to use: a second command would wait for a run that never begins.
  if (needs.runs) writeServerFile(config.dataDir, { url, pid: process.pid, token: koppel.services.localToken })
  if (needs.runs) koppel.start()
  if (sandboxes && config.demo) await openWorkspace(koppel, sandboxes, log)
  return {
    address,
    koppel,
    sandboxOn: withSandbox,
    stop: () => stopAll({ koppel, runner, sandboxes, evaluator, files: [control, inbox, work], unlock, config }),
  }
}

function localUrl(koppel: KoppelApp, config: Config): string {
  const bound = koppel.app.server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : config.port
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function openWorkspace(koppel: KoppelApp, sandboxes: Sandboxes, log: Logger): Promise<void> {
  const ask: Ask = async (method, url, body) => {
    const answer = await koppel.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${koppel.services.localToken}` },
      ...(body ? { payload: body } : {}),
    })
    return { status: answer.statusCode, body: answer.json() as unknown }
  }
  try {
    await openSandboxWorkspace(koppel.services, sandboxes, ask)
  } catch (error) {
    log.error({ err: error }, 'The sandbox workspace is not complete; it is tried again at the next start.')
  }
}

interface Parts {
  koppel: KoppelApp
  runner: RunnerProcess | undefined
  sandboxes: Sandboxes | undefined
  evaluator: { close(): Promise<void> }
  files: readonly SqliteFile[]
  unlock: () => void
  config: Config
}

/** First nothing new comes in, then what is at work ends, then what it needed. */
async function stopAll(parts: Parts): Promise<void> {
  removeServerFile(parts.config.dataDir)
  await parts.koppel.stop()
  await parts.runner?.stop()
  await Promise.all([parts.evaluator.close(), parts.sandboxes?.stop()])
  for (const one of parts.files) one.close()
  parts.unlock()
}
