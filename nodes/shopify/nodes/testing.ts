import { isDeepStrictEqual } from 'node:util'
import type { Rec } from '../../sdk/record.ts'
import { serveSandbox } from '../../sdk/sandbox/harness.ts'
import type { Reset } from '../../sdk/sandbox/system.ts'
import type { Context, SendMany } from '../../sdk/context.ts'
import type { Write, WriteResult } from '../../sdk/write.ts'
import { ShopifyClient } from '../client/client.ts'
import { completeConfig, type Secrets } from '../config.ts'
import { ShopifySystem } from '../sandbox/system.ts'

interface SandboxCall {
  readonly method: string
  readonly operation: string
  readonly outcome: string
  readonly cost?: number
}

interface OrderState {
  readonly id: string
  readonly name: string
  readonly displayFinancialStatus: string
  readonly cancelledAt: string | null
  readonly test: boolean
  readonly total: number
  readonly tags: readonly string[]
  readonly lines: readonly unknown[]
}

/** The sandbox on a free port, in this process, with a client on it: for the tests of this connector. */
export async function openSandbox(reset: Reset = { orders: 40, seed: 5 }) {
  const server = await serveSandbox(new ShopifySystem(undefined), 0)
  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const answer = await fetch(`${server.url}/_sandbox/${path}`, init)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`/_sandbox/${path}: ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
  await ask('reset', reset)
  const credentials = await ask<{ config: { shop: string; sandboxUrl: string }; secrets: Secrets }>('credentials')
  const client = (secrets: Secrets = credentials.secrets) =>
    new ShopifyClient(completeConfig(credentials.config), secrets, quiet)
  const shared = client()
  return {
    url: server.url,
    credentials,
    client: shared,
    clientWith: client,
    /** A client whose token has only these scopes. */
    clientWithScopes: async (scopes: readonly string[]) =>
      client({ ...credentials.secrets, ...(await ask<{ accessToken: string }>('tokens', { scopes })) }),
    ask,
    orders: async () => (await ask<{ orders: OrderState[] }>('state')).orders,
    calls: () => ask<SandboxCall[]>('calls'),
    faults: (rules: readonly object[]) => ask('faults', { rules }),
    close: async () => {
      await shared.close()
      await server.close()
    },
  }
}

export type OpenSandbox = Awaited<ReturnType<typeof openSandbox>>

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined }

/** A context for one node, with as much of the engine as these tests need: what is written is not remembered. */
export function contextFor<Config>(client: ShopifyClient, config: Config, logged: string[] = []) {
  const log = (message: string): void => void logged.push(message)
  const results: WriteResult[] = []
  const context: Context<Config, ShopifyClient> = {
    flow: { id: 'flow', name: 'Flow' },
    node: { id: 'node', name: 'Node' },
    run: { id: 'run', mode: 'live', trigger: 'manual', update: false },
    config,
    settings: {},
    client,
    environment: 'gid://shopify/Shop/1',
    signal: new AbortController().signal,
    log: { debug: log, info: log, warn: log },
    cache: { get: () => undefined, set: () => undefined },
    now: () => new Date(),
    write: async (write) => {
      const result = await findFirst(write)
      results.push(result)
      return result
    },
    writeMany: async (writes, send, options) => {
      const written = await together(writes, send, options?.updates ?? false)
      results.push(...written)
      return written
    },
    foresee: () => undefined,
    evaluate: async ({ ...program }, records) =>
      records.map((record) => ({
        ok: true,
        value: 'expression' in program ? at(record, program.expression) : undefined,
      })),
    recall: () => new Map(),
    forget: () => Promise.resolve(),
    sourceOf: () => ({ node: 'source', environment: 'local' }),
    beside: () => {
      throw new Error('nothing lies beside')
    },
    open: () => Promise.reject(new Error('no files here')),
    wrote: () => undefined,
    effects: () => [],
    written: () => [],
  }
  return { context, logged, results }
}

/** Finds, compares, and creates or updates: what the engine does with `findWhen: 'first'` and nothing in the ledger. */
async function findFirst(write: Write): Promise<WriteResult> {
  const found = await write.find?.()
  if (!found) return { kind: 'written', action: 'create', reference: await write.create('key') }
  if (isDeepStrictEqual(found.current, write.payload)) {
    return { kind: 'written', action: 'skip', reason: 'unchanged', reference: found.reference }
  }
  const reference = (await write.update?.(found, 'key')) ?? found.reference
  return { kind: 'written', action: 'update', reference }
}

async function together(
  writes: readonly Write[],
  send: SendMany | undefined,
  updates: boolean,
): Promise<WriteResult[]> {
  const found = await Promise.all(writes.map(async (write) => write.find?.()))
  const differs = writes.map((write, index) => !isDeepStrictEqual(found[index]?.current, write.payload))
  const group = writes.filter((_, index) => !found[index] || (updates && differs[index]))
  const actions = group.map((write) => (found[writes.indexOf(write)] ? 'update' : 'create'))
  const sent = group.length > 0 ? ((await send?.(group, 'key', actions)) ?? []) : []
  return Promise.all(
    writes.map(async (write): Promise<WriteResult> => {
      const place = group.indexOf(write)
      const answer = sent[place]
      if (!answer) return findFirst(write)
      const action = actions[place] ?? 'create'
      return 'problem' in answer ? { kind: 'failed', ...answer } : { kind: 'written', action, ...answer }
    }),
  )
}

/** A path, which is all that the expressions of these tests are. */
function at(record: Rec, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  }, record.data)
}
