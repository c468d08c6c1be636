import type { Binary, BinaryRef } from '../../nodes/sdk/binary.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { Context, GivenBefore, Logger, RecordSource, Remembered } from '../../nodes/sdk/context.ts'
import type { Rec, SourceRecord } from '../../nodes/sdk/record.ts'
import type { RunRow } from '../store/work/runs.ts'
import { createCache } from './cache.ts'
import type { EngineDeps, ExpressionEnvironment } from './deps.ts'
import { createDoor, type DoorPlace } from './door.ts'
import { LOCAL, type Bound } from './environments.ts'
import type { Plan, PlannedSource, PlannedStep } from './plan.ts'

const CACHE_ENTRIES = 20_000

export interface ContextPlace {
  readonly run: RunRow
  readonly plan: Plan
  readonly node: PlannedStep | PlannedSource
  readonly bound: Bound | undefined
  /** One object for the whole run: the evaluator sends it to its child once. */
  readonly scope: ExpressionEnvironment
  readonly signal: AbortSignal
  readonly log: Logger
  readonly onEffect: DoorPlace['onEffect']
  readonly sourceOf: (record: Rec) => RecordSource
  readonly beside: (input: string) => AsyncIterable<readonly SourceRecord[]>
  /** What a connection slot of the flow is bound to in this run. */
  readonly boundTo: (slot: string) => Bound | undefined
  /** What the node leads to; see `scopeOf`. */
  readonly leadsTo: () => string
}

/** What one node may use in one run. */
export function createContext(deps: EngineDeps, place: ContextPlace): Context {
  const { plan, node, bound, signal } = place
  const { id, mode, trigger, selection } = place.run
  const run = { id, mode, trigger, update: selection.update === true }
  const flow = { id: plan.flow.id, name: plan.flow.name }
  const environment = bound?.environment.id ?? LOCAL
  const settleMs = (bound?.connector.settleSeconds(bound.config) ?? 0) * 1000
  const { onEffect } = place
  const unguarded = place.run.accepted.includes('engine.guard')
  const door = createDoor(deps.door, { run, flow, node: node.id, environment, settleMs, unguarded, signal, onEffect })
  const memoryPlace = () => ({ flow: flow.id, node: node.id, scope: place.leadsTo() })
  return {
    flow,
    node: { id: node.id, name: node.name },
    run,
    config: node.config,
    settings: plan.settings,
    client: bound?.client,
    environment,
    signal,
    log: place.log,
    cache: createCache(CACHE_ENTRIES),
    now: () => new Date(deps.now()),
    sourceOf: place.sourceOf,
    beside: place.beside,
    open: (ref) => openBinary(ref, place),
    recall: (identities) => recalled(deps.memory.recall(memoryPlace(), identities)),
    forget: async (identities) => {
      if (mode === 'live') await deps.commit(() => deps.memory.forget(memoryPlace(), identities))
    },
    write: (write) => door.write(write),
    writeMany: (writes, send, options) => door.writeMany(writes, send, options),
    wrote: (operation, identity) => door.wrote(operation, identity),
    effects: (operation, under) => door.effects(operation, under),
    written: (since) => ownOf(environment, deps.written(flow.id, node.id, since.getTime())),
    foresee: (writes) => door.foresee(writes),
    evaluate: (program, records) => deps.evaluate(program, records.map(expressionInput), place.scope),
  }
}

function recalled(rows: ReadonlyMap<string, { hash: string; at: number }>): ReadonlyMap<string, Remembered> {
  return new Map([...rows].map(([identity, { hash, at }]) => [identity, { text: hash, at: new Date(at) }]))
}

function expressionInput({ data, id, identity, key, keys }: Rec) {
  return { data, record: { id, identity, key, keys } }
}

/** Those of one environment, as its source names them. */
function* ownOf(environment: string, all: ReturnType<EngineDeps['written']>): Generator<GivenBefore> {
  const start = `${environment}:`
  for (const { identity, key, keys } of all) {
    if (identity.startsWith(start)) yield { identity: identity.slice(start.length), key, keys }
  }
}

/** The file lies with the system that the referring node is connected to, in this run's own environment. */
async function openBinary(ref: BinaryRef, { plan, boundTo, signal }: ContextPlace): Promise<Binary> {
  const slot = plan.flow.nodes.find((node) => node.id === ref.node)?.connection
  const bound = slot === undefined ? undefined : boundTo(slot)
  if (!bound?.connector.openBinary) {
    throw new ProblemError({
      code: 'engine.no-such-file',
      message: `The file ${ref.id} cannot be fetched: the node "${ref.node}" that referred to it is not in this run, or its system gives no files.`,
      advice: 'Run the record again from its source.',
      retry: 'after-fix',
    })
  }
  return bound.connector.openBinary(bound.client, ref.id, signal)
}
