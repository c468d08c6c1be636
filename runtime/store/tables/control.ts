import { index, integer, primaryKey, table, text, uniqueIndex } from '../kit.ts'

/** `control.db`: written by the server only; the runner reads it. Times are ms since 1970. */

const workspace = () => text('workspace').notNull().default('default')

export const meta = table('meta', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})

export const people = table(
  'people',
  {
    id: text('id').primaryKey(),
    workspace: workspace(),
    name: text('name').notNull(),
    /** In lower case. */
    email: text('email').notNull(),
    role: text('role').notNull(),
    /** argon2id; null for the sandbox owner, who signs in by link only. */
    password: text('password'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [uniqueIndex('people_email').on(t.workspace, t.email)],
)

export const sessions = table('sessions', {
  /** SHA-256 of the cookie's value. */
  id: text('id').primaryKey(),
  person: text('person').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
})

export const apiTokens = table(
  'api_tokens',
  {
    id: text('id').primaryKey(),
    workspace: workspace(),
    name: text('name').notNull(),
    role: text('role').notNull(),
    /** SHA-256 of the token. */
    hash: text('hash').notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
  },
  (t) => [uniqueIndex('api_tokens_hash').on(t.hash)],
)

export const connections = table('connections', {
  id: text('id').primaryKey(),
  workspace: workspace(),
  name: text('name').notNull(),
  type: text('type').notNull(),
  /** JSON */
  config: text('config').notNull(),
  /** JSON of name -> sealed secret (runtime/secrets). */
  secrets: text('secrets').notNull(),
  /** Rises with each change: runners open a new client. */
  revision: integer('revision').notNull(),
  /** 1 for the built-in sandboxes' own connections. */
  sandbox: integer('sandbox').notNull().default(0),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const flows = table('flows', {
  id: text('id').primaryKey(),
  workspace: workspace(),
  name: text('name').notNull(),
  /** The draft: a flow file as JSON text, in stable key order. */
  document: text('document').notNull(),
  revision: integer('revision').notNull(),
  /** JSON of slot -> connection id. */
  connections: text('connections').notNull().default('{}'),
  enabled: integer('enabled').notNull().default(0),
  /** Since when: schedules count from here. */
  enabledAt: integer('enabled_at'),
  publishedVersion: integer('published_version'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** Every saved draft, so that nothing typed is lost and two tabs can be compared. */
export const flowRevisions = table(
  'flow_revisions',
  {
    flow: text('flow').notNull(),
    revision: integer('revision').notNull(),
    workspace: workspace(),
    document: text('document').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.flow, t.revision] })],
)

/** Published versions: frozen, a run is pinned to one. */
export const flowVersions = table(
  'flow_versions',
  {
    flow: text('flow').notNull(),
    version: integer('version').notNull(),
    workspace: workspace(),
    document: text('document').notNull(),
    /** The slot bindings are the installation's and change without a version; see `flows.connections`. */
    by: text('by').notNull(),
    at: integer('at').notNull(),
    note: text('note'),
  },
  (t) => [primaryKey({ columns: [t.flow, t.version] })],
)

/** One webhook address a webhook source of a flow. */
export const hooks = table(
  'hooks',
  {
    id: text('id').primaryKey(),
    workspace: workspace(),
    flow: text('flow').notNull(),
    node: text('node').notNull(),
    /** Connector type, or `core` for the generic signed hook. */
    system: text('system').notNull(),
    /** Sealed; null until known: deliveries are then refused with 401. */
    secret: text('secret'),
    /** The secret before the last rotation, accepted too. */
    previousSecret: text('previous_secret'),
    /** The connection through which a subscription was made. */
    connection: text('connection'),
    /** When the subscription in the other system was made or found in order last; null = none. */
    subscribedAt: integer('subscribed_at'),
    /** JSON Problem of the last attempt to subscribe. */
    problem: text('problem'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [uniqueIndex('hooks_flow_node').on(t.flow, t.node)],
)

/** Every due slot of a schedule and what became of it. */
export const slots = table(
  'slots',
  {
    flow: text('flow').notNull(),
    node: text('node').notNull(),
    /** The slot's own time. */
    dueAt: integer('due_at').notNull(),
    workspace: workspace(),
    /** ran | merged | skipped */
    outcome: text('outcome').notNull(),
    reason: text('reason'),
    run: text('run'),
    lateMs: integer('late_ms').notNull(),
  },
  (t) => [primaryKey({ columns: [t.flow, t.node, t.dueAt] })],
)

/**
 * What the server asks of the runner. The runner copies a request into its own `runs` table when it takes it; a
 * request that has no row there is a queued run.
 */
export const runRequests = table(
  'run_requests',
  {
    /** The run's id (UUID v7: sorts by time). */
    id: text('id').primaryKey(),
    workspace: workspace(),
    flow: text('flow').notNull(),
    /** live | dry-run | test */
    mode: text('mode').notNull(),
    /** manual | schedule | webhook | retry | api */
    trigger: text('trigger').notNull(),
    /** The published version's number, or null for the draft. */
    version: integer('version'),
    /** JSON: RunSelection of runtime/queue/contract.ts */
    selection: text('selection').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
    /** When the server saw that the runner has a row of its own for it; null = queued as far as we know. */
    takenAt: integer('taken_at'),
  },
  (t) => [index('run_requests_flow').on(t.flow, t.id), index('run_requests_open').on(t.takenAt, t.id)],
)

/** Cancels and continues asked for. The runner reads them; both are harmless when repeated. */
export const runOrders = table('run_orders', {
  /** Rises; the runner remembers the last it handled. */
  id: integer('id').primaryKey({ autoIncrement: true }),
  workspace: workspace(),
  run: text('run').notNull(),
  /** cancel | continue */
  kind: text('kind').notNull(),
  by: text('by').notNull(),
  at: integer('at').notNull(),
})

/** Live events with their sequence, pruned by count and age. */
export const liveEvents = table(
  'live_events',
  {
    seq: integer('seq').primaryKey(),
    workspace: workspace(),
    at: integer('at').notNull(),
    type: text('type').notNull(),
    run: text('run'),
    flow: text('flow'),
    /** JSON of the event without seq and at. */
    body: text('body').notNull(),
  },
  (t) => [index('live_events_run').on(t.run, t.seq)],
)
