import Sqlite from 'better-sqlite3'
import { ProblemError } from '../../sdk/problem.ts'

/** What a list has for a key: kept on disk, so that memory stays the same however long the list is. */
export class RowIndex {
  readonly #file: Sqlite.Database
  readonly #insert: Sqlite.Statement<[string, string]>
  readonly #find: Sqlite.Statement<[string]>
  readonly #most: number
  #rows = 0
  #ended = false

  constructor(most: number) {
    this.#most = most
    // Without a name: SQLite's own file, which is gone with the process.
    this.#file = new Sqlite('')
    this.#file.pragma('journal_mode = OFF')
    this.#file.pragma('synchronous = OFF')
    this.#file.exec('CREATE TABLE rows (key TEXT NOT NULL, body TEXT NOT NULL)')
    this.#insert = this.#file.prepare('INSERT INTO rows (key, body) VALUES (?, ?)')
    this.#find = this.#file.prepare('SELECT body FROM rows WHERE key = ? ORDER BY rowid')
  }

  get rows(): number {
    return this.#rows
  }

  /** One page of the list. */
  add(page: readonly { readonly key: string; readonly row: unknown }[]): void {
    this.#rows += page.length
    if (this.#rows > this.#most) throw tooLong(this.#most)
    this.#file.exec('BEGIN')
    for (const { key, row } of page) this.#insert.run(key, JSON.stringify(row))
    this.#file.exec('COMMIT')
  }

  /** The list has been read to its end; before that nothing is found. */
  end(): void {
    this.#file.exec('CREATE INDEX rows_key ON rows (key)')
    this.#ended = true
  }

  get(key: string): readonly unknown[] {
    if (!this.#ended) throw new Error('the list has not been read to its end')
    return (this.#find.all(key) as { body: string }[]).map(({ body }) => JSON.parse(body) as unknown)
  }

  close(): void {
    this.#file.close()
  }
}

function tooLong(most: number): ProblemError {
  return new ProblemError({
    code: 'join.list-too-long',
    message: `The list to look in has more than ${most} rows.`,
    advice: 'Raise the longest list in this node, or let the source give fewer rows. Nothing was written.',
    retry: 'after-fix',
    scope: 'system',
  })
}
