import { blob, index, integer, table, text } from '../kit.ts'

/**
 * `traces/<day>.db`: what each record was at each step. A chunk holds the steps of a range of source records of one
 * run (deflated JSON, see runtime/store/traces/README.md); its id is made of run and first ordinal, so that a
 * repeated page overwrites itself. Retention drops whole files.
 */
export const chunks = table(
  'chunks',
  {
    id: text('id').primaryKey(),
    workspace: text('workspace').notNull().default('default'),
    run: text('run').notNull(),
    firstOrdinal: integer('first_ordinal').notNull(),
    lastOrdinal: integer('last_ordinal').notNull(),
    /** Size before compression, bytes. */
    size: integer('size').notNull(),
    body: blob('body', { mode: 'buffer' }).notNull(),
  },
  (t) => [index('chunks_run').on(t.run, t.firstOrdinal)],
)
