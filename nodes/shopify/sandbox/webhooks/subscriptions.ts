import type { Database } from '../store/database.ts'

export interface Subscription {
  readonly id: number
  readonly topic: string
  readonly uri: string
  readonly filter: string | null
  readonly includeFields: readonly string[]
  readonly name: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

interface HookRow {
  readonly id: number
  readonly topic: string
  readonly uri: string
  readonly created: number
  readonly updated: number
  readonly body: string
}

type Rest = Pick<Subscription, 'filter' | 'includeFields' | 'name'>

export const subscriptionOf = (row: HookRow): Subscription => ({
  id: row.id,
  topic: row.topic,
  uri: row.uri,
  createdAt: row.created,
  updatedAt: row.updated,
  ...(JSON.parse(row.body) as Rest),
})

export const subscriptionColumns = 'id, topic, uri, created, updated, body'

export function findSubscription(database: Database, id: number): Subscription | undefined {
  const row = database.get<HookRow>(`SELECT ${subscriptionColumns} FROM hooks WHERE id = ?`, id)
  return row && subscriptionOf(row)
}

export function subscriptionsTo(database: Database, topic?: string): Subscription[] {
  const rows =
    topic === undefined
      ? database.all<HookRow>(`SELECT ${subscriptionColumns} FROM hooks ORDER BY id`)
      : database.all<HookRow>(`SELECT ${subscriptionColumns} FROM hooks WHERE topic = ? ORDER BY id`, topic)
  return rows.map(subscriptionOf)
}

export function saveSubscription(database: Database, one: Subscription): void {
  const rest: Rest = { filter: one.filter, includeFields: one.includeFields, name: one.name }
  database.run(
    'INSERT OR REPLACE INTO hooks (id, topic, uri, created, updated, body) VALUES (?, ?, ?, ?, ?, ?)',
    one.id,
    one.topic,
    one.uri,
    one.createdAt,
    one.updatedAt,
    JSON.stringify(rest),
  )
}

export function nextSubscriptionId(database: Database): number {
  return (database.get<{ id: number | null }>('SELECT max(id) AS id FROM hooks')?.id ?? 1_600_000_000_000) + 1
}

export function removeSubscription(database: Database, id: number): boolean {
  database.run('DELETE FROM deliveries WHERE hook = ?', id)
  return database.run('DELETE FROM hooks WHERE id = ?', id) > 0
}
