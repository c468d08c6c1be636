import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Bound values as better-sqlite3 takes them. */
export type Value = string | number | null

/** Raised when a table changes: an older file is thrown away, since a sandbox can always be made anew. */
const layout = 2

// Codes, e-mail addresses and references are compared as Profit's own database does: without regard to case.
const tables = `
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE article (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE COLLATE NOCASE, description TEXT COLLATE NOCASE, extra TEXT,
  unit TEXT, grp TEXT, vat_group TEXT, price REAL, cost REAL, barcode TEXT, weight REAL, blocked INTEGER NOT NULL,
  dimension1 TEXT, dimension2 TEXT, created TEXT NOT NULL, modified TEXT NOT NULL, fields TEXT NOT NULL);
CREATE INDEX article_modified ON article (modified);
CREATE TABLE article_dimension (
  id INTEGER PRIMARY KEY, item TEXT NOT NULL COLLATE NOCASE, dimension1 TEXT NOT NULL, dimension2 TEXT NOT NULL,
  title TEXT, barcode TEXT, title1 TEXT, title2 TEXT, price REAL, blocked INTEGER NOT NULL DEFAULT 0,
  modified TEXT NOT NULL DEFAULT '', UNIQUE (item, dimension1, dimension2));
CREATE TABLE category (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE COLLATE NOCASE, title TEXT, parent TEXT, blocked INTEGER NOT NULL,
  modified TEXT NOT NULL);
CREATE TABLE article_category (
  id INTEGER PRIMARY KEY, item TEXT NOT NULL COLLATE NOCASE, category TEXT NOT NULL COLLATE NOCASE, modified TEXT NOT NULL,
  UNIQUE (item, category));
CREATE TABLE article_image (
  id INTEGER PRIMARY KEY, item TEXT NOT NULL COLLATE NOCASE, dimension1 TEXT NOT NULL, dimension2 TEXT NOT NULL,
  sequence INTEGER NOT NULL, file_name TEXT NOT NULL, image TEXT NOT NULL UNIQUE, content TEXT, width INTEGER NOT NULL,
  height INTEGER NOT NULL, file TEXT, modified TEXT NOT NULL);
CREATE INDEX article_image_item ON article_image (item, sequence);
CREATE TABLE price (
  id INTEGER PRIMARY KEY, item TEXT NOT NULL COLLATE NOCASE, dimension1 TEXT NOT NULL, dimension2 TEXT NOT NULL,
  price_list TEXT NOT NULL, unit TEXT, quantity REAL NOT NULL, price REAL NOT NULL, currency TEXT NOT NULL,
  start TEXT NOT NULL, until TEXT, modified TEXT NOT NULL);
CREATE INDEX price_item ON price (item);
CREATE TABLE stock (
  id INTEGER PRIMARY KEY, item TEXT NOT NULL COLLATE NOCASE, warehouse TEXT NOT NULL COLLATE NOCASE,
  dimension1 TEXT NOT NULL, dimension2 TEXT NOT NULL, physical REAL NOT NULL, held REAL NOT NULL,
  reserved REAL NOT NULL, on_order REAL NOT NULL, modified TEXT NOT NULL,
  UNIQUE (item, warehouse, dimension1, dimension2));
CREATE INDEX stock_modified ON stock (modified);

CREATE TABLE address (
  id INTEGER PRIMARY KEY, country TEXT, po_box INTEGER, before TEXT, street TEXT, number INTEGER, addition TEXT,
  postal_code TEXT COLLATE NOCASE, city TEXT, extra TEXT, created TEXT NOT NULL, modified TEXT NOT NULL);
CREATE INDEX address_postal ON address (postal_code);
CREATE TABLE relation (
  id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE COLLATE NOCASE, kind TEXT NOT NULL, name TEXT COLLATE NOCASE,
  email TEXT COLLATE NOCASE, phone TEXT, mobile TEXT, coc TEXT, fiscal TEXT, address INTEGER, postal INTEGER,
  fields TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL);
CREATE INDEX relation_email ON relation (email);
CREATE INDEX relation_name ON relation (name);
CREATE INDEX relation_modified ON relation (modified);
CREATE TABLE contact (
  id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, person INTEGER, kind TEXT NOT NULL, email TEXT COLLATE NOCASE,
  address INTEGER, fields TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL);
CREATE INDEX contact_owner ON contact (owner);
CREATE TABLE debtor (
  id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE COLLATE NOCASE, relation INTEGER NOT NULL UNIQUE,
  contact INTEGER, email TEXT COLLATE NOCASE, blocked INTEGER NOT NULL, fields TEXT NOT NULL,
  created TEXT NOT NULL, modified TEXT NOT NULL);
CREATE INDEX debtor_email ON debtor (email);
CREATE INDEX debtor_modified ON debtor (modified);

CREATE TABLE document (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, number TEXT NOT NULL COLLATE NOCASE, reference TEXT COLLATE NOCASE,
  debtor TEXT NOT NULL COLLATE NOCASE, unit INTEGER, warehouse TEXT, date TEXT, currency TEXT, status TEXT NOT NULL,
  excl INTEGER NOT NULL, vat INTEGER NOT NULL, incl INTEGER NOT NULL, discount INTEGER NOT NULL, fields TEXT NOT NULL,
  created TEXT NOT NULL, modified TEXT NOT NULL, UNIQUE (kind, number));
CREATE INDEX document_number ON document (number);
CREATE INDEX document_reference ON document (reference);
CREATE INDEX document_debtor ON document (debtor);
CREATE INDEX document_modified ON document (modified);
CREATE TABLE line (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL, sequence INTEGER NOT NULL, guid TEXT NOT NULL COLLATE NOCASE,
  item_type TEXT, item TEXT COLLATE NOCASE, warehouse TEXT, dimension1 TEXT NOT NULL, dimension2 TEXT NOT NULL,
  quantity REAL NOT NULL, delivered REAL NOT NULL, price REAL NOT NULL, discount INTEGER NOT NULL,
  amount INTEGER NOT NULL, vat_group TEXT, vat_rate REAL NOT NULL, fields TEXT NOT NULL,
  created TEXT NOT NULL, modified TEXT NOT NULL);
CREATE INDEX line_document ON line (document, sequence);
CREATE INDEX line_guid ON line (guid);
CREATE INDEX line_modified ON line (modified);
`

/** Emptied by a reset; settings (token, OAuth client) stay. */
const content = [
  'counter',
  'article',
  'article_dimension',
  'category',
  'article_category',
  'article_image',
  'price',
  'stock',
  'address',
  'relation',
  'contact',
  'debtor',
  'document',
  'line',
]

/** The sandbox's own file: everything that survives its process. */
export class SandboxDatabase {
  readonly raw: Database.Database
  readonly #statements = new Map<string, Database.Statement>()

  constructor(file: string | undefined) {
    const isNew = file === undefined || !existsSync(file)
    this.raw = new Database(file ?? ':memory:')
    this.raw.pragma('journal_mode = WAL')
    // A killed process loses nothing with NORMAL; only the machine's power could take the last orders of a sandbox.
    this.raw.pragma('synchronous = NORMAL')
    if (!isNew && this.raw.pragma('user_version', { simple: true }) !== layout) this.#dropAll()
    if (this.raw.pragma('user_version', { simple: true }) !== layout) {
      this.raw.exec(tables)
      this.raw.pragma(`user_version = ${layout}`)
    }
  }

  #dropAll(): void {
    const names = this.raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]
    for (const name of names) this.raw.exec(`DROP TABLE "${name}"`)
    this.raw.pragma('user_version = 0')
  }

  #prepared(sql: string): Database.Statement {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.raw.prepare(sql)
      // Filters make endlessly many different statements; only so many are worth keeping.
      if (this.#statements.size >= 400) this.#statements.clear()
      this.#statements.set(sql, statement)
    }
    return statement
  }

  all<T>(sql: string, ...values: Value[]): T[] {
    return this.#prepared(sql).all(...values) as T[]
  }

  get<T>(sql: string, ...values: Value[]): T | undefined {
    return this.#prepared(sql).get(...values) as T | undefined
  }

  each<T>(sql: string, ...values: Value[]): IterableIterator<T> {
    return this.#prepared(sql).iterate(...values) as IterableIterator<T>
  }

  /** Answers the id of the last inserted row. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.#prepared(sql).run(...values).lastInsertRowid)
  }

  insert(table: string, row: Readonly<Record<string, Value>>): number {
    const names = Object.keys(row)
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
    return this.run(sql, ...Object.values(row))
  }

  update(table: string, id: number, row: Readonly<Record<string, Value>>): void {
    const sets = Object.keys(row).map((name) => `${name} = ?`)
    this.run(`UPDATE ${table} SET ${sets.join(', ')} WHERE id = ?`, ...Object.values(row), id)
  }

  transaction<T>(work: () => T): T {
    return this.raw.transaction(work)()
  }

  /** The next number of a series, as Profit gives them. */
  next(series: string, first: number): number {
    const value = this.get<{ value: number }>('SELECT value FROM counter WHERE name = ?', series)?.value ?? first
    this.run('INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)', series, value + 1)
    return value
  }

  setting(name: string): string | undefined {
    return this.get<{ value: string }>('SELECT value FROM setting WHERE name = ?', name)?.value
  }

  set(name: string, value: string): void {
    this.run('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)', name, value)
  }

  empty(): void {
    for (const table of content) this.raw.exec(`DELETE FROM ${table}`)
  }

  close(): void {
    this.raw.close()
  }
}
