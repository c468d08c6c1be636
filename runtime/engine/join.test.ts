import { afterEach, describe, expect, it } from 'vitest'
import { join } from '../../nodes/core/nodes/join.ts'
import { defineSource } from '../../nodes/sdk/node.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { Selection } from '../../nodes/sdk/source.ts'
import { Type } from 'typebox'
import { flowOf, numbered, openEngine, sourceRecord, Till, type TestEngine } from '../testing/engine.ts'
import { evaluateHere } from '../testing/evaluate-here.ts'

let engine: TestEngine | undefined
afterEach(() => {
  engine?.close()
  engine = undefined
})

interface Row {
  readonly id: string
  readonly of: string | null
  readonly weight: number
}

/** The list: its rows in pages of three, and how often it was read, with which selection. */
function listOf(rows: readonly Row[], fail?: () => Error | undefined) {
  const readings: Selection[] = []
  const node = defineSource({
    ...{ type: 'test.list', version: 1, kind: 'source', title: 'List', icon: 'database', records: 'state' },
    description: 'Gives the list.',
    config: Type.Object({}),
    outputs: { out: { title: 'Rows' } },
    triggers: ['manual'],
    async *read(selection) {
      readings.push(selection)
      for (let from = 0; from < rows.length; from += 3) {
        const error = from > 0 ? fail?.() : undefined
        if (error) throw error
        yield await Promise.resolve({
          records: rows.slice(from, from + 3).map(sourceRecord),
          cursor: from,
          watermark: from,
        })
      }
    },
    recordOf: (data) => sourceRecord(data as Row),
  } as const)
  return { node, readings }
}

function setUp(count: number, rows: readonly Row[], config: object = {}, fail?: () => Error | undefined) {
  const till = new Till()
  const list = listOf(rows, fail)
  const environment = { id: 'till-1', name: 'Till 1', sandbox: true }
  const e = openEngine({ pages: numbered(count, 4), environment, till, extra: [join, list.node] })
  Object.assign(e.deps, { evaluate: evaluateHere })
  engine = e
  const flow = flowOf(
    [
      { id: 'list', type: 'test.list', version: 1, config: {} },
      { id: 'source', type: 'test.source', version: 1, config: {} },
      {
        id: 'join',
        type: 'core.join',
        version: 1,
        config: { value: 'id', rowKey: 'of', to: 'row', take: 'weight', ...config },
      },
      { id: 'book', type: 'test.book', version: 1, connection: 'till', config: {} },
    ],
    [
      { from: 'source.out', to: 'join.in' },
      { from: 'list.out', to: 'join.list' },
      { from: 'join.out', to: 'book.in' },
    ],
  )
  const start = async (selection: object = {}) => e.run(e.request(flow, { selection }))
  const booked = () => [...till.booked].map(([identity, [data]]) => [identity, (data as { row: unknown }).row])
  return { e, till, list, flow, start, booked }
}

const rowsFor = (count: number): Row[] =>
  Array.from({ length: count }, (_, at) => ({ id: `r${at + 1}`, of: String(at + 1), weight: (at + 1) * 10 }))
const wholeFor = (count: number) => rowsFor(count).map(({ of, weight }) => [`local:${of}`, weight])

describe('core.join', () => {
  it('adds to each record its row, and counts only the records', async () => {
    const { start, booked, list, e } = setUp(10, rowsFor(10))
    const { status, row } = await start()
    expect([status, row.problem]).toEqual(['succeeded', undefined])
    expect(booked()).toEqual(wholeFor(10))
    expect(row.counts).toMatchObject({ read: 10, created: 10, pending: 0 })
    expect(row.steps['join']).toMatchObject({ in: 10, ports: { out: 10 } })
    expect(row.steps['list']).toBeUndefined()
    expect(list.readings).toEqual([{}])
    expect(e.records(row.id)).toHaveLength(10)
  })

  it('reads the list whole in every run, and not at all without records', async () => {
    const { start, list } = setUp(5, rowsFor(5))
    await start()
    const again = await start()
    expect(again.row.counts.read).toBe(0)
    expect(list.readings).toEqual([{}])
    await start({ records: [{ id: '3' }] })
    expect(list.readings).toEqual([{}, {}])
  })

  it('parks what the list lacks; the retry of it looks in the whole list again', async () => {
    const rows = rowsFor(6).filter(({ of }) => of !== '4')
    const { start, booked, e, list } = setUp(6, rows)
    const { status, row } = await start()
    expect([status, row.counts.parked]).toEqual(['partial', 1])
    const parked = e.records(row.id).find((one) => one.status === 'parked')
    expect(JSON.parse(parked?.problem ?? '{}')).toMatchObject({
      code: 'lookup.not-found',
      message: 'The list has no row for 4.',
    })
    expect(booked()).toEqual(wholeFor(6).filter(([identity]) => identity !== 'local:4'))
    rows.push({ id: 'r4', of: '4', weight: 40 })
    const retried = await start({ retry: [parked?.id] })
    expect([retried.status, retried.row.counts.created]).toEqual(['succeeded', 1])
    expect(booked()).toContainEqual(['local:4', 40])
    expect(list.readings).toEqual([{}, {}])
  })

  it('lets go, goes on without, or takes all, as the settings say', async () => {
    const rows = [...rowsFor(2), { id: 'x', of: ' 2', weight: 21 }, { id: 'y', of: null, weight: 9 }]
    const skipped = await setUp(3, rows, { notFound: 'skip' }).start()
    expect(skipped.row.counts).toMatchObject({ created: 1, skipped: 1, parked: 1 })
    engine?.close()
    const all = setUp(3, rows, { notFound: 'go-on', severalFound: 'list' })
    await all.start()
    expect(all.booked()).toEqual([
      ['local:1', [10]],
      ['local:2', [20, 21]],
      ['local:3', []],
    ])
  })

  it('goes on after a crash with the whole list', async () => {
    const { e, till, flow, booked, list } = setUp(12, rowsFor(12))
    const id = e.request(flow)
    const drain = new AbortController()
    till.fault = { before: (call) => (call === 6 ? (drain.abort('shutdown'), undefined) : undefined) }
    const first = await e.run(id, drain.signal)
    expect(first.status).toBe('interrupted')
    till.fault = {}
    const { status } = await e.run(id)
    expect(status).toBe('succeeded')
    expect(booked()).toEqual(wholeFor(12))
    expect(list.readings).toEqual([{}, {}])
  })

  it.each([
    [
      'cannot be read to its end',
      {},
      () => new ProblemError({ code: 'test.gone', message: 'Gone.', retry: 'after-fix' }),
      'test.gone',
    ],
    ['is longer than allowed', { most: 5 }, undefined, 'join.list-too-long'],
    ['has a row on which the expression fails', { rowKey: '$error("no")' }, undefined, 'expression.failed'],
  ])('stops the run when the list %s: nothing is booked or parked', async (_, config, fail, code) => {
    const { start, till } = setUp(8, rowsFor(8), config, fail)
    const { status, row } = await start()
    expect([status, row.problem?.code.split('.')[0]]).toEqual(['failed', code.split('.')[0]])
    expect([till.calls, row.counts.parked]).toEqual([0, 0])
  })

  it('says so when no list is connected', async () => {
    const { e, flow } = setUp(2, [])
    const bare = { ...flow, edges: flow.edges.filter(({ to }) => to !== 'join.list') }
    const { status, row } = await e.run(e.request(bare))
    expect([status, row.problem?.code]).toEqual(['failed', 'flow.nothing-beside'])
  })
})
