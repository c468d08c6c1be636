import { desc, eq } from 'drizzle-orm'
import type { SqliteFile } from '../sqlite.ts'
import { apiTokens } from '../tables/control.ts'
import type { Role } from './people.ts'

export interface ApiToken {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly hash: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
}

/** A use is noted at most this often, so that a busy script does not write a row a request. */
const NOTE_EVERY = 60_000

export function createTokenStore({ db }: SqliteFile) {
  const read = (row: typeof apiTokens.$inferSelect): ApiToken => ({
    ...row,
    role: row.role as Role,
  })
  return {
    byHash(hash: string): ApiToken | undefined {
      const row = db.select().from(apiTokens).where(eq(apiTokens.hash, hash)).get()
      return row && read(row)
    },
    list(): ApiToken[] {
      return db.select().from(apiTokens).orderBy(desc(apiTokens.createdAt)).all().map(read)
    },
    add(token: ApiToken): void {
      db.insert(apiTokens).values(token).run()
    },
    remove(id: string): boolean {
      return db.delete(apiTokens).where(eq(apiTokens.id, id)).run().changes > 0
    },
    noteUse(token: ApiToken, now: number): void {
      if (token.lastUsedAt !== null && now - token.lastUsedAt < NOTE_EVERY) return
      db.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, token.id)).run()
    },
  }
}
export type TokenStore = ReturnType<typeof createTokenStore>
