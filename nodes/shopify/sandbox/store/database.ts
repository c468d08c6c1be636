import Sqlite from 'better-sqlite3'
import { dataVersion, emptied, indexes, tables } from './tables.ts'

export type Value = string | number | null
type Row = Record<string, Value>

/** The sandbox's own file. Statements are kept by their text; every call is synchronous. */
export class Database {
  readonly #sqlite: Sqlite.Database
  readonly #rows = new Map<string, unknown>()
  readonly #statements = new Map<string, Sqlite.Statement>()

  constructor(file: string | undefined) {
    this.#sqlite = new Sqlite(file ?? ':memory:')
    this.#sqlite.pragma('journal_mode = WAL')
    this.#sqlite.pragma('synchronous = NORMAL')
    if (this.#sqlite.pragma('user_version', { simple: true }) !== dataVersion) {
      for (const table of emptied) this.#sqlite.exec(`DROP TABLE IF EXISTS ${table}`)
      this.#sqlite.pragma(`user_version = ${dataVersion}`)
    }
    this.#sqlite.exec(tables)
    this.#sqlite.exec(Object.values(indexes).join(';'))
  }

  #prepared(sql: string): Sqlite.Statement {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#sqlite.prepare(sql)
      if (this.#statements.size > 500) this.#statements.clear()
      this.#statements.set(sql, statement)
    }
    return statement
  }

  /** A row by its id, remembered until anything is written: lists ask for the same products again and again. */
  row<T = Row>(table: string, id: number): T | undefined {
    const name = `${table} ${id}`
    if (this.#rows.has(name)) return this.#rows.get(name) as T | undefined
    const row = this.get<T>(`SELECT * FROM ${table} WHERE id = ?`, id)
    if (this.#rows.size > 20_000) this.#rows.clear()
    this.#rows.set(name, row)
    return row
  }

  run(sql: string, ...values: readonly (Value | Buffer)[]): number {
    if (this.#rows.size > 0) this.#rows.clear()
    return this.#prepared(sql).run(...values).changes
  }

  all<T = Row>(sql: string, ...values: readonly Value[]): T[] {
    return this.#prepared(sql).all(...values) as T[]
  }

  get<T = Row>(sql: string, ...values: readonly Value[]): T | undefined {
    return this.#prepared(sql).get(...values) as T | undefined
  }

  each<T = Row>(sql: string, ...values: readonly Value[]): IterableIterator<T> {
    return this.#prepared(sql).iterate(...values) as IterableIterator<T>
  }

  /** All or nothing. Inside another one it is part of that. */
  transaction<T>(work: () => T): T {
    return this.#sqlite.inTransaction ? work() : this.#sqlite.transaction(work)()
  }

  /** A part of a transaction that is undone when it throws; what was done before it stays. */
  attempt<T>(work: () => T): T {
    try {
      return this.#sqlite.transaction(work)()
    } catch (error) {
      this.#rows.clear()
      throw error
    }
  }

  /** For very many rows at once, inside a transaction. */
  withoutIndexes(work: () => void): void {
    for (const name of Object.keys(indexes)) this.#sqlite.exec(`DROP INDEX IF EXISTS ${name}`)
    work()
    this.#sqlite.exec(Object.values(indexes).join(';'))
  }

  close(): void {
    this.#sqlite.close()
  }
}
