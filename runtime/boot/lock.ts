import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { ConfigError } from '../config.ts'

/**
 * One server a data directory. The lock is SQLite's own file lock, held for the life of the process: it cannot be
 * left behind by a process that was killed.
 */
export function lockDataDirectory(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = new Database(path.join(dataDir, 'server.lock'), { timeout: 0 })
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    throw new ConfigError(
      `Another Koppel works in ${dataDir}. Stop it first, or give this one its own KOPPEL_DATA_DIR.`,
      { cause: error },
    )
  }
  return () => lock.close()
}
