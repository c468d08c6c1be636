import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Type } from 'typebox'
import { v7 as uuid } from 'uuid'
import type { Flow, FlowEdge, FlowNode } from '../../flows/schema.ts'
import type { Connector, Environment } from '../../nodes/sdk/connector.ts'
import { defineNode, defineSource, type NodeDefinition } from '../../nodes/sdk/node.ts'
import type { SourceRecord } from '../../nodes/sdk/record.ts'
import type { Page, Selection } from '../../nodes/sdk/source.ts'
import { eachRecord } from '../../nodes/sdk/lift.ts'
import type { Found, Reference } from '../../nodes/sdk/write.ts'
import type { EngineDeps, StoredDelivery } from '../engine/deps.ts'
import { Gate } from '../engine/gate.ts'
import { executeRun, type RunEnd } from '../engine/run.ts'
import type { RunEvent } from '../live/events.ts'
import type { RunSelection } from '../queue/contract.ts'
import { openStore, type SqliteFile } from '../store/sqlite.ts'
import { createTraceReader, createTraceWriter } from '../store/traces/traces.ts'
import { createGroupCommit } from '../store/work/group-commit.ts'
import { createLedger } from '../store/work/ledger.ts'
import { createRehearsal } from '../store/work/rehearsal.ts'
import { createMemory } from '../store/work/memory.ts'
import { createPlaces } from '../store/work/places.ts'
import { createRunStore, type RunRow } from '../store/work/runs.ts'
import { createSettlementWriter } from '../store/work/settlement.ts'
import { createFinishedRead, createWrittenRead, createKeptReads, createSettledRead } from '../runner/reads.ts'

/** A target in memory that counts what really happened to it, and fails the way it is told. */
export class Till {
  readonly booked = new Map<string, unknown[]>()
  calls = 0
  /** Decides before the effect (`before`) or after it (`after`) whether a call fails. */
  fault: { before?: (call: number) => Error | undefined; after?: (call: number) => Error | undefined } = {}
  /** How long after an `after` fault the effect shows up. */
  lateMs = 0

  async book(identity: string, payload: unknown): Promise<Reference> {
    this.calls += 1
    const call = this.calls
    const before = this.fault.before?.(call)
    if (before) throw before
    const apply = (): void => void this.booked.set(identity, [...(this.booked.get(identity) ?? []), payload])
    const after = this.fault.after?.(call)
    if (!after || this.lateMs === 0) apply()
    else setTimeout(apply, this.lateMs)
    if (after) throw after
    return Promise.resolve({ id: `T-${identity}` })
  }

  find(identity: string): Promise<Found | undefined> {
    const all = this.booked.get(identity)
    const current = all?.at(-1)
    return Promise.resolve(all ? { reference: { id: `T-${identity}` }, current } : undefined)
  }

  count(): number {
    return [...this.booked.values()].flat().length
  }
}

export interface TestNodes {
  pages: (selection: Selection) => AsyncIterable<Page>
  till: Till
  environment: Environment
  onExisting?: 'skip' | 'update' | 'park'
  findWhen?: 'first' | 'when-ambiguous'
  noFind?: boolean
  /** Writes carry the `version` of their data. */
  versioned?: boolean
  kind?: 'event' | 'state'
  extra?: readonly NodeDefinition[]
}

export function testConnector(nodes: TestNodes): Connector {
  return {
    type: 'till',
    title: 'Till',
    icon: 'cash',
    config: Type.Object({}),
    secrets: Type.Object({}),
    open: () => nodes.till,
    environment: () => Promise.resolve(nodes.environment),
    settleSeconds: () => 0.05,
    test: () => Promise.resolve([]),
    nodes: () => [],
  }
}

export function testRegistry(nodes: TestNodes, connector: Connector): Map<string, NodeDefinition> {
  const source = defineSource({
    type: 'test.source',
    version: 1,
    kind: 'source',
    title: 'Source',
    description: 'Gives what the test says.',
    icon: 'database',
    config: Type.Object({}),
    outputs: { out: { title: 'Records' } },
    triggers: ['manual', 'webhook'],
    records: 'event',
    read: (selection) => nodes.pages(selection),
    receive: (deliveries) => Promise.resolve(deliveries.map((one) => sourceRecord(one.body as { id: string }))),
    recordOf: (data) => sourceRecord(data as { id: string }),
  })
  const target = defineNode({
    type: 'test.book',
    version: 1,
    kind: 'target',
    title: 'Book',
    description: 'Books each record once.',
    icon: 'cash',
    config: Type.Object({}),
    connects: connector,
    inputs: ['in'],
    outputs: { written: { title: 'Written' } },
    operations: ['booking'],
    run: eachRecord(4, async (record, ctx) => {
      const till = ctx.client as Till
      const result = await ctx.write({
        record,
        operation: 'booking',
        kind: nodes.kind ?? 'event',
        payload: record.data,
        ...(nodes.versioned ? { version: (record.data as { version: string }).version } : {}),
        findWhen: nodes.findWhen ?? 'when-ambiguous',
        onExisting: nodes.onExisting ?? 'skip',
        find: nodes.noFind ? undefined : () => till.find(record.identity),
        create: () => till.book(record.identity, record.data),
        update: () => till.book(record.identity, record.data),
      })
      if (result.kind === 'failed') return { kind: 'failed', recordId: record.id, problem: result.problem }
      if (result.kind === 'skipped') return { kind: 'skipped', recordId: record.id, reason: result.reason }
      return { kind: 'record', port: 'written', record }
    }),
  })
  return new Map([source, target, ...(nodes.extra ?? [])].map((node) => [node.type, node as NodeDefinition]))
}

export function sourceRecord(data: { id: string }): SourceRecord {
  return { identity: data.id, key: `#${data.id}`, keys: [{ type: 'order', value: `#${data.id}` }], data }
}

/** Pages of numbered records; resumes at the cursor, as a real source does. */
export function numbered(total: number, pageSize: number) {
  return async function* (selection: Selection): AsyncIterable<Page> {
    const from = Number(selection.cursor ?? selection.watermark ?? 0)
    for (let i = from; i < total; i += pageSize) {
      const size = Math.min(pageSize, total - i)
      const records = Array.from({ length: size }, (_, k) => sourceRecord({ id: String(i + k + 1) }))
      yield await Promise.resolve({ records, cursor: i + size, watermark: i + size })
    }
  }
}

export const simpleFlow: Flow = flowOf(
  [
    { id: 'source', type: 'test.source', version: 1, config: {} },
    { id: 'book', type: 'test.book', version: 1, connection: 'till', config: {} },
  ],
  [{ from: 'source.out', to: 'book.in' }],
)

export function flowOf(nodes: FlowNode[], edges: FlowEdge[], id = 'test-flow'): Flow {
  return { format: 'koppel.flow/1', id, name: 'Test flow', nodes, edges }
}

export interface TestEngine {
  readonly deps: EngineDeps
  readonly work: SqliteFile
  readonly events: RunEvent[]
  readonly deliveries: StoredDelivery[]
  request(
    flow: Flow,
    options?: { selection?: RunSelection; mode?: RunRow['mode']; trigger?: RunRow['trigger'] },
  ): string
  run(id: string, drain?: AbortSignal, patienceMs?: number): Promise<RunEnd & { row: RunRow }>
  records(run: string): { key: string; status: string; reason: string | null; problem: string | null; id: string }[]
  close(): void
}

/** The real engine on real SQLite files in a folder of its own. */
export function openEngine(nodes: TestNodes, folder = mkdtempSync(path.join(tmpdir(), 'koppel-engine-'))): TestEngine {
  const work = openStore('work', path.join(folder, 'work.db'))
  const traceFolder = path.join(folder, 'traces')
  const traces = createTraceWriter(traceFolder)
  const reader = createTraceReader(traceFolder)
  const runs = createRunStore(work)
  const commit = createGroupCommit(work)
  const connector = testConnector(nodes)
  const registry = testRegistry(nodes, connector)
  const events: RunEvent[] = []
  const deliveries: StoredDelivery[] = []
  const processed = work.raw.prepare('select 1 from processed_deliveries where delivery = ?')
  const deps: EngineDeps = {
    nodeByType: (type) => registry.get(type),
    door: {
      ledger: createLedger(work),
      rehearsal: createRehearsal(work),
      commit,
      gate: new Gate(),
      now: Date.now,
      flowExists: () => true,
      finished: createFinishedRead(work),
      settledIn: createSettledRead(work),
    },
    places: createPlaces(work),
    settlement: createSettlementWriter(work),
    memory: createMemory(work),
    traces,
    commit,
    recordGate: new Gate(),
    evaluate: () => Promise.reject(new Error('no expressions in this test')),
    openConnection: () => Promise.resolve({ connector, client: nodes.till, config: {} }),
    deliveries: (_flow, _node, after, limit) =>
      deliveries.filter((one) => one.id > after && processed.get(one.id) === undefined).slice(0, limit),
    ...createKeptReads(work, reader),
    written: createWrittenRead(work),
    emit: (event) => void events.push(event),
    now: Date.now,
  }
  return {
    deps,
    work,
    events,
    deliveries,
    request(flow, options = {}) {
      const id = uuid()
      runs.insert({
        id,
        flow: flow.id,
        flowName: flow.name,
        version: 1,
        document: JSON.stringify(flow),
        documentHash: 'test',
        connections: { till: 'till' },
        mode: options.mode ?? 'live',
        trigger: options.trigger ?? 'manual',
        selection: options.selection ?? {},
        by: 'test',
        requestedAt: Date.now(),
        status: 'queued',
      })
      return id
    },
    async run(id, drain = new AbortController().signal, patienceMs) {
      const before = runs.get(id)
      if (!before) throw new Error('no such run')
      runs.start(id, before.startedAt ?? Date.now(), before.attempts + 1)
      const end = await executeRun(runs.get(id) as RunRow, deps, {
        drain,
        ...(patienceMs === undefined ? {} : { patienceMs }),
      })
      if (end.status !== 'interrupted') runs.finish(id, end.status, Date.now(), end.problem)
      return { ...end, row: runs.get(id) as RunRow }
    },
    records: (run) =>
      work.raw
        .prepare('select id, key, status, reason, problem from records where run = ? order by ordinal')
        .all(run) as never[],
    close() {
      traces.close()
      reader.close()
      work.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
