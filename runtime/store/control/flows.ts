import { and, asc, desc, eq, lt, max } from 'drizzle-orm'
import type { SqliteFile } from '../sqlite.ts'
import { flowRevisions, flows, flowVersions, hooks } from '../tables/control.ts'

export interface FlowRow {
  readonly id: string
  readonly name: string
  /** The draft: a flow file as JSON text. */
  readonly document: string
  readonly revision: number
  /** Slot -> connection id. */
  readonly connections: Readonly<Record<string, string>>
  readonly enabled: boolean
  readonly enabledAt: number | null
  readonly publishedVersion: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** What a schedule needs to know of a flow that is on. */
export type EnabledFlow = Pick<FlowRow, 'id' | 'enabledAt' | 'publishedVersion'>

export interface Draft {
  readonly id: string
  readonly name: string
  readonly document: string
  readonly connections: Readonly<Record<string, string>>
  readonly by: string
  readonly at: number
}

export type Saved = { ok: true; revision: number } | { ok: false; current: number | undefined }

function read(row: typeof flows.$inferSelect): FlowRow {
  return {
    ...row,
    connections: JSON.parse(row.connections) as Record<string, string>,
    enabled: row.enabled === 1,
  }
}

export function createFlowStore({ db, raw }: SqliteFile) {
  const enabled = raw.prepare<[], EnabledFlow>(
    `select id, enabled_at as enabledAt, published_version as publishedVersion from flows where enabled = 1 order by id`,
  )
  return {
    get(id: string): FlowRow | undefined {
      const row = db.select().from(flows).where(eq(flows.id, id)).get()
      return row && read(row)
    },
    list(): FlowRow[] {
      return db.select().from(flows).orderBy(asc(flows.name), asc(flows.id)).all().map(read)
    },
    /** Looked at twice a second: without their documents. */
    enabled(): EnabledFlow[] {
      return enabled.all()
    },
    /** False when the id is taken. A deleted flow's history is kept: numbering goes on where it stopped. */
    create(draft: Draft): boolean {
      return db.transaction((tx) => {
        const { by, at, connections, ...rest } = draft
        const last = tx
          .select({ revision: max(flowRevisions.revision) })
          .from(flowRevisions)
          .where(eq(flowRevisions.flow, draft.id))
          .get()
        const revision = (last?.revision ?? 0) + 1
        const made = tx
          .insert(flows)
          .values({
            ...rest,
            connections: JSON.stringify(connections),
            revision,
            createdAt: at,
            updatedAt: at,
          })
          .onConflictDoNothing()
          .run()
        if (made.changes === 0) return false
        tx.insert(flowRevisions).values({ flow: draft.id, revision, document: draft.document, by, at }).run()
        return true
      })
    },
    /** Saves on top of `base` and nothing else: of two who save at once, one is told. */
    save(draft: Draft, base: number): Saved {
      return db.transaction((tx): Saved => {
        const { id, by, at, connections, ...rest } = draft
        const revision = base + 1
        const changed = tx
          .update(flows)
          .set({ ...rest, connections: JSON.stringify(connections), revision, updatedAt: at })
          .where(and(eq(flows.id, id), eq(flows.revision, base)))
          .run()
        if (changed.changes === 0) {
          const current = tx.select({ revision: flows.revision }).from(flows).where(eq(flows.id, id)).get()
          return { ok: false, current: current?.revision }
        }
        tx.insert(flowRevisions).values({ flow: id, revision, document: draft.document, by, at }).run()
        return { ok: true, revision }
      })
    },
    /** Freezes the draft as the next version and makes it the published one. */
    publish(id: string, by: string, at: number, note: string | null): number | undefined {
      return db.transaction((tx) => {
        const flow = tx.select().from(flows).where(eq(flows.id, id)).get()
        if (!flow) return undefined
        const last = tx
          .select({ version: max(flowVersions.version) })
          .from(flowVersions)
          .where(eq(flowVersions.flow, id))
          .get()
        const version = (last?.version ?? 0) + 1
        tx.insert(flowVersions).values({ flow: id, version, document: flow.document, by, at, note }).run()
        tx.update(flows).set({ publishedVersion: version }).where(eq(flows.id, id)).run()
        return version
      })
    },
    setEnabled(id: string, enabledAt: number | null): void {
      db.update(flows)
        .set({ enabled: enabledAt === null ? 0 : 1, enabledAt })
        .where(eq(flows.id, id))
        .run()
    },
    version(flow: string, version: number): { document: string; by: string; at: number } | undefined {
      return db
        .select({ document: flowVersions.document, by: flowVersions.by, at: flowVersions.at })
        .from(flowVersions)
        .where(and(eq(flowVersions.flow, flow), eq(flowVersions.version, version)))
        .get()
    },
    versions(flow: string, before: number, limit: number) {
      return db
        .select({
          version: flowVersions.version,
          by: flowVersions.by,
          at: flowVersions.at,
          note: flowVersions.note,
        })
        .from(flowVersions)
        .where(and(eq(flowVersions.flow, flow), lt(flowVersions.version, before)))
        .orderBy(desc(flowVersions.version))
        .limit(limit)
        .all()
    },
    revision(flow: string, revision: number): string | undefined {
      return db
        .select({ document: flowRevisions.document })
        .from(flowRevisions)
        .where(and(eq(flowRevisions.flow, flow), eq(flowRevisions.revision, revision)))
        .get()?.document
    },
    revisions(flow: string, before: number, limit: number) {
      return db
        .select({ revision: flowRevisions.revision, by: flowRevisions.by, at: flowRevisions.at })
        .from(flowRevisions)
        .where(and(eq(flowRevisions.flow, flow), lt(flowRevisions.revision, before)))
        .orderBy(desc(flowRevisions.revision))
        .limit(limit)
        .all()
    },
    /** Removes the flow and its hooks; versions stay, since runs point at them. */
    remove(id: string): boolean {
      return db.transaction((tx) => {
        tx.delete(hooks).where(eq(hooks.flow, id)).run()
        return tx.delete(flows).where(eq(flows.id, id)).run().changes > 0
      })
    },
  }
}
export type FlowStore = ReturnType<typeof createFlowStore>
