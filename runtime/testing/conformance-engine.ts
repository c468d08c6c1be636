import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Type } from 'typebox'
import type { Flow, FlowNode } from '../../flows/schema.ts'
import type { Trial } from '../../nodes/sdk/conformance/case.ts'
import type { ConformanceEngine, TrialOptions, TrialRun } from '../../nodes/sdk/conformance/engine.ts'
import type { Context } from '../../nodes/sdk/context.ts'
import { eachRecord } from '../../nodes/sdk/lift.ts'
import { defineNode, defineSource, type NodeDefinition } from '../../nodes/sdk/node.ts'
import type { Batch } from '../../nodes/sdk/outcome.ts'
import type { Rec, SourceRecord } from '../../nodes/sdk/record.ts'
import { passed } from '../../nodes/sdk/settle.ts'
import type { Page } from '../../nodes/sdk/source.ts'
import type { EngineDeps } from '../engine/deps.ts'
import { executeRun } from '../engine/run.ts'
import { createRunStore, type RunRow } from '../store/work/runs.ts'
import type { Outside } from './conformance-outside.ts'
import { flowOf, openEngine, Till } from './engine.ts'

/** So long a node has been at work when it is stopped. */
const AT_WORK_MS = 150
const SLOW_PAGE_MS = 20
/** So long the end of a run is waited for, and so long the engine itself waits before it cuts a node off: more than a node may take. */
const LONGEST_END_MS = 2_000
const PATIENCE_MS = 1_500

interface RunWish extends TrialOptions {
  readonly endless?: boolean
  /** Expressions are never answered. */
  readonly stuck?: boolean
  readonly drain?: AbortSignal
  /** Aborts what the node has as its signal. */
  readonly cut?: AbortSignal
  readonly begun?: () => void
}

/** The real engine on real files, remembering what was written as long as it is open. */
export function openTrialEngine(outside: Outside, evaluate: EngineDeps['evaluate']) {
  let pages: () => AsyncIterable<Page> = async function* () {}
  const environment = { id: 'till-1', name: 'Till', sandbox: true }
  const engine = openEngine({ till: new Till(), environment, pages: () => pages() })
  const runs = createRunStore(engine.work)
  const { nodeByType } = engine.deps
  let delivered = 0

  function prepare(trial: Trial): void {
    for (const body of trial.deliveries) {
      delivered += 1
      const row = { id: delivered, delivery: `delivery-${delivered}`, topic: null, headers: '{}', at: Date.now() }
      engine.deliveries.push({ ...row, body: Buffer.from(JSON.stringify(body)) })
    }
  }

  async function run(trial: Trial, wish: RunWish, kept: Rec[] = []): Promise<RunRow> {
    prepare(trial)
    pages = () => pagesOf(trial.records, wish.endless === true)
    const tried = throughWish(trial.node, wish)
    const keep = keepNode(kept)
    const lists = Object.entries(trial.beside).map(([input, rows]) => listSource(input, rows))
    const own = new Map<string, NodeDefinition>([tried, keep, ...lists].map((node) => [node.type, node]))
    const find = (type: string) => own.get(type) ?? nodeByType(type)
    const selection = trial.deliveries.length > 0 ? { source: 'tried', deliveries: true } : {}
    const mode = wish.mode ?? 'live'
    const id = engine.request(flowFor(trial), { mode, selection })
    const deps: EngineDeps = {
      ...engine.deps,
      nodeByType: find,
      evaluate: wish.stuck ? () => new Promise(() => undefined) : evaluate,
      openConnection: () => Promise.resolve(outside.open(trial.node.connects?.type ?? '')),
    }
    runs.start(id, Date.now(), 1)
    const drain = wish.drain ?? new AbortController().signal
    const end = await executeRun(runs.get(id) as RunRow, deps, { drain, patienceMs: PATIENCE_MS })
    const status = end.status === 'interrupted' ? 'cancelled' : end.status
    runs.finish(id, status, Date.now(), end.problem)
    return runs.get(id) as RunRow
  }

  const port: ConformanceEngine = {
    run: async (trial, options = {}) => resultOf(await run(trial, options)),
    async abort(trial, how) {
      const drain = new AbortController()
      const cut = new AbortController()
      const stuck = how === 'no-expressions'
      await outside.stuck(how === 'no-calls')
      try {
        let begun = (): void => undefined
        const beginning = new Promise<void>((resolve) => (begun = resolve))
        const signals = { drain: drain.signal, cut: cut.signal }
        const done = run(trial, { mode: 'dry-run', endless: true, stuck, begun, ...signals })
        await Promise.race([beginning, done])
        await delay(AT_WORK_MS)
        const at = performance.now()
        drain.abort('cancel')
        if (how !== 'asked') cut.abort(new Error('the run is stopping'))
        // One that never ends is reported like one that is late.
        await Promise.race([done, delay(LONGEST_END_MS)])
        return performance.now() - at
      } finally {
        await outside.stuck(false)
      }
    },
    sent: () => outside.sent(),
  }

  function resultOf(row: RunRow): TrialRun {
    const parked = engine.records(row.id).flatMap((record) => (record.problem === null ? [] : `${record.problem}`))
    return { status: row.status, problem: row.problem?.message, counts: row.counts, parked }
  }

  return {
    port,
    /** What a source gives, as records. */
    async read(trial: Trial): Promise<readonly SourceRecord[]> {
      const kept: Rec[] = []
      const row = await run(trial, {}, kept)
      if (row.status !== 'succeeded') throw new Error(`${trial.node.type} could not be read: ${row.problem?.message}`)
      return kept.map(({ identity, key, keys, data }) => ({ identity, key, keys, data }))
    },
    close: () => engine.close(),
  }
}

/** A step behind the records of its case, a source before a node that takes what it gives. */
function flowFor(trial: Trial): Flow {
  const { node, config } = trial
  const connection = node.connects ? { connection: 'till' } : {}
  const tried: FlowNode = { id: 'tried', type: node.type, version: node.version, config: { ...config }, ...connection }
  const other = node.kind === 'source' ? 'conformance.keep' : 'test.source'
  const neighbour: FlowNode = { id: 'other', type: other, version: 1, config: {} }
  const edge =
    node.kind === 'source'
      ? { from: 'tried.out', to: 'other.in' }
      : { from: 'other.out', to: `tried.${node.inputs[0]}` }
  const inputs = Object.keys(trial.beside)
  const lists = inputs.map((input): FlowNode => ({ id: input, type: `conformance.${input}`, version: 1, config: {} }))
  const besides = inputs.map((input) => ({ from: `${input}.out`, to: `tried.${input}` }))
  const flow = flowOf([tried, neighbour, ...lists], [edge, ...besides], 'conformance')
  return { ...flow, valueMaps: trial.valueMaps as NonNullable<Flow['valueMaps']> }
}

/** What a step looks in, at one of its inputs. */
function listSource(input: string, rows: readonly SourceRecord[]): NodeDefinition {
  return defineSource({
    ...{ type: `conformance.${input}`, version: 1, kind: 'source', title: 'List', icon: 'box', records: 'state' },
    description: 'Gives a list to look in.',
    config: Type.Object({}),
    outputs: { out: { title: 'Out' } },
    triggers: ['manual'],
    read: () => pagesOf(rows, false),
    recordOf: (data) => ({ identity: 'row', key: 'row', keys: [], data }),
  } as const)
}

function keepNode(kept: Rec[]): NodeDefinition {
  return defineNode({
    ...{ type: 'conformance.keep', version: 1, kind: 'transform', title: 'Keep', icon: 'box' },
    description: 'Keeps what a source gives.',
    config: Type.Object({}),
    inputs: ['in'],
    outputs: { out: { title: 'Out' } },
    run: eachRecord(1, (record) => {
      kept.push(record)
      return passed(record)
    }),
  } as const)
}

/** The records in two pages; endless ones again and again, slowly, each time as others. */
async function* pagesOf(records: readonly SourceRecord[], endless: boolean): AsyncGenerator<Page> {
  const half = Math.ceil(records.length / 2)
  if (!endless) {
    yield { records: records.slice(0, half) }
    yield { records: records.slice(half) }
    return
  }
  for (let round = 0; ; round += 1) {
    await delay(SLOW_PAGE_MS)
    yield { records: records.map((one) => ({ ...one, identity: `${one.identity}/${round}` })) }
  }
}

/** The node as it is, with the wished things between it and the engine. */
function throughWish(node: NodeDefinition, wish: RunWish): NodeDefinition {
  const between = (ctx: Context): Context => {
    const signal = wish.cut ? AbortSignal.any([ctx.signal, wish.cut]) : ctx.signal
    setMaxListeners(100_000, signal)
    const own = { ...ctx, signal }
    return wish.through?.(own) ?? own
  }
  if (node.kind !== 'source') return { ...node, run: (input, ctx) => node.run(seen(input, wish.begun), between(ctx)) }
  const { receive } = node
  return {
    ...node,
    read(selection, ctx) {
      wish.begun?.()
      return node.read(selection, between(ctx))
    },
    ...(receive && {
      receive: (deliveries, ctx) => {
        wish.begun?.()
        return receive.call(node, deliveries, between(ctx))
      },
    }),
  }
}

async function* seen(input: AsyncIterable<Batch>, begun: (() => void) | undefined): AsyncGenerator<Batch> {
  for await (const batch of input) {
    begun?.()
    yield batch
  }
}
