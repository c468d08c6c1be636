import type { SqliteFile } from '../sqlite.ts'

export interface Rehearsed {
  readonly hash: string
  readonly version: string | null
}

/** What dry runs would have written so far. Gone with the process: a dry run that is taken up again rehearses anew. */
export interface Rehearsal {
  get(run: string, effect: string): Rehearsed | undefined
  put(of: Rehearsed & { run: string; effect: string }): void
  forget(run: string): void
}

/** In a temporary table, which SQLite keeps in a file of its own: a run of a million records takes no memory for it. */
export function createRehearsal(store: SqliteFile): Rehearsal {
  store.raw.exec(`create temp table rehearsal
    (run text, effect text, hash text, version text, primary key (run, effect)) without rowid`)
  const select = store.raw.prepare<[string, string], Rehearsed>(
    'select hash, version from rehearsal where run = ? and effect = ?',
  )
  const upsert = store.raw.prepare(
    'insert or replace into rehearsal (run, effect, hash, version) values (@run, @effect, @hash, @version)',
  )
  const remove = store.raw.prepare('delete from rehearsal where run = ?')
  return {
    get: (run, effect) => select.get(run, effect),
    put: (of) => void upsert.run(of),
    forget: (run) => void remove.run(run),
  }
}
