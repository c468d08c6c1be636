import { and, eq, sql } from 'drizzle-orm'
import type { SqliteFile } from '../sqlite.ts'
import { hooks } from '../tables/control.ts'

export type HookRow = typeof hooks.$inferSelect
type HookChange = Partial<Pick<HookRow, 'secret' | 'previousSecret' | 'connection' | 'subscribedAt' | 'problem'>>

export function hookSecretPlace(id: string) {
  return { table: 'hooks', id, field: 'secret' }
}

export function createHookStore({ db }: SqliteFile) {
  // Asked for each delivery.
  const byId = db
    .select()
    .from(hooks)
    .where(eq(hooks.id, sql.placeholder('id')))
    .prepare()
  return {
    get(id: string): HookRow | undefined {
      return byId.get({ id })
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
