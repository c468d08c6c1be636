import { and, desc, eq, gte } from 'drizzle-orm'
import type { SqliteFile } from '../sqlite.ts'
import { slots } from '../tables/control.ts'

export type SlotRow = Omit<typeof slots.$inferSelect, 'workspace'>

/** Every due slot of a schedule and what became of it. */
export function createSlotStore({ db }: SqliteFile) {
  return {
    last(flow: string, node: string): SlotRow | undefined {
      return db
        .select()
        .from(slots)
        .where(and(eq(slots.flow, flow), eq(slots.node, node)))
        .orderBy(desc(slots.dueAt))
        .limit(1)
        .get()
    },
    /** False when the slot has its row already: it is worked once, whoever asks. */
    add(row: SlotRow): boolean {
      return db.insert(slots).values(row).onConflictDoNothing().run().changes > 0
    },
    since(flow: string, at: number): SlotRow[] {
      return db
        .select()
        .from(slots)
        .where(and(eq(slots.flow, flow), gte(slots.dueAt, at)))
        .orderBy(desc(slots.dueAt))
        .limit(200)
        .all()
    },
  }
}
export type SlotStore = ReturnType<typeof createSlotStore>
