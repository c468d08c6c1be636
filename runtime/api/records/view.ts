import type { Flow } from '../../../flows/schema.ts'
import type { Key } from '../../../nodes/sdk/record.ts'
import type { Problem } from '../../../nodes/sdk/problem.ts'
import type { TraceEffect, TraceRecord, TraceStep } from '../../store/traces/chunk.ts'
import type { RecordRow } from '../reads.ts'
import { iso } from '../schemas.ts'
import type { Services } from '../services.ts'

const HISTORY = 50

/** A record of a run as lists show it. */
export function recordView(row: RecordRow) {
  const { id, run, flow, source, key, identity, status } = row
  return {
    ...{ id, run, flow, source, key, identity, status },
    keys: JSON.parse(row.keys) as Key[],
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.problem === null ? {} : { problem: JSON.parse(row.problem) as Problem }),
    ...(row.node === null ? {} : { node: row.node }),
    at: iso(row.at),
  }
}

/** A record with its whole story: each step's input and output, what was written where, and its other runs. */
export function recordTrace(row: RecordRow, services: Services) {
  const run = services.reads.run(row.run)
  const trace = services.traces.record(row.run, row.ordinal, row.period)
  const history = services.reads.history(row.flow, row.identity, HISTORY)
  const dry = services.reads.dryRuns(history.map((one) => one.run))
  const nodes = new Map((run ? documentNodes(run.document) : []).map((node) => [node.id, node]))
  return {
    ...recordView(row),
    flowName: run?.flowName ?? row.flow,
    version: run?.version ?? null,
    mode: run?.mode ?? 'live',
    /** Payloads are kept for some days only. */
    kept: trace !== undefined,
    data: trace?.data,
    steps: steps(trace, nodes, services),
    effects: (trace?.effects ?? []).map(effectView),
    history: history.map((one) => ({
      run: one.run,
      record: one.id,
      flow: one.flow,
      status: one.status,
      at: iso(one.at),
      /** What it says was only worked out. */
      ...(dry.has(one.run) ? { dryRun: true } : {}),
    })),
  }
}

type Nodes = ReadonlyMap<string, Flow['nodes'][number]>

function documentNodes(document: string): Flow['nodes'] {
  return document === '' ? [] : (JSON.parse(document) as Flow).nodes
}

/** One entry a node; what a split sent through it in parts stands inside. */
function steps(trace: TraceRecord | undefined, nodes: Nodes, { registry }: Services) {
  const byNode = new Map<string, TraceStep[]>()
  for (const step of trace?.steps ?? []) byNode.set(step.node, [...(byNode.get(step.node) ?? []), step])
  return [...byNode].map(([id, [first, ...more]]) => {
    const node = nodes.get(id)
    const type = node?.type ?? ''
    const name = node?.name ?? registry.nodeByType(type)?.title ?? id
    const parts = more.length > 0 && first ? { parts: [first, ...more].map(stepView) } : {}
    return { node: id, name, type, ...(first ? stepView(first) : {}), ...parts }
  })
}

function stepView({ node: _node, at, ...step }: TraceStep) {
  return { ...step, at: iso(at) }
}

function effectView({ askedAt, intentAt, sentAt, answeredAt, at, ...effect }: TraceEffect) {
  const times = Object.entries({ askedAt, intentAt, sentAt, answeredAt }).flatMap(([name, time]) =>
    time === undefined ? [] : [[name, iso(time)]],
  )
  return { ...effect, ...(Object.fromEntries(times) as Record<string, string>), at: iso(at) }
}
