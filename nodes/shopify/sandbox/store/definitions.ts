import type { Database } from './database.ts'

/** What a merchant or an app has said of a metafield: its name, and that its values are unique (the type `id`). */
export interface Definition {
  readonly id: number
  /** `Customer`, `Company`, `CompanyLocation`, `Order`, ... */
  readonly owner: string
  readonly namespace: string
  readonly key: string
  readonly type: string
  readonly name: string
  readonly description: string | null
  readonly created: number
}

export function definitionsOf(database: Database, owner: string): Definition[] {
  return database.all<Definition>('SELECT * FROM definitions WHERE owner = ? ORDER BY id', owner)
}

export function findDefinition(database: Database, owner: string, namespace: string, key: string) {
  return database.get<Definition>(
    'SELECT * FROM definitions WHERE owner = ? AND namespace = ? AND key = ?',
    owner,
    namespace,
    key,
  )
}

export function saveDefinition(database: Database, one: Definition): void {
  database.run(
    `INSERT INTO definitions (id, owner, namespace, key, type, name, description, created)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    one.id,
    one.owner,
    one.namespace,
    one.key,
    one.type,
    one.name,
    one.description,
    one.created,
  )
}

/** Who carries this value: an id of a definition of the type `id` names one object. */
export function ownerOfValue(database: Database, type: string, namespace: string, key: string, value: string) {
  const row = database.get<{ owner: string }>(
    'SELECT owner FROM metafields WHERE namespace = ? AND key = ? AND value = ? AND owner LIKE ?',
    namespace,
    key,
    value,
    `${type}/%`,
  )
  return row ? Number(row.owner.slice(type.length + 1)) : undefined
}
