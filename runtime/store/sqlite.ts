import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { migrate as runMigrations } from 'drizzle-orm/better-sqlite3/migrator'
import { projectRoot } from '../../flows/root.ts'

export type StoreName = 'control' | 'inbox' | 'work' | 'traces'

/** One opened SQLite file: drizzle for most queries, the raw handle for prepared statements on hot paths. */
export interface SqliteFile {
  readonly file: string
  readonly raw: Database.Database
  readonly db: BetterSQLite3Database
  close(): void
}

/**
 * Memory that a connection takes for pages, at most; the library's own default is 16 MB, for each of the half dozen files
 * that a process has open. The system's cache holds the rest.
 */
const WRITER_CACHE_KB = 6000
const READER_CACHE_KB = 2000

/** WAL reset bug: files written by several processes can be damaged before this version. */
const OLDEST_SAFE_SQLITE = [3, 51, 3] as const

/**
 * Opens a file the only way this product may: WAL, `synchronous=FULL` set and read back on every connection, since
 * the library's own default for a reopened WAL file is NORMAL and would lose an acknowledged webhook on power loss.
 */
export function openDatabase(file: string, options: { readonly?: boolean } = {}): SqliteFile {
  const readonly = options.readonly ?? false
  if (!readonly) mkdirSync(path.dirname(file), { recursive: true })
  const raw = new Database(file, { readonly, fileMustExist: readonly })
  raw.pragma('busy_timeout = 5000')
  if (!readonly) raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  raw.pragma(`cache_size = -${readonly ? READER_CACHE_KB : WRITER_CACHE_KB}`)
  raw.pragma('foreign_keys = ON')
  raw.pragma('secure_delete = ON')
  assertSafe(raw, file)
  return { file, raw, db: drizzle({ client: raw }), close: () => raw.close() }
}

function assertSafe(raw: Database.Database, file: string): void {
  const mode = raw.pragma('journal_mode', { simple: true })
  const synchronous = raw.pragma('synchronous', { simple: true })
  if (mode !== 'wal' || synchronous !== 2) {
    throw new Error(`${file}: expected WAL with synchronous FULL, got ${String(mode)} and ${String(synchronous)}`)
  }
  const version = String(raw.prepare('select sqlite_version()').pluck().get())
  const parts = version.split('.').map(Number)
  for (const [i, least] of OLDEST_SAFE_SQLITE.entries()) {
    const part = parts[i] ?? 0
    if (part > least) return
    if (part < least) throw new Error(`SQLite ${version} is older than ${OLDEST_SAFE_SQLITE.join('.')}`)
  }
}

/** Opens for writing and brings the tables up to date; each migration is one transaction. */
export function openStore(name: StoreName, file: string): SqliteFile {
  const store = openDatabase(file)
  const migrationsFolder = path.join(projectRoot(), 'runtime', 'store', 'migrations', 'sqlite', name)
  runMigrations(store.db, { migrationsFolder })
  return store
}
