import { setImmediate as breathe } from 'node:timers/promises'
import type { Static } from 'typebox'
import type { Key } from '../../../nodes/sdk/record.ts'
import type { Problem } from '../../../nodes/sdk/problem.ts'
import type { TraceEffect } from '../../store/traces/chunk.ts'
import type { RecordRow } from '../reads.ts'
import { DEFAULT_LIMIT, iso, page } from '../schemas.ts'
import type { Services } from '../services.ts'
import type { DifferenceItem, DifferencesQuery } from './contract.ts'

type Item = Static<typeof DifferenceItem>
type Action = Item['action']

/** As many as the engine keeps of an update. */
const MOST = 200

const ACTIONS: Readonly<Record<string, Action>> = {
  created: 'create',
  updated: 'update',
  skipped: 'skip',
  parked: 'park',
  pending: 'pending',
}

/** Per record what a run changed or, in a dry run, would change in the target, field by field. */
export async function runDifferences(services: Services, run: string, asked: Static<typeof DifferencesQuery>) {
  const { limit = DEFAULT_LIMIT, cursor, action, key } = asked
  const rows = services.reads.records(run, {
    ...(action === undefined ? {} : { statuses: statusesOf(action) }),
    ...(key === undefined ? {} : { key }),
    ...(cursor === undefined || !/^\d+$/.test(cursor) ? {} : { after: Number(cursor) }),
    limit: limit + 1,
  })
  const effects = await effectsOf(services, run, rows.slice(0, limit))
  return page(
    rows,
    limit,
    (row) => String(row.ordinal),
    (row) => itemOf(row, effects.get(row.ordinal)),
  )
}

function statusesOf(actions: string): string[] {
  const wanted = new Set(actions.split(','))
  return Object.entries(ACTIONS).flatMap(([status, action]) => (wanted.has(action) ? [status] : []))
}

/** The effects by record, a chunk of the trace at a time: other requests are answered in between. */
async function effectsOf({ traces }: Services, run: string, rows: readonly RecordRow[]) {
  const found = new Map<number, readonly TraceEffect[]>()
  for (const period of new Set(rows.map((row) => row.period))) {
    const ordinals = rows.filter((row) => row.period === period).map((row) => row.ordinal)
    for (const group of traces.groups(run, ordinals, period)) {
      for (const record of group) found.set(record.ordinal, record.effects)
      await breathe()
    }
  }
  return found
}

function itemOf(row: RecordRow, effects: readonly TraceEffect[] | undefined): Item {
  return {
    id: row.id,
    key: row.key,
    keys: JSON.parse(row.keys) as Key[],
    action: ACTIONS[row.status] ?? 'pending',
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.problem === null ? {} : { problem: JSON.parse(row.problem) as Problem }),
    ...(row.node === null ? {} : { node: row.node }),
    at: iso(row.at),
    kept: effects !== undefined,
    effects: (effects ?? []).map(effectOf),
  }
}

function effectOf({
  node,
  operation,
  identity,
  action,
  reason,
  problem,
  target,
  diff,
  sent,
}: TraceEffect): Item['effects'][number] {
  return {
    ...{ node, operation, identity, action },
    ...(reason === undefined ? {} : { reason }),
    ...(problem === undefined ? {} : { problem }),
    ...(target === undefined ? {} : { target }),
    // A live run keeps what it sent of a new object, not what was not there before.
    diff: [...(diff ?? (action === 'create' ? fieldsOf(sent, '') : []))],
  }
}

/** Every value in a document with its path, as the difference from nothing. */
function fieldsOf(value: unknown, path: string): Item['effects'][number]['diff'] {
  if (Array.isArray(value)) return value.flatMap((one, i) => fieldsOf(one, `${path}[${i}]`)).slice(0, MOST)
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [{ path, after: value }]
  const inside = Object.entries(value).flatMap(([name, one]) => fieldsOf(one, path === '' ? name : `${path}.${name}`))
  return inside.slice(0, MOST)
}
