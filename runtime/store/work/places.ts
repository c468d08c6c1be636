import { and, eq } from 'drizzle-orm'
import type { Environment } from '../../../nodes/sdk/connector.ts'
import type { SqliteFile } from '../sqlite.ts'
import { environments, watermarks, workMeta } from '../tables/work.ts'

/** Where flows have been: watermarks of their sources and the environments their connections led to. */
export function createPlaces(store: SqliteFile) {
  const { db } = store
  return {
    watermark(flow: string, node: string, environment: string): unknown {
      const row = db
        .select({ value: watermarks.value })
        .from(watermarks)
        .where(and(eq(watermarks.flow, flow), eq(watermarks.node, node), eq(watermarks.environment, environment)))
        .get()
      return row ? (JSON.parse(row.value) as unknown) : undefined
    },
    environment(flow: string, slot: string): string | undefined {
      return db
        .select({ environment: environments.environment })
        .from(environments)
        .where(and(eq(environments.flow, flow), eq(environments.slot, slot)))
        .get()?.environment
    },
    rememberEnvironment(flow: string, slot: string, environment: Environment, at: number): void {
      const values = { flow, slot, environment: environment.id, name: environment.name, at }
      db.insert(environments)
        .values(values)
        .onConflictDoUpdate({ target: [environments.flow, environments.slot], set: values })
        .run()
    },
    meta(key: string): string | undefined {
      return db.select().from(workMeta).where(eq(workMeta.key, key)).get()?.value
    },
    setMeta(key: string, value: string): void {
      db.insert(workMeta).values({ key, value }).onConflictDoUpdate({ target: workMeta.key, set: { value } }).run()
    },
  }
}
export type Places = ReturnType<typeof createPlaces>
