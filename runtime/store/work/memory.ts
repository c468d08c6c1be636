import type { SqliteFile } from '../sqlite.ts'

/** Whose memory: a node of a flow. `scope` says what the node led to; what was remembered under another one is unknown. */
export interface MemoryPlace {
  readonly flow: string
  readonly node: string
  readonly scope: string
}

export interface MemoryRow extends MemoryPlace {
  readonly identity: string
  readonly hash: string
}

export interface Memory {
  recall(place: MemoryPlace, identities: readonly string[]): Map<string, { hash: string; at: number }>
  /** Call inside a commit. */
  forget(place: MemoryPlace, identities: readonly string[]): void
  /** Call inside a commit. */
  remember(rows: readonly MemoryRow[], at: number): void
}

/** What went through a node and came to its end, one row an identity. */
export function createMemory(store: SqliteFile): Memory {
  const select = store.raw.prepare<[string, string, string, string], { hash: string; at: number }>(
    'select hash, at from memory where flow = ? and node = ? and identity = ? and scope = ?',
  )
  const remove = store.raw.prepare('delete from memory where flow = ? and node = ? and identity = ?')
  const put = store.raw.prepare(`insert or replace into memory (flow, node, identity, workspace, scope, hash, at)
    values (@flow, @node, @identity, 'default', @scope, @hash, @at)`)
  return {
    recall({ flow, node, scope }, identities) {
      const found = new Map<string, { hash: string; at: number }>()
      for (const identity of identities) {
        const row = select.get(flow, node, identity, scope)
        if (row) found.set(identity, row)
      }
      return found
    },
    forget({ flow, node }, identities) {
      for (const identity of identities) remove.run(flow, node, identity)
    },
    remember(rows, at) {
      for (const row of rows) put.run({ ...row, at })
    },
  }
}
