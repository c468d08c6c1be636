import { blob, index, integer, table, text, uniqueIndex } from '../kit.ts'

/** `inbox.db`: webhooks on disk before they are acknowledged. Written by the server only; the runner reads it. */
export const deliveries = table(
  'deliveries',
  {
    /** Rises in the order of arrival. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspace: text('workspace').notNull().default('default'),
    hook: text('hook').notNull(),
    flow: text('flow').notNull(),
    node: text('node').notNull(),
    /** The sender's delivery id; a repeat is recognised by (hook, delivery). */
    delivery: text('delivery').notNull(),
    topic: text('topic'),
    /** JSON of the headers worth keeping; no signatures. */
    headers: text('headers').notNull(),
    body: blob('body', { mode: 'buffer' }).notNull(),
    at: integer('at').notNull(),
  },
  (t) => [uniqueIndex('deliveries_once').on(t.hook, t.delivery), index('deliveries_flow').on(t.flow, t.node, t.id)],
)
