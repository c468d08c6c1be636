import { createHash } from 'node:crypto'
import type { Database } from './database.ts'

export interface Metafield {
  readonly id: number
  /** `Order/123` */
  readonly owner: string
  readonly namespace: string
  readonly key: string
  readonly type: string
  readonly value: string
  readonly created: number
  readonly updated: number
}

export const digestOf = (one: Pick<Metafield, 'type' | 'value'>): string =>
  createHash('sha256').update(`${one.type}\u0000${one.value}`).digest('hex')

export function metafieldsOf(database: Database, owner: string): Metafield[] {
  return database.all<Metafield>('SELECT * FROM metafields WHERE owner = ? ORDER BY id', owner)
}

export function findMetafield(
  database: Database,
  owner: string,
  namespace: string,
  key: string,
): Metafield | undefined {
  return database.get<Metafield>(
    'SELECT * FROM metafields WHERE owner = ? AND namespace = ? AND key = ?',
    owner,
    namespace,
    key,
  )
}

export function saveMetafield(database: Database, one: Omit<Metafield, 'id' | 'created' | 'updated'>): Metafield {
  const known = findMetafield(database, one.owner, one.namespace, one.key)
  const now = Date.now()
  const last = database.get<{ id: number | null }>('SELECT max(id) AS id FROM metafields')?.id ?? 31_000_000_000_000
  const saved = { ...one, id: known?.id ?? last + 1, created: known?.created ?? now, updated: now }
  database.run(
    `INSERT OR REPLACE INTO metafields (id, owner, namespace, key, type, value, created, updated)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    saved.id,
    saved.owner,
    saved.namespace,
    saved.key,
    saved.type,
    saved.value,
    saved.created,
    saved.updated,
  )
  return saved
}
