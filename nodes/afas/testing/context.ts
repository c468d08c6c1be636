import jsonata from 'jsonata'
import type { Context, Evaluated, Program, RunInfo, Wrote, GivenBefore } from '../../sdk/context.ts'
import type { StepNode } from '../../sdk/node.ts'
import type { Outcome } from '../../sdk/outcome.ts'
import { problemOf } from '../../sdk/problem.ts'
import type { Rec } from '../../sdk/record.ts'
import type { Write, WriteResult } from '../../sdk/write.ts'
import type { AfasClient } from '../client/client.ts'
import { silent } from './sandbox.ts'

/** What one write of a node came to, for tests to look at. */
export interface SeenWrite {
  readonly write: Write
  readonly result: WriteResult
}

/** A run of one node in a test: its context, with a small door that asks, creates and updates as the engine's does. */
export class TestRun {
  readonly writes: SeenWrite[] = []
  readonly sentences: string[] = []
  readonly ledger = new Map<string, Wrote>()
  readonly abort = new AbortController()
  /** What `ctx.written` says. */
  written: readonly GivenBefore[] = []
  readonly #client: AfasClient
  readonly #info: RunInfo
  readonly #cache = new Map<string, unknown>()
  #busy: Promise<unknown> = Promise.resolve()

  constructor(client: AfasClient, info: Partial<RunInfo> = {}) {
    this.#client = client
    this.#info = { id: 'run', mode: 'live', trigger: 'manual', update: false, ...info }
  }

  context<Config>(config: Config): Context<Config, AfasClient> {
    return {
      flow: { id: 'flow', name: 'Flow' },
      node: { id: 'node', name: 'Node' },
      run: this.#info,
      config,
      settings: {},
      client: this.#client,
      environment: 'test',
      signal: this.abort.signal,
      log: silent,
      cache: { get: (key) => this.#cache.get(key), set: (key, value) => void this.#cache.set(key, value) },
      now: () => new Date('2026-11-24T23:30:00Z'),
      write: (write) => this.#write(write),
      writeMany: (writes) => Promise.all(writes.map((write) => this.#write(write))),
      foresee: () => undefined,
      evaluate: (program, records) => Promise.all(records.map((record) => evaluated(program, record))),
      sourceOf: () => ({ node: 'source', environment: 'local' }),
      beside: () => {
        throw new Error('nothing lies beside')
      },
      open: () => Promise.reject(new Error('no files here')),
      recall: () => new Map(),
      forget: () => Promise.resolve(),
      wrote: (operation, identity) => this.ledger.get(`${operation}:${identity}`),
      effects: () => [],
      written: () => this.written,
    }
  }

  /** The outcomes of some records, given as one batch. */
  async outcomes(
    // A node's own configuration meets the test's here.
    // oxlint-disable-next-line no-explicit-any
    node: StepNode<any, AfasClient>,
    config: object,
    data: readonly unknown[],
  ): Promise<readonly Outcome[]> {
    const batch = data.map((one, index) => recordOf(one, index))
    const found: Outcome[] = []
    for await (const outcomes of node.run(one(batch), this.context(config))) found.push(...outcomes)
    return found
  }

  /** One at a time, which is what the engine's gate comes to for writes of one identity. */
  #write(write: Write): Promise<WriteResult> {
    const turn = this.#busy.then(() => this.#settle(write))
    this.#busy = turn.catch(() => undefined)
    return turn
  }

  async #settle(write: Write): Promise<WriteResult> {
    const result = await this.#send(write).catch((error: unknown): WriteResult => ({
      kind: 'failed',
      problem: problemOf(error),
    }))
    this.writes.push({ write, result })
    return result
  }

  async #send(write: Write): Promise<WriteResult> {
    const found = write.findWhen === 'first' ? await write.find?.() : undefined
    const dry = this.#info.mode === 'dry-run'
    if (!found) {
      if (dry) return { kind: 'written', action: 'create' }
      const reference = await write.create('key')
      this.sentences.push(write.sentence?.(reference, 'create') ?? '')
      return { kind: 'written', action: 'create', reference }
    }
    const { reference } = found
    const same = found.current !== undefined && JSON.stringify(found.current) === JSON.stringify(write.payload)
    if (same) return { kind: 'written', action: 'skip', reason: 'unchanged', reference }
    if ((write.onExisting === 'update' || this.#info.update) && write.update) {
      if (dry) return { kind: 'written', action: 'update', reference }
      const changed = await write.update(found, 'key')
      this.sentences.push(write.sentence?.(changed, 'update') ?? '')
      return { kind: 'written', action: 'update', reference: changed }
    }
    if (write.kind === 'state') return { kind: 'written', action: 'skip', reason: 'exists', reference }
    return { kind: 'skipped', reason: 'exists', reference }
  }
}

async function* one<T>(batch: T): AsyncGenerator<T> {
  yield batch
}

function recordOf(data: unknown, index: number): Rec {
  const name = (data as { name?: string }).name ?? `#${index + 1}`
  return { id: `run.${index}`, identity: `shop:${name}`, key: name, keys: [], parents: [], data }
}

async function evaluated(program: Program, record: Rec): Promise<Evaluated> {
  if ('expression' in program) return { ok: true, value: await jsonata(program.expression).evaluate(record.data) }
  const value: Record<string, unknown> = {}
  for (const row of program.rows) {
    const steps = row.to.split('.')
    let place = value
    for (const step of steps.slice(0, -1)) place = (place[step] ??= {}) as Record<string, unknown>
    place[steps.at(-1) ?? ''] = await jsonata(row.expression).evaluate(record.data)
  }
  return { ok: true, value }
}
