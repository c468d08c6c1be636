import { and, eq } from 'drizzle-orm'
import type { SqliteFile } from '../sqlite.ts'
import { hooks } from '../tables/control.ts'

export type HookRow = typeof hooks.$inferSelect
type HookChange = Partial<Pick<HookRow, 'secret' | 'previousSecret' | 'connection' | 'subscribedAt' | 'problem'>>

export function hookSecretPlace(id: string) {
  return { table: 'hooks', id, field: 'secret' }
}

export function createHookStore({ db, raw }: SqliteFile) {
  // Asked for each delivery: without the query builder's own work.
  const byId = raw.prepare<[string], HookRow>(
    `select id, workspace, flow, node, system, secret, previous_secret as previousSecret, connection,
       subscribed_at as subscribedAt, problem, created_at as createdAt from hooks where id = ?`,
  )
  return {
    get(id: string): HookRow | undefined {
      return byId.get(id)
    },
    ofFlow(flow: string): HookRow[] {
      return db.select().from(hooks).where(eq(hooks.flow, flow)).all()
    },
    ofNode(flow: string, node: string): HookRow | undefined {
      return db
        .select()
        .from(hooks)
        .where(and(eq(hooks.flow, flow), eq(hooks.node, node)))
        .get()
    },
    add(row: Pick<HookRow, 'id' | 'flow' | 'node' | 'system' | 'createdAt'>): void {
      db.insert(hooks).values(row).onConflictDoNothing().run()
    },
    change(id: string, set: HookChange): void {
      db.update(hooks).set(set).where(eq(hooks.id, id)).run()
    },
    remove(id: string): void {
      db.delete(hooks).where(eq(hooks.id, id)).run()
    },
  }
}
export type HookStore = ReturnType<typeof createHookStore>
