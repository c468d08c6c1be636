import { afterEach, describe, expect, it } from 'vitest'
import { Type } from 'typebox'
import { eachBatch } from '../../nodes/sdk/lift.ts'
import { defineNode, type NodeDefinition } from '../../nodes/sdk/node.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { Rec } from '../../nodes/sdk/record.ts'
import type { Write } from '../../nodes/sdk/write.ts'
import { flowOf, numbered, openEngine, Till, type TestEngine } from '../testing/engine.ts'

let engine: TestEngine | undefined
afterEach(() => {
  engine?.close()
  engine = undefined
})

function setUp(node: NodeDefinition): TestEngine {
  const environment = { id: 'till-1', name: 'Till 1', sandbox: true }
  engine = openEngine({ pages: numbered(0, 10), environment, till: new Till(), extra: [node] })
  return engine
}

interface ShelfCall {
  readonly ids: readonly string[]
  readonly actions: readonly string[]
  readonly key: string
}

const moved = { code: 'test.moved', message: 'It moved.', retry: 'later', effect: 'none' } as const

/** A target that takes many levels in one call, as a shop does, can be read, and has a guard against empty shelves. */
function shelfTarget(
  calls: ShelfCall[],
  findWhen: Write['findWhen'] = 'first',
  unreadable = '',
  /** Calls, counted from one, that find the shelf moved: nothing is set. */
  moving: ReadonlySet<number> = new Set(),
): { node: NodeDefinition; shelf: Map<string, unknown> } {
  const shelf = new Map<string, unknown>()
  const idOf = (record: Rec): string => (record.data as { id: string }).id
  const alone = (): Promise<never> => Promise.reject(new Error('sent alone'))
  const node = defineNode({
    type: 'test.shelf',
    version: 1,
    kind: 'target',
    title: 'Shelf',
    description: 'Sets levels.',
    icon: 'box',
    config: Type.Object({}),
    inputs: ['in'],
    outputs: { written: { title: 'Written' } },
    operations: ['level'],
    run: eachBatch(async (batch, ctx) => {
      const writes = batch.map((record): Write => {
        const { level } = record.data as { level: number }
        const payload = { level }
        const current = shelf.get(idOf(record)) as { level: number } | undefined
        const alarming = level === 0 && (current?.level ?? 0) > 0
        const guard = { does: 'set', to: 'to zero', alarming, most: 0.5 }
        const find = () =>
          idOf(record) === unreadable
            ? Promise.reject(new ProblemError({ code: 'test.unreadable', message: 'No.', retry: 'after-fix' }))
            : Promise.resolve(current ? { reference: { id: idOf(record) }, current } : undefined)
        const state = { kind: 'state', findWhen, onExisting: 'update', guard } as const
        return { record, operation: 'level', ...state, payload, find, create: alone, update: alone }
      })
      const send = (some: readonly Write[], key: string, actions: readonly string[]) => {
        calls.push({ ids: some.map((one) => idOf(one.record)), actions, key })
        if (moving.has(calls.length)) return Promise.resolve(some.map(() => ({ problem: moved })))
        for (const one of some) shelf.set(idOf(one.record), one.payload)
        return Promise.resolve(some.map((one) => ({ reference: { id: idOf(one.record) } })))
      }
      const first = await ctx.writeMany(writes, send, { updates: true })
      const again = first.some((one) => one.kind === 'failed' && one.problem.code === 'test.moved')
      const results = again ? await ctx.writeMany(writes, send, { updates: true }) : first
      return batch.map((record, index) => {
        const result = results[index]
        return result?.kind === 'failed'
          ? { kind: 'failed', recordId: record.id, problem: result.problem }
          : { kind: 'record', port: 'written', record }
      })
    }),
  })
  return { node, shelf }
}

const shelfFlow = flowOf(
  [
    { id: 'source', type: 'test.source', version: 1, config: {} },
    { id: 'shelf', type: 'test.shelf', version: 1, config: {} },
  ],
  [{ from: 'source.out', to: 'shelf.in' }],
)
const levels = (count: number, level: number) =>
  Array.from({ length: count }, (_, at) => ({ id: String(at + 1), level }))

describe('writes that go together', () => {
  it('take new objects and changed ones in one call, each once, and leave alone what is the same', async () => {
    const calls: ShelfCall[] = []
    const { node, shelf } = shelfTarget(calls)
    const e = setUp(node)
    shelf.set('1', { level: 5 })
    shelf.set('2', { level: 1 })
    const first = await e.run(e.request(shelfFlow, { selection: { records: levels(3, 5) } }))
    expect(first.row.counts).toMatchObject({ read: 3, created: 1, updated: 1, skipped: 1, parked: 0 })
    expect(calls).toMatchObject([{ ids: ['2', '3'], actions: ['update', 'create'] }])
    await e.run(e.request(shelfFlow, { selection: { records: levels(3, 6) } }))
    expect(calls.at(-1)).toMatchObject({ ids: ['1', '2', '3'], actions: ['update', 'update', 'update'] })
    expect(calls.at(-1)?.key).not.toBe(calls[0]?.key)
    expect([...shelf.values()]).toEqual(levels(3, 6).map(({ level }) => ({ level })))
  })

  it('one that cannot be looked up is parked, and its neighbours are written', async () => {
    const calls: ShelfCall[] = []
    const { node, shelf } = shelfTarget(calls, 'first', '2')
    const e = setUp(node)
    const { row } = await e.run(e.request(shelfFlow, { selection: { records: levels(3, 5) } }))
    expect(row.counts).toMatchObject({ read: 3, created: 2, parked: 1 })
    expect([...shelf.keys()]).toEqual(['1', '3'])
  })

  it('an update that was refused is sent when the node tries again in the same run', async () => {
    const calls: ShelfCall[] = []
    const { node, shelf } = shelfTarget(calls, 'always', '', new Set([2]))
    const e = setUp(node)
    await e.run(e.request(shelfFlow, { selection: { records: levels(2, 5) } }))
    const { row } = await e.run(e.request(shelfFlow, { selection: { records: levels(2, 6) } }))
    expect(calls).toHaveLength(3)
    expect(row.counts).toMatchObject({ updated: 2, parked: 0 })
    expect(shelf.get('1')).toEqual({ level: 6 })
  })

  it.each([
    ['always', 5],
    ['first', 3],
  ] as const)(
    'a target that is asked %s finds level 3, which others made of our 5, at %i afterwards',
    async (when, level) => {
      const { node, shelf } = shelfTarget([], when)
      const e = setUp(node)
      await e.run(e.request(shelfFlow, { selection: { records: levels(1, 5) } }))
      shelf.set('1', { level: 3 })
      await e.run(e.request(shelfFlow, { selection: { records: levels(1, 5) } }))
      expect(shelf.get('1')).toEqual({ level })
    },
  )
})

describe('a guard', () => {
  it('stops a run before it empties too many shelves, and lets it go on when a person says yes', async () => {
    const calls: ShelfCall[] = []
    const { node, shelf } = shelfTarget(calls)
    const e = setUp(node)
    // Off on the first run: an empty warehouse may be what there is.
    await e.run(e.request(shelfFlow, { selection: { records: levels(20, 5) } }))
    const some = [...levels(10, 0), ...levels(20, 5).slice(10)]
    const allowed = await e.run(e.request(shelfFlow, { selection: { records: some } }))
    expect(allowed.row.counts).toMatchObject({ updated: 10, skipped: 10 })
    await e.run(e.request(shelfFlow, { selection: { records: levels(20, 5) } }))
    const before = calls.length
    const id = e.request(shelfFlow, { selection: { records: levels(20, 0) } })
    const stopped = await e.run(id)
    expect(stopped.status).toBe('failed')
    expect(stopped.row.problem).toMatchObject({ code: 'engine.guard' })
    expect(stopped.row.problem?.message).toContain('set 20 of 20 to zero')
    expect(calls).toHaveLength(before)
    expect(shelf.get('1')).toEqual({ level: 5 })
    e.work.raw.prepare(`update runs set accepted = '["engine.guard"]' where id = ?`).run(id)
    expect((await e.run(id)).row.counts).toMatchObject({ updated: 20, pending: 0 })
    expect(shelf.get('1')).toEqual({ level: 0 })
  })
})
