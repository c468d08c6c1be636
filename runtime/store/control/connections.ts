import { asc, eq, sql } from 'drizzle-orm'
import type { SqliteFile } from '../sqlite.ts'
import { connections } from '../tables/control.ts'

export interface ConnectionRow {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly config: Readonly<Record<string, unknown>>
  /** Name -> sealed text. */
  readonly secrets: Readonly<Record<string, string>>
  readonly revision: number
  readonly sandbox: boolean
  readonly createdAt: number
  readonly updatedAt: number
}

export type ConnectionChange = Pick<ConnectionRow, 'name' | 'config' | 'secrets'>

function read(row: typeof connections.$inferSelect): ConnectionRow {
  return {
    ...row,
    config: JSON.parse(row.config) as Record<string, unknown>,
    secrets: JSON.parse(row.secrets) as Record<string, string>,
    sandbox: row.sandbox === 1,
  }
}

/** Place of a connection's secret for sealing; the runner opens it under the same name. */
export function connectionSecretPlace(id: string, name: string) {
  return { table: 'connections', id, field: name }
}

export function createConnectionStore({ db }: SqliteFile) {
  return {
    get(id: string): ConnectionRow | undefined {
      const row = db.select().from(connections).where(eq(connections.id, id)).get()
      return row && read(row)
    },
    list(): ConnectionRow[] {
      return db.select().from(connections).orderBy(asc(connections.createdAt), asc(connections.id)).all().map(read)
    },
    add(row: ConnectionRow): void {
      db.insert(connections)
        .values({
          ...row,
          config: JSON.stringify(row.config),
          secrets: JSON.stringify(row.secrets),
          sandbox: row.sandbox ? 1 : 0,
        })
        .run()
    },
    change(id: string, set: ConnectionChange, now: number): void {
      db.update(connections)
        .set({
          name: set.name,
          config: JSON.stringify(set.config),
          secrets: JSON.stringify(set.secrets),
          revision: sql`${connections.revision} + 1`,
          updatedAt: now,
        })
        .where(eq(connections.id, id))
        .run()
    },
    remove(id: string): boolean {
      return db.delete(connections).where(eq(connections.id, id)).run().changes > 0
    },
  }
}
export type ConnectionStore = ReturnType<typeof createConnectionStore>
