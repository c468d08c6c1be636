import { afterEach, describe, expect, it } from 'vitest'
import type { Flow } from '../../flows/schema.ts'
import { changed } from '../../nodes/core/nodes/changed.ts'
import { map } from '../../nodes/core/nodes/map.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import { flowOf, openEngine, sourceRecord, Till, type TestEngine } from '../testing/engine.ts'
import { evaluateHere } from '../testing/evaluate-here.ts'

let engine: TestEngine | undefined
afterEach(() => {
  engine?.close()
  engine = undefined
})

interface Item {
  readonly id: string
  readonly stock: number
  readonly seen?: number
}

function flowWith(config: object = {}, row = 'stock'): Flow {
  return flowOf(
    [
      { id: 'source', type: 'test.source', version: 1, config: {} },
      { id: 'changed', type: 'core.changed', version: 1, config: { ...config } },
      { id: 'map', type: 'core.map', version: 1, config: { fields: [{ to: 'level', expression: row }] } },
      { id: 'book', type: 'test.book', version: 1, connection: 'till', config: {} },
    ],
    [
      { from: 'source.out', to: 'changed.in' },
      { from: 'changed.out', to: 'map.in' },
      { from: 'map.out', to: 'book.in' },
    ],
  )
}

/** A shop that is told levels, and what came of a run: how many went through, and what is written. */
function setUp() {
  const till = new Till()
  const environment = { id: 'till-1', name: 'Till 1', sandbox: true }
  const nodes = { till, environment, kind: 'state', onExisting: 'update', extra: [changed, map] } as const
  let items: readonly Item[] = []
  const pages = async function* () {
    for (let from = 0; from < items.length; from += 4) {
      yield await Promise.resolve({ records: items.slice(from, from + 4).map(sourceRecord), cursor: from + 4 })
    }
  }
  const e = openEngine({ ...nodes, pages })
  Object.assign(e.deps, { evaluate: evaluateHere })
  engine = e
  const run = async (now: readonly Item[], flow = flowWith(), options: Parameters<TestEngine['request']>[1] = {}) => {
    items = now
    const { row } = await e.run(e.request(flow, options))
    return { through: row.steps['changed']?.ports['out'] ?? 0, row }
  }
  const levels = () => [...till.booked].map(([id, all]) => [id.slice(6), (all.at(-1) as { level: number }).level])
  return { e, till, run, levels }
}

const ten = (stock: number): Item[] => Array.from({ length: 10 }, (_, at) => ({ id: String(at), stock }))
const oneAt = (all: readonly Item[], id: string, stock: number) =>
  all.map((one) => (one.id === id ? { id, stock } : one))
const rows = (e: TestEngine) => e.work.raw.prepare('select count(*) from memory').pluck().get()

describe('core.changed', () => {
  it('lets through what is new or differs, and skips the rest as unchanged', async () => {
    const { e, run, levels } = setUp()
    expect((await run(ten(5))).through).toBe(10)
    const second = await run(ten(5))
    expect([second.through, second.row.counts.skipped]).toEqual([0, 10])
    expect(e.records(second.row.id)[0]).toMatchObject({ status: 'skipped', reason: 'unchanged' })
    expect((await run([...oneAt(ten(5), '3', 6), { id: 'new', stock: 1 }])).through).toBe(2)
    expect(levels()).toContainEqual(['3', 6])
    expect((await run(oneAt(ten(5), '3', 6))).through).toBe(0)
  })

  it('compares what its expression gives', async () => {
    const { run } = setUp()
    const flow = flowWith({ expression: 'stock' })
    await run(ten(5), flow)
    expect(
      (
        await run(
          ten(5).map((one) => ({ ...one, seen: 2 })),
          flow,
        )
      ).through,
    ).toBe(0)
    expect((await run(ten(6), flow)).through).toBe(10)
  })

  it('lets a record through again that was parked, also when it is as it was before that', async () => {
    const { till, run, levels } = setUp()
    await run(ten(5))
    // The answer is lost though the target did it: only the target knows that 7 is there.
    till.fault.after = () => new ProblemError({ code: 'till.no', message: 'No.', retry: 'after-fix' })
    expect((await run(oneAt(ten(5), '3', 7))).row.counts).toMatchObject({ parked: 1, skipped: 9 })
    expect(levels()).toContainEqual(['3', 7])
    till.fault = {}
    expect((await run(ten(5))).through).toBe(1)
    expect(levels()).toContainEqual(['3', 5])
    expect((await run(ten(5))).through).toBe(0)
  })

  it('remembers nothing of pages that did not settle: stopped, or the runner gone', async () => {
    for (const how of ['cancel', 'power'] as const) {
      const { e, till, run, levels } = setUp()
      await run(ten(5))
      const { settlement } = e.deps
      const drain = new AbortController()
      if (how === 'cancel') {
        till.fault.before = () => {
          drain.abort('cancel')
          return undefined
        }
      } else {
        const settle = () => {
          throw new Error('the power is gone')
        }
        Object.assign(e.deps, { settlement: { settle } })
      }
      const id = e.request(flowWith(), { selection: { records: oneAt(ten(5), '3', 7) } })
      await e.run(id, drain.signal)
      Object.assign(e.deps, { settlement })
      till.fault = {}
      // Back to what was remembered: it must not pass for unchanged, since 7 was written meanwhile.
      expect((await run(ten(5))).through).toBeGreaterThan(0)
      expect(new Set(levels().map(([, level]) => level))).toEqual(new Set([5]))
      expect((await run(ten(5))).through).toBe(0)
      e.close()
    }
    engine = undefined
  })

  it('a dry run and a test read the memory and leave it alone', async () => {
    const { e, run } = setUp()
    expect((await run(ten(5), flowWith(), { mode: 'dry-run' })).through).toBe(10)
    expect((await run(ten(5), flowWith(), { mode: 'test' })).through).toBe(10)
    expect(rows(e)).toBe(0)
    await run(ten(5))
    const before = e.work.raw.prepare('select * from memory order by identity').all()
    expect((await run(oneAt(ten(5), '3', 7), flowWith(), { mode: 'dry-run' })).through).toBe(1)
    expect(e.work.raw.prepare('select * from memory order by identity').all()).toEqual(before)
  })

  it('lets everything through after so many days, when a person asks for it, and when what is behind it changes', async () => {
    const { e, run } = setUp()
    const flow = flowWith({ days: 7 })
    await run(ten(5), flow)
    const later = (days: number) => Object.assign(e.deps, { now: () => Date.now() + days * 86_400_000 })
    later(6)
    expect((await run(ten(5), flow)).through).toBe(0)
    later(8)
    expect((await run(ten(5), flow)).through).toBe(10)
    expect((await run(ten(5), flow)).through).toBe(0)
    expect((await run(ten(5), flow, { selection: { update: true } })).through).toBe(10)
    const other = flowWith({ days: 7 }, 'stock - 1')
    expect((await run(ten(5), other)).through).toBe(10)
    expect((await run(ten(5), other)).through).toBe(0)
  })

  it('two versions of one record in a run both go through, and the last is remembered', async () => {
    const { run, levels } = setUp()
    const twice = [{ id: 'a', stock: 1 }, { id: 'a', stock: 2 }, ...ten(5).slice(0, 3), { id: 'a', stock: 3 }]
    expect((await run(twice)).through).toBe(6)
    expect(levels()).toContainEqual(['a', 3])
    expect((await run([{ id: 'a', stock: 3 }])).through).toBe(0)
  })
})
