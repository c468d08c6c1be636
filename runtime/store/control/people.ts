import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { SqliteFile } from '../sqlite.ts'
import { people, sessions } from '../tables/control.ts'

export type Role = 'owner' | 'editor' | 'operator' | 'viewer'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly password: string | null
  readonly createdAt: number
}

function read(row: typeof people.$inferSelect): Person {
  return { ...row, role: row.role as Role }
}

export function createPeopleStore({ db }: SqliteFile) {
  const get = (id: string) => {
    const row = db.select().from(people).where(eq(people.id, id)).get()
    return row && read(row)
  }
  return {
    get,
    list(): Person[] {
      return db.select().from(people).orderBy(asc(people.createdAt), asc(people.id)).all().map(read)
    },
    byEmail(email: string): Person | undefined {
      const row = db.select().from(people).where(eq(people.email, email.toLowerCase())).get()
      return row && read(row)
    },
    isEmpty(): boolean {
      return db.select({ id: people.id }).from(people).limit(1).get() === undefined
    },
    /** Somebody who can sign in without the printed link. */
    hasPassword(): boolean {
      return db.select({ id: people.id }).from(people).where(isNotNull(people.password)).limit(1).get() !== undefined
    },
    /** The first owner, atomically: false when there is somebody already, however many ask at once. */
    addFirst(person: Person): boolean {
      return db.transaction((tx) => {
        if (tx.select({ id: people.id }).from(people).limit(1).get()) return false
        tx.insert(people).values(person).run()
        return true
      })
    },
    /** False when the e-mail address is taken. */
    add(person: Person): boolean {
      return db.insert(people).values(person).onConflictDoNothing().run().changes > 0
    },
    change(id: string, set: Partial<Pick<Person, 'name' | 'email' | 'role' | 'password'>>): void {
      db.update(people).set(set).where(eq(people.id, id)).run()
    },
    /** Removes the person with all sessions; false for the last owner, who would lock everyone out. */
    remove(id: string): boolean {
      return db.transaction((tx) => {
        const owners = tx.select({ id: people.id }).from(people).where(eq(people.role, 'owner')).all()
        if (owners.length === 1 && owners[0]?.id === id) return false
        tx.delete(sessions).where(eq(sessions.person, id)).run()
        tx.delete(people)
          .where(and(eq(people.id, id)))
          .run()
        return true
      })
    },
  }
}
export type PeopleStore = ReturnType<typeof createPeopleStore>
