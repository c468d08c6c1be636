import { eq } from 'drizzle-orm'
import type { SqliteFile } from '../sqlite.ts'
import { meta } from '../tables/control.ts'

/** Facts about the installation itself: how it was created, its key's check value. */
export function createMetaStore({ db }: SqliteFile) {
  return {
    get(key: string): string | undefined {
      return db.select().from(meta).where(eq(meta.key, key)).get()?.value
    },
    set(key: string, value: string): void {
      db.insert(meta).values({ key, value }).onConflictDoUpdate({ target: meta.key, set: { value } }).run()
    },
  }
}
export type MetaStore = ReturnType<typeof createMetaStore>
