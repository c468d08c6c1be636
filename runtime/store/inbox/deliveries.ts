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

/** The inbox: a delivery is on disk (FULL) when `add` returns. Raw statements, since this is the acknowledged path. */
export function createDeliveryStore({ raw }: SqliteFile) {
  const insert = raw.prepare(
    `insert or ignore into deliveries (workspace, hook, flow, node, delivery, topic, headers, body, at)
     values ('default', @hook, @flow, @node, @delivery, @topic, @headers, @body, @at)`,
  )
  const newest = raw.prepare<[], { flow: string; node: string; id: number }>(
    'select flow, node, max(id) as id from deliveries group by flow, node',
  )
  const ids = raw.prepare<[string, string, number], number>(
    'select id from deliveries where flow = ? and node = ? order by id desc limit ?',
  )
  return {
    /** False for a repeat that is known already. */
    add(delivery: NewDelivery): boolean {
      return insert.run(delivery).changes > 0
    },
    /** The last delivery of each source node. */
    newest(): { flow: string; node: string; id: number }[] {
      return newest.all()
    },
    recentIds(flow: string, node: string, limit: number): number[] {
      return ids.pluck().all(flow, node, limit) as number[]
    },
  }
}
export type DeliveryStore = ReturnType<typeof createDeliveryStore>
