import type { Flow } from '../../flows/schema.ts'

/** What is typed and not saved yet, kept in this browser: it survives a reload and a crash. */
export interface StoredDraft {
  /** The revision it was made from. */
  readonly revision: number
  readonly flow: Flow
  readonly connections: Readonly<Record<string, string>>
  readonly at: string
}

const keyOf = (id: string) => `koppel.draft.${id}`

export function readDraft(id: string): StoredDraft | undefined {
  try {
    const text = localStorage.getItem(keyOf(id))
    return text === null ? undefined : (JSON.parse(text) as StoredDraft)
  } catch {
    return undefined
  }
}

export function keepDraft(id: string, draft: StoredDraft): void {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify(draft))
  } catch {
    // A full or forbidden storage loses the safety net, not the work: saving still goes to the server.
  }
}

export function dropDraft(id: string): void {
  localStorage.removeItem(keyOf(id))
}
