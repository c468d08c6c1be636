import { blob, index, integer, primaryKey, table, text } from '../kit.ts'

/** `work.db`: written by the runner only; the server reads it. Times are ms since 1970, JSON is text. */

const workspace = () => text('workspace').notNull().default('default')

export const runs = table(
  'runs',
  {
    id: text('id').primaryKey(),
    workspace: workspace(),
    flow: text('flow').notNull(),
    flowName: text('flow_name').notNull(),
    /** Published version number; null for a draft. */
    version: integer('version'),
    /** The flow document this run is pinned to. */
    document: text('document').notNull(),
    documentHash: text('document_hash').notNull(),
    /** JSON slot -> connection id, as bound when the run was taken. */
    connections: text('connections').notNull(),
    mode: text('mode').notNull(),
    trigger: text('trigger').notNull(),
    selection: text('selection').notNull(),
    by: text('by').notNull(),
    /** queued | running | succeeded | partial | failed | cancelled */
    status: text('status').notNull(),
    requestedAt: integer('requested_at').notNull(),
    startedAt: integer('started_at'),
    finishedAt: integer('finished_at'),
    /** Source records, once each. */
    read: integer('read').notNull().default(0),
    created: integer('created').notNull().default(0),
    updated: integer('updated').notNull().default(0),
    skipped: integer('skipped').notNull().default(0),
    parked: integer('parked').notNull().default(0),
    pending: integer('pending').notNull().default(0),
    /** JSON operation -> { created, updated, skipped } */
    effects: text('effects').notNull().default('{}'),
    /** JSON node -> step counters (runtime/live/events.ts, StepCounts) */
    steps: text('steps').notNull().default('{}'),
    /** JSON Problem */
    problem: text('problem'),
    /** JSON source node -> { cursor, ordinal, done, expected }: where an interrupted run goes on. */
    progress: text('progress').notNull().default('{}'),
    /** JSON of the totals without the half pages that were kept when the run stopped; a run that goes on starts there. */
    base: text('base'),
    /** How often a runner took this run up (1 = never interrupted). */
    attempts: integer('attempts').notNull().default(0),
    /** Guards and changed environments a person has said yes to; JSON list. */
    accepted: text('accepted').notNull().default('[]'),
  },
  (t) => [index('runs_flow').on(t.flow, t.id), index('runs_status').on(t.status, t.id)],
)

/** One row a source record of a run. `id` = `<run>.<ordinal>`: a repeated page makes the same rows. */
export const records = table(
  'records',
  {
    id: text('id').primaryKey(),
    workspace: workspace(),
    run: text('run').notNull(),
    ordinal: integer('ordinal').notNull(),
    flow: text('flow').notNull(),
    source: text('source').notNull(),
    identity: text('identity').notNull(),
    key: text('key').notNull(),
    /** JSON list of { type, value } */
    keys: text('keys').notNull(),
    /** created | updated | skipped | parked | pending */
    status: text('status').notNull(),
    reason: text('reason'),
    /** JSON Problem */
    problem: text('problem'),
    /** The node where the record was skipped or parked. */
    node: text('node'),
    at: integer('at').notNull(),
    /** Which trace file holds its steps: a period name. */
    period: text('period').notNull(),
  },
  (t) => [
    index('records_run').on(t.run, t.ordinal),
    index('records_run_status').on(t.run, t.status, t.ordinal),
    index('records_identity').on(t.flow, t.identity),
  ],
)

/** Search by anything a record is known by; values in lower case, without a leading #. */
export const recordKeys = table(
  'record_keys',
  {
    value: text('value').notNull(),
    record: text('record').notNull(),
    type: text('type').notNull(),
    workspace: workspace(),
  },
  (t) => [primaryKey({ columns: [t.value, t.record, t.type] }), index('record_keys_record').on(t.record)],
)

/** Parked records: one open entry a flow and identity. */
export const parked = table(
  'parked',
  {
    id: text('id').primaryKey(),
    workspace: workspace(),
    flow: text('flow').notNull(),
    identity: text('identity').notNull(),
    source: text('source').notNull(),
    node: text('node').notNull(),
    run: text('run').notNull(),
    /** The record of the run in which it was parked last. */
    record: text('record').notNull(),
    key: text('key').notNull(),
    /** JSON Problem */
    problem: text('problem').notNull(),
    code: text('code').notNull(),
    /** The source record's data, compressed JSON: what a retry replays. */
    payload: blob('payload', { mode: 'buffer' }).notNull(),
    keys: text('keys').notNull(),
    /** open | resolved | dismissed */
    state: text('state').notNull(),
    /** When it retries by itself; null = needs a person. */
    retryAt: integer('retry_at'),
    attempts: integer('attempts').notNull(),
    parkedAt: integer('parked_at').notNull(),
    resolvedAt: integer('resolved_at'),
    resolvedBy: text('resolved_by'),
  },
  (t) => [index('parked_open').on(t.state, t.flow, t.identity), index('parked_record').on(t.record)],
)

/** Effects, one row each: what stands between a crash and a double order. */
export const ledger = table(
  'ledger',
  {
    environment: text('environment').notNull(),
    operation: text('operation').notNull(),
    identity: text('identity').notNull(),
    /** '' for events; `<flow>:<node>` for states. */
    owner: text('owner').notNull(),
    workspace: workspace(),
    flow: text('flow').notNull(),
    node: text('node').notNull(),
    run: text('run').notNull(),
    record: text('record').notNull(),
    /** intent | done | refused */
    state: text('state').notNull(),
    /** create | update */
    action: text('action').notNull(),
    hash: text('hash').notNull(),
    /** Of a state: how new what was written is; text that sorts. */
    version: text('version'),
    /** JSON: what a target that cannot be asked for our mark needs after a lost answer; empty once it is done. */
    note: text('note'),
    /** Sent with the call where the target knows idempotency keys. */
    idempotencyKey: text('idempotency_key').notNull(),
    /** JSON Reference */
    reference: text('reference'),
    intentAt: integer('intent_at').notNull(),
    doneAt: integer('done_at'),
  },
  (t) => [
    primaryKey({ columns: [t.environment, t.operation, t.identity, t.owner] }),
    index('ledger_flow').on(t.flow, t.state),
  ],
)

/** How far each source was read. */
export const watermarks = table(
  'watermarks',
  {
    flow: text('flow').notNull(),
    node: text('node').notNull(),
    environment: text('environment').notNull(),
    workspace: workspace(),
    /** JSON */
    value: text('value').notNull(),
    run: text('run').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.flow, t.node, t.environment] })],
)

/** Which environment each slot of a flow led to, so that a changed one stops the run. */
export const environments = table(
  'environments',
  {
    flow: text('flow').notNull(),
    slot: text('slot').notNull(),
    workspace: workspace(),
    environment: text('environment').notNull(),
    name: text('name').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.flow, t.slot] })],
)

/** What went through a node that passes changes only, and came to its end: one row an identity. */
export const memory = table(
  'memory',
  {
    flow: text('flow').notNull(),
    node: text('node').notNull(),
    identity: text('identity').notNull(),
    workspace: workspace(),
    /** What the node led to: environments and settings behind it. Under another scope nothing is remembered. */
    scope: text('scope').notNull(),
    hash: text('hash').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.flow, t.node, t.identity] })],
)

/** Inbox rows that a run has settled. */
export const processedDeliveries = table('processed_deliveries', {
  delivery: integer('delivery').primaryKey(),
  workspace: workspace(),
  run: text('run').notNull(),
  /** ran | merged | skipped */
  outcome: text('outcome').notNull(),
  reason: text('reason'),
  at: integer('at').notNull(),
})

export const workMeta = table('meta', { key: text('key').primaryKey(), value: text('value').notNull() })
