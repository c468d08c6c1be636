import { eq, lt } from 'drizzle-orm'
import type { SqliteFile } from '../sqlite.ts'
import { sessions } from '../tables/control.ts'

export interface Session {
  /** SHA-256 of the cookie's value. */
  readonly id: string
  readonly person: string
  readonly createdAt: number
  readonly expiresAt: number
}

export function createSessionStore({ db }: SqliteFile) {
  return {
    get(id: string, now: number): Session | undefined {
      const session = db.select().from(sessions).where(eq(sessions.id, id)).get()
      return session && session.expiresAt > now ? session : undefined
    },
    add(session: Session): void {
      db.delete(sessions).where(lt(sessions.expiresAt, session.createdAt)).run()
      db.insert(sessions).values(session).run()
    },
    remove(id: string): void {
      db.delete(sessions).where(eq(sessions.id, id)).run()
    },
    removeOf(person: string): void {
      db.delete(sessions).where(eq(sessions.person, person)).run()
    },
  }
}
export type SessionStore = ReturnType<typeof createSessionStore>
