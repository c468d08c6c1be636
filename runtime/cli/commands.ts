import { existsSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { stringifyFlow } from '../../flows/stringify.ts'
import type { Flow } from '../../flows/schema.ts'
import type { RunView } from '../api/runs/view.ts'
import { readConfig } from '../config.ts'
import { flowIn, readFlowFile } from './flow-file.ts'
import { importFlow } from './import-flow.ts'
import type { Server } from './server.ts'
import { argument, atMost, WrongUse, type Words } from './words.ts'

/** What a command has to say: for people, and for programs. */
export interface Outcome {
  readonly text: string
  readonly json: unknown
  readonly code: 0 | 1
}

const LOOK_AGAIN = 250

export function validate(words: Words): Outcome {
  atMost(words, 2)
  const result = readFlowFile(argument(words, 1, 'a flow file'))
  const problems = result.ok ? result.missing : result.problems
  const text =
    problems.length === 0
      ? 'The flow file is in order.'
      : problems.map((one) => `${one.path}: ${one.message}`).join('\n')
  return { text, json: { ok: problems.length === 0, problems }, code: problems.length === 0 ? 0 : 1 }
}

export async function run(server: Server, words: Words): Promise<Outcome> {
  atMost(words, 2)
  const given = argument(words, 1, 'a flow file or the id of a flow')
  const { mode = 'live', keys, source, since, until, draft } = words.values
  const isFile = existsSync(given)
  const id = isFile ? (await importFlow(server, flowIn(given), true)).id : given
  const asked = {
    mode,
    ...(isFile || draft ? { version: 'draft' } : {}),
    ...(keys === undefined ? {} : { keys: keys.split(',').map((key) => key.trim()) }),
    ...(source === undefined ? {} : { source }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  }
  const started = await server.call<{ id: string }>('POST', `/api/flows/${encodeURIComponent(id)}/runs`, asked)
  const ended = await finished(server, started.id)
  return { text: summary(ended), json: ended, code: ended.status === 'succeeded' ? 0 : 1 }
}

async function finished(server: Server, id: string): Promise<RunView> {
  for (;;) {
    const run = await server.call<RunView>('GET', `/api/runs/${id}`)
    if (run.status !== 'queued' && run.status !== 'running') return run
    await delay(LOOK_AGAIN)
  }
}

function summary({ flowName, status, counts, mode, problem }: RunView): string {
  const { read, created, updated, skipped, parked, pending } = counts
  const figures = [`${read} read`, `${created} created`, `${updated} updated`, `${skipped} skipped`, `${parked} parked`]
  const rest = pending > 0 ? [`${pending} pending`] : []
  const kind = mode === 'live' ? '' : ` (${mode}: nothing was sent)`
  const line = `${flowName}: ${status}${kind}. ${[...figures, ...rest].join(', ')}.`
  return problem ? `${line}\n${problem.message} (${problem.code})${problem.advice ? `\n${problem.advice}` : ''}` : line
}

export async function exportFlow(server: Server, words: Words): Promise<Outcome> {
  atMost(words, 3)
  const id = encodeURIComponent(argument(words, 1, 'the id of a flow'))
  const { version } = words.values
  const path = version === undefined ? `/api/flows/${id}` : `/api/flows/${id}/versions/${encodeURIComponent(version)}`
  const {
    connections: _,
    revision: _r,
    enabled: _e,
    publishedVersion: _p,
    hooks: _h,
    ...flow
  } = await server.call<Flow & Record<'connections' | 'revision' | 'enabled' | 'publishedVersion' | 'hooks', unknown>>(
    'GET',
    path,
  )
  const file = words.positionals[2]
  if (file === undefined) return { text: stringifyFlow(flow).trimEnd(), json: flow, code: 0 }
  writeFileSync(file, stringifyFlow(flow))
  return { text: `Written to ${file}.`, json: { id: flow.id, file }, code: 0 }
}

export async function importFile(server: Server, words: Words): Promise<Outcome> {
  atMost(words, 2)
  const file = argument(words, 1, 'a flow file')
  const made = await importFlow(server, flowIn(file), words.values.update ?? false)
  if (words.values.publish) await server.call('POST', `/api/flows/${made.id}/publish`)
  const { id, revision } = made
  const state = words.values.publish ? 'published' : 'a draft: nothing runs until it is published and enabled'
  return { text: `Imported "${id}", revision ${revision} (${state}).`, json: { id, revision }, code: 0 }
}

export async function createToken(server: Server, words: Words): Promise<Outcome> {
  if (words.positionals[1] !== 'create') throw new WrongUse('The command is "token create".')
  atMost(words, 2)
  const { name = 'Command line', role } = words.values
  const made = await server.call<{ token: string; role: string }>('POST', '/api/tokens', {
    name,
    ...(role === undefined ? {} : { role }),
  })
  return { text: made.token, json: made, code: 0 }
}

/** Runs until it is stopped. */
export async function sandbox(words: Words, say: (text: string, json: unknown) => Promise<void>): Promise<Outcome> {
  atMost(words, 1)
  const { startAfasSandbox } = await import('../../nodes/afas/sandbox/start.ts')
  const { startShopifySandbox } = await import('../../nodes/shopify/sandbox/start.ts')
  const { afasSandboxPort, shopifySandboxPort } = readConfig()
  const started = await Promise.all([
    startAfasSandbox({ port: afasSandboxPort }),
    startShopifySandbox({ port: shopifySandboxPort }),
  ])
  const credentials = await Promise.all(
    started.map(async ({ url }) => (await (await fetch(`${url}/_sandbox/credentials`)).json()) as unknown),
  )
  const [afas, shopify] = started.map((one) => one.url)
  const text = [
    `AFAS sandbox:    ${afas}`,
    `Shopify sandbox: ${shopify}`,
    'How to reach them:',
    JSON.stringify(credentials, null, 2),
  ]
  await say(text.join('\n'), { afas, shopify, credentials })
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await Promise.all(started.map((one) => one.stop()))
  return { text: 'Stopped.', json: undefined, code: 0 }
}
