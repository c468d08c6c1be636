import type { SqliteFile } from '../sqlite.ts'

interface Waiting {
  readonly work: () => void
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Commits what is asked within one turn of the event loop in one transaction, so that a durable commit costs one
 * fsync however many records were at work. Each caller is answered only after its commit is on disk.
 */
export function createGroupCommit(store: SqliteFile): (work: () => void) => Promise<void> {
  let waiting: Waiting[] = []

  function flush(): void {
    const group = waiting
    waiting = []
    try {
      store.raw
        .transaction(() => {
          for (const one of group) one.work()
        })
        .immediate()
    } catch (error) {
      for (const one of group) one.reject(error)
      return
    }
    for (const one of group) one.resolve()
  }

  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ work, resolve, reject })
    })
}
