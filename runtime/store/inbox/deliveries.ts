import type { SqliteFile } from '../sqlite.ts'

export interface NewDelivery {
  readonly hook: string
  readonly flow: string
  readonly node: string
  readonly delivery: string
  readonly topic: string | null
  /** JSON */
  readonly headers: string
  readonly body: Buffer
  readonly at: number
}

interface Waiting {
  readonly delivery: NewDelivery
  readonly done: (fresh: boolean) => void
  readonly failed: (error: unknown) => void
}

/**
 * The inbox: a delivery is on disk (FULL) when `add` settles. What comes in while the disk is at work shares the next
 * commit, so a burst waits for a few of them and not for one each. Raw statements, since this is the acknowledged path.
 */
export function createDeliveryStore({ raw }: SqliteFile) {
  const insert = raw.prepare(
    `insert or ignore into deliveries (workspace, hook, flow, node, delivery, topic, headers, body, at)
     values ('default', @hook, @flow, @node, @delivery, @topic, @headers, @body, @at)`,
  )
  const newest = raw.prepare<[], { flow: string; node: string; id: number }>(
    'select flow, node, max(id) as id from deliveries group by flow, node',
  )
  const newestOf = raw
    .prepare<[string, string], number>('select max(id) from deliveries where flow = ? and node = ?')
    .pluck()
  const insertAll = raw.transaction((group: readonly Waiting[]) =>
    group.map((one) => insert.run(one.delivery).changes > 0),
  )
  let waiting: Waiting[] = []

  function commit(): void {
    const group = waiting
    waiting = []
    try {
      const fresh = insertAll.immediate(group)
      for (const [i, one] of group.entries()) one.done(fresh[i] ?? false)
    } catch (error) {
      for (const one of group) one.failed(error)
    }
  }

  return {
    /** False for a repeat that is known already. */
    add(delivery: NewDelivery): Promise<boolean> {
      // After what has arrived is read, and before the loop waits again.
      if (waiting.length === 0) setImmediate(commit)
      return new Promise((done, failed) => waiting.push({ delivery, done, failed }))
    },
    /** The last delivery of each source node. */
    newest(): { flow: string; node: string; id: number }[] {
      return newest.all()
    },
    newestOf(flow: string, node: string): number | undefined {
      return (newestOf.get(flow, node) as number | null | undefined) ?? undefined
    },
  }
}
export type DeliveryStore = ReturnType<typeof createDeliveryStore>
