import { afterEach, describe, expect, it } from 'vitest'
import { group } from '../../nodes/core/nodes/group.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { Selection } from '../../nodes/sdk/source.ts'
import { flowOf, openEngine, sourceRecord, Till, type TestEngine } from '../testing/engine.ts'
import { evaluateHere } from '../testing/evaluate-here.ts'

let engine: TestEngine | undefined
afterEach(() => {
  engine?.close()
  engine = undefined
})

interface Line {
  readonly id: string
  readonly slip: string
}

/** Slips of so many lines, one after the other. */
function slips(sizes: readonly number[]): Line[] {
  let id = 0
  return sizes.flatMap((size, at) =>
    Array.from({ length: size }, () => ({ id: String((id += 1)), slip: `S${at + 1}` })),
  )
}

function pagesOf(lines: readonly Line[], size: number) {
  return async function* (selection: Selection) {
    for (let from = Number(selection.cursor ?? selection.watermark ?? 0); from < lines.length; from += size) {
      const page = lines.slice(from, from + size)
      const place = from + page.length
      yield await Promise.resolve({ records: page.map(sourceRecord), cursor: place, watermark: place })
    }
  }
}

function flowWith(config: object) {
  return flowOf(
    [
      { id: 'source', type: 'test.source', version: 1, config: {} },
      { id: 'group', type: 'core.group', version: 1, config: { expression: 'slip', to: 'lines', ...config } },
      { id: 'book', type: 'test.book', version: 1, connection: 'till', config: {} },
    ],
    [
      { from: 'source.out', to: 'group.in' },
      { from: 'group.out', to: 'book.in' },
    ],
  )
}

function setUp(lines: readonly Line[], pageSize: number) {
  const till = new Till()
  const environment = { id: 'till-1', name: 'Till 1', sandbox: true }
  const e = openEngine({ pages: pagesOf(lines, pageSize), environment, till, extra: [group] })
  Object.assign(e.deps, { evaluate: evaluateHere })
  engine = e
  return { e, till }
}

/** What should be in the till: each slip once, whole, under its own name. */
function wholeSlips(lines: readonly Line[]) {
  const names = [...new Set(lines.map(({ slip }) => slip))]
  return names.map((slip) => [`local:${slip}`, [{ key: slip, lines: lines.filter((line) => line.slip === slip) }]])
}

const sizes = [1, 4, 3, 11, 2, 1, 1, 9, 5, 3]

describe('core.group', () => {
  it.each([1, 2, 3, 7, 10, 100])('makes whole groups whatever the pages (%i a page)', async (pageSize) => {
    const lines = slips(sizes)
    const { e, till } = setUp(lines, pageSize)
    const { status, row } = await e.run(e.request(flowWith({})))
    expect([status, row.problem]).toEqual(['succeeded', undefined])
    expect([...till.booked]).toEqual(wholeSlips(lines))
    expect(row.counts).toMatchObject({ read: 40, created: 40, pending: 0 })
    expect(row.effects).toEqual({ booking: { created: 10, updated: 0, skipped: 0 } })
    expect(row.steps['group']).toMatchObject({ in: 40, ports: { out: 10 } })
    expect((await e.run(e.request(flowWith({})))).row.counts.read).toBe(0)
    expect(till.calls).toBe(10)
  })

  it('never books half a group when the run is stopped in the middle and goes on', async () => {
    const lines = slips(sizes)
    for (let stopAt = 1; stopAt <= 10; stopAt += 1) {
      const { e, till } = setUp(lines, 3)
      const drain = new AbortController()
      till.fault.before = (call) => {
        if (call === stopAt) drain.abort('shutdown')
        return undefined
      }
      const id = e.request(flowWith({}))
      await e.run(id, drain.signal)
      const { row } = await e.run(id)
      expect([...till.booked].toSorted()).toEqual(wholeSlips(lines).toSorted())
      expect(row.counts).toMatchObject({ read: 40, created: 40, pending: 0 })
      expect(row.effects['booking']?.created).toBe(10)
      e.close()
    }
    engine = undefined
  })

  it('never books half a group when the runner dies between two pages', async () => {
    const lines = slips(sizes)
    for (let dieAt = 1; dieAt <= 13; dieAt += 1) {
      const { e, till } = setUp(lines, 3)
      const { settlement } = e.deps
      let commits = 0
      const dying = {
        settle: (one: Parameters<typeof settlement.settle>[0]) => {
          if ((commits += 1) >= dieAt) throw new Error('the power is gone')
          settlement.settle(one)
        },
      }
      Object.assign(e.deps, { settlement: dying })
      const id = e.request(flowWith({}))
      expect((await e.run(id)).status).toBe('failed')
      // As a runner finds it that died: what is in the file, and nothing else.
      e.work.raw.prepare(`update runs set status = 'running' where id = ?`).run(id)
      Object.assign(e.deps, { settlement })
      const { row } = await e.run(id)
      expect([...till.booked].toSorted()).toEqual(wholeSlips(lines).toSorted())
      expect(row.counts).toMatchObject({ read: 40, created: 40, pending: 0 })
      expect(row.steps['source']?.ports['out']).toBe(40)
      e.close()
    }
    engine = undefined
  })

  it('parks a group that is too large, all of it, over every page, and takes it when it may', async () => {
    const lines = slips([2, 9, 3])
    const { e, till } = setUp(lines, 4)
    const { row } = await e.run(e.request(flowWith({ most: 3 })))
    expect(row.counts).toMatchObject({ read: 14, created: 5, parked: 9 })
    expect([...till.booked.keys()]).toEqual(['local:S1', 'local:S3'])
    const parked = e.records(row.id).filter((one) => one.status === 'parked')
    expect(new Set(parked.map((one) => (JSON.parse(one.problem ?? '{}') as { code: string }).code))).toEqual(
      new Set(['group.too-large']),
    )
    // One of them is run again: the others come along.
    const selection = { retry: [parked[4]?.id as string] }
    const again = await e.run(e.request(flowWith({ most: 9 }), { selection, trigger: 'retry' }))
    expect(again.row.counts).toMatchObject({ read: 9, created: 9 })
    expect([...till.booked].toSorted()).toEqual(wholeSlips(lines).toSorted())
  })

  it('a retry of one member takes the whole group along', async () => {
    const lines = slips([2, 3, 2])
    const { e, till } = setUp(lines, 2)
    till.fault.before = (call) =>
      call === 2 ? new ProblemError({ code: 'till.no', message: 'No.', retry: 'after-fix' }) : undefined
    const { row } = await e.run(e.request(flowWith({})))
    expect(row.counts).toMatchObject({ created: 4, parked: 3 })
    const selection = { retry: [e.records(row.id)[3]?.id as string] }
    await e.run(e.request(flowWith({}), { selection, trigger: 'retry' }))
    expect([...till.booked].toSorted()).toEqual(wholeSlips(lines).toSorted())
  })

  it('parks a record of which the group is not known, and shows each member its own way', async () => {
    const lines = [...slips([2]), { id: '9', slip: '' }]
    const { e } = setUp(lines, 5)
    const { row } = await e.run(e.request(flowWith({})))
    expect(row.counts).toMatchObject({ created: 2, parked: 1 })
    expect(e.records(row.id).at(-1)?.problem).toContain('group.no-key')
  })

  it('does not wait for ever when a record comes again while its group is open', async () => {
    const lines = [...slips([1, 3]), { id: '4', slip: 'S2' }]
    const { e, till } = setUp(lines, 2)
    const { status } = await e.run(e.request(flowWith({})))
    expect(status).toBe('succeeded')
    expect([...till.booked.keys()]).toEqual(['local:S1', 'local:S2'])
  })
})
