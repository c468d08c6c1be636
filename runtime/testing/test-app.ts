import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import * as nodes from '../../nodes/index.ts'
import { buildApp, type AppDeps, type KoppelApp } from '../app.ts'
import { readConfig, type Config } from '../config.ts'
import { createEvaluator } from '../evaluator/evaluator.ts'
import { createSecrets } from '../secrets/secrets.ts'
import { openStore } from '../store/sqlite.ts'
import { createTraceReader } from '../store/traces/traces.ts'

export const ADMIN = { authorization: 'Bearer test-admin-token' }

export interface TestApp extends KoppelApp {
  readonly deps: AppDeps
  readonly dataDir: string
  /** Moves the clock. */
  at(ms: number): void
  close(): Promise<void>
}

/** The server side on real SQLite files in a folder of its own; the runner is left out: tests write `work.db`. */
export async function testApp(change: Partial<AppDeps> & { env?: Record<string, string> } = {}): Promise<TestApp> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'koppel-test-'))
  let now: number | undefined
  const { env, ...parts } = change
  const config: Config = readConfig({
    KOPPEL_DATA_DIR: dataDir,
    KOPPEL_ADMIN_TOKEN: 'test-admin-token',
    KOPPEL_PORT: '0',
    ...env,
  })
  const evaluator = createEvaluator()
  const files = {
    control: openStore('control', path.join(dataDir, 'control.db')),
    inbox: openStore('inbox', path.join(dataDir, 'inbox.db')),
    work: openStore('work', path.join(dataDir, 'work.db')),
  }
  const traces = createTraceReader(path.join(dataDir, 'traces'))
  const deps: AppDeps = {
    config,
    version: '0.0.0-test',
    files,
    traces,
    registry: nodes,
    evaluator,
    secrets: createSecrets(Buffer.alloc(32, 7)),
    notifyRunner: () => undefined,
    runnerState: () => ({ ready: true }),
    log: pino({ level: 'silent' }),
    clock: () => now ?? Date.now(),
    ...parts,
  }
  const built = await buildApp(deps)
  return {
    ...built,
    deps,
    dataDir,
    at: (ms) => {
      now = ms
    },
    async close() {
      await built.stop()
      await evaluator.close()
      traces.close()
      for (const file of Object.values(files)) file.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
