import { afterEach, describe, expect, it } from 'vitest'
import { Type } from 'typebox'
import { eachRecord } from '../../nodes/sdk/lift.ts'
import { defineNode, type NodeDefinition } from '../../nodes/sdk/node.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import { partOf } from '../../nodes/sdk/record.ts'
import type { Page, Selection } from '../../nodes/sdk/source.ts'
import type { RunSelection } from '../queue/contract.ts'
import type { RunRow } from '../store/work/runs.ts'
import { flowOf, numbered, openEngine, simpleFlow, sourceRecord, Till, type TestEngine } from '../testing/engine.ts'
import type { TestNodes } from '../testing/engine.ts'

let engine: TestEngine | undefined
afterEach(() => {
  engine?.close()
  engine = undefined
})

const environment = { id: 'till-1', name: 'Till 1', sandbox: true }
function setUp(overrides: Partial<TestNodes> = {}): { engine: TestEngine; till: Till } {
  const till = overrides.till ?? new Till()
  engine = openEngine({ pages: numbered(25, 10), environment, ...overrides, till })
  return { engine, till }
}

function step(type: string, run: Parameters<typeof eachRecord>[1], skipReason?: string): NodeDefinition {
  return defineNode({
    type: type as `${string}.${string}`,
    version: 1,
    kind: 'transform',
    title: type,
    description: type,
    icon: 'box',
    config: Type.Object({}),
    inputs: ['in'],
    outputs: { out: { title: 'Out' }, rest: { title: 'Rest', ...(skipReason ? { skipReason } : {}) } },
    run: eachRecord(2, run),
  })
}

function flowWith(type: string) {
  return flowOf(
    [
      { id: 'source', type: 'test.source', version: 1, config: {} },
      { id: 'middle', type, version: 1, config: {} },
      { id: 'book', type: 'test.book', version: 1, connection: 'till', config: {} },
    ],
    [
      { from: 'source.out', to: 'middle.in' },
      { from: 'middle.out', to: 'book.in' },
    ],
  )
}

describe('a run', () => {
  it('writes each record once and a second run writes nothing', async () => {
    const { engine: e, till } = setUp()
    const first = await e.run(e.request(simpleFlow))
    expect(first.status).toBe('succeeded')
    expect(first.row.counts).toEqual({ read: 25, created: 25, updated: 0, skipped: 0, parked: 0, pending: 0 })
    expect(first.row.effects).toEqual({ booking: { created: 25, updated: 0, skipped: 0 } })
    expect(till.count()).toBe(25)
    // The watermark stands behind everything: nothing is read again.
    const second = await e.run(e.request(simpleFlow))
    expect(second.row.counts.read).toBe(0)
    // Asked to read all of it again, the ledger knows every one.
    const third = await e.run(e.request(simpleFlow, { selection: { since: '2020-01-01T00:00:00Z' } }))
    expect(third.row.counts).toMatchObject({ read: 25, skipped: 25, created: 0 })
    expect(till.calls).toBe(25)
    expect(e.records(third.row.id)[0]).toMatchObject({ status: 'skipped', reason: 'exists' })
  })

  it('another flow that claims the same events skips them and names the owner', async () => {
    const { engine: e, till } = setUp()
    await e.run(e.request(simpleFlow))
    const copy = { ...simpleFlow, id: 'copy' }
    const second = await e.run(e.request(copy))
    expect(second.row.counts).toMatchObject({ read: 25, skipped: 25 })
    expect(till.calls).toBe(25)
  })

  it('counts what a port without an edge leaves as skipped, with the reason of the port', async () => {
    const odd = step(
      'test.odd',
      (record) => {
        const port = Number((record.data as { id: string }).id) % 2 === 1 ? 'out' : 'rest'
        return Promise.resolve({ kind: 'record', port, record })
      },
      'filtered',
    )
    const { engine: e } = setUp({ extra: [odd] })
    const { row } = await e.run(e.request(flowWith('test.odd')))
    expect(row.counts).toMatchObject({ read: 25, created: 13, skipped: 12 })
    expect(e.records(row.id)[1]).toMatchObject({ status: 'skipped', reason: 'filtered' })
    expect(row.steps['middle']).toMatchObject({ in: 25, ports: { out: 13, rest: 12 } })
    expect(row.steps['book']).toMatchObject({ in: 13, effects: { created: 13 } })
  })

  it('parks the record that fails and nothing else', async () => {
    const fussy = step('test.fussy', (record) => {
      if (record.key === '#7') {
        throw new ProblemError({ code: 'test.seven', message: 'Seven is bad.', retry: 'after-fix' })
      }
      return Promise.resolve({ kind: 'record', port: 'out', record })
    })
    const { engine: e, till } = setUp({ extra: [fussy] })
    const { status, row } = await e.run(e.request(flowWith('test.fussy')))
    expect(status).toBe('partial')
    expect(row.counts).toMatchObject({ read: 25, created: 24, parked: 1 })
    expect(till.count()).toBe(24)
    const parked = e.work.raw.prepare('select key, code, state from parked').all()
    expect(parked).toEqual([{ key: '#7', code: 'test.seven', state: 'open' }])
  })

  it('fails when a node loses a record, and moves no watermark', async () => {
    const thief: NodeDefinition = defineNode({
      type: 'test.thief',
      version: 1,
      kind: 'transform',
      title: 'Thief',
      description: 'Keeps every fifth record.',
      icon: 'box',
      config: Type.Object({}),
      inputs: ['in'],
      outputs: { out: { title: 'Out' } },
      async *run(input) {
        for await (const batch of input) {
          yield batch
            .filter((record) => Number((record.data as { id: string }).id) % 5 !== 0)
            .map((record) => ({ kind: 'record', port: 'out', record }) as const)
        }
      },
    })
    const { engine: e } = setUp({ extra: [thief] })
    const { status, row } = await e.run(e.request(flowWith('test.thief')))
    expect(status).toBe('failed')
    expect(row.problem?.code).toBe('engine.record-lost')
    expect(e.work.raw.prepare('select count(*) from watermarks').pluck().get()).toBe(0)
    const { read, ...rest } = row.counts
    expect(Object.values(rest).reduce((a, b) => a + b)).toBe(read)
    expect(rest.pending).toBeGreaterThan(0)
  })

  it('settles a source record only when all its parts have', async () => {
    const split = step('test.split', (record) =>
      Promise.resolve(
        ['a', 'b', 'c'].map((part) => ({
          kind: 'record' as const,
          port: 'out',
          record: partOf(record, part, { id: `${record.key}${part}` }),
        })),
      ),
    )
    const { engine: e, till } = setUp({ extra: [split] })
    const { row } = await e.run(e.request(flowWith('test.split')))
    expect(row.counts).toMatchObject({ read: 25, created: 25 })
    expect(row.effects['booking']).toEqual({ created: 75, updated: 0, skipped: 0 })
    expect(till.count()).toBe(75)
  })

  it('stops as a whole on a fault that every record would have', async () => {
    const till = new Till()
    till.fault.before = () =>
      new ProblemError({ code: 'till.unauthorised', message: 'No.', retry: 'after-fix', scope: 'system' })
    const { engine: e } = setUp({ till })
    const { status, row } = await e.run(e.request(simpleFlow))
    expect(status).toBe('failed')
    expect(row.problem?.code).toBe('till.unauthorised')
    expect(row.counts.pending).toBe(row.counts.read)
    expect(e.work.raw.prepare('select count(*) from watermarks').pluck().get()).toBe(0)
    till.fault = {}
    const again = await e.run(e.request(simpleFlow))
    expect(again.row.counts.created).toBe(25)
    expect(till.count()).toBe(25)
  })

  it('a changed environment stops the run and asks; a person can let it go on', async () => {
    const real = { ...environment, sandbox: false }
    const nodes: TestNodes = { pages: numbered(5, 5), environment: real, till: new Till() }
    engine = openEngine(nodes)
    await engine.run(engine.request(simpleFlow))
    nodes.environment = { ...real, id: 'till-2' }
    const id = engine.request(simpleFlow)
    const stopped = await engine.run(id)
    expect(stopped.row.problem?.code).toBe('engine.environment-changed')
    engine.work.raw.prepare(`update runs set accepted = '["engine.environment-changed"]' where id = ?`).run(id)
    expect((await engine.run(id)).status).toBe('succeeded')
  })

  it('takes deliveries from the inbox once', async () => {
    const { engine: e, till } = setUp()
    for (const id of [1, 2, 3]) {
      const body = Buffer.from(id === 2 ? '{broken' : JSON.stringify({ id: String(id) }))
      e.deliveries.push({ id, delivery: `d${id}`, topic: null, headers: '{}', body, at: Date.now() })
    }
    const selection = { source: 'source', deliveries: true }
    const first = await e.run(e.request(simpleFlow, { selection, trigger: 'webhook' }))
    expect(first.row.counts).toMatchObject({ read: 2, created: 2 })
    const books = e.work.raw.prepare('select delivery, outcome from processed_deliveries order by delivery').all()
    expect(books).toEqual([
      { delivery: 1, outcome: 'ran' },
      { delivery: 2, outcome: 'skipped' },
      { delivery: 3, outcome: 'ran' },
    ])
    const second = await e.run(e.request(simpleFlow, { selection, trigger: 'webhook' }))
    expect(second.row.counts.read).toBe(0)
    expect(till.count()).toBe(2)
  })

  it('a retry replays the parked record as it was and closes its entry', async () => {
    const till = new Till()
    till.fault.before = () => new ProblemError({ code: 'till.no', message: 'Not today.', retry: 'after-fix' })
    const { engine: e } = setUp({ till, pages: numbered(1, 1) })
    const first = await e.run(e.request(simpleFlow))
    expect(first.row.counts.parked).toBe(1)
    till.fault = {}
    const retry = [e.records(first.row.id)[0]?.id as string]
    const second = await e.run(e.request(simpleFlow, { selection: { retry }, trigger: 'retry' }))
    expect(second.row.counts).toMatchObject({ read: 1, created: 1 })
    expect(e.work.raw.prepare('select state from parked').pluck().all()).toEqual(['resolved'])
  })

  it('"run again, and update" writes again what a changed mapping makes different, and only that', async () => {
    const tag = { value: 'a' }
    const mark = step('test.mark', (record) =>
      Promise.resolve({
        kind: 'record',
        port: 'out',
        record: { ...record, data: { ...(record.data as object), ...tag } },
      }),
    )
    const { engine: e, till } = setUp({ extra: [mark], pages: numbered(3, 3) })
    const first = await e.run(e.request(flowWith('test.mark')))
    tag.value = 'b'
    const plain = await e.run(e.request(flowWith('test.mark'), { selection: { since: '2020-01-01T00:00:00Z' } }))
    expect(plain.row.counts).toMatchObject({ read: 3, skipped: 3 })
    const retry = [e.records(first.row.id)[1]?.id as string]
    const update = await e.run(
      e.request(flowWith('test.mark'), { selection: { retry, update: true }, trigger: 'retry' }),
    )
    expect(update.row.counts).toMatchObject({ read: 1, updated: 1 })
    expect(till.booked.get('local:2')).toEqual([
      { id: '2', value: 'a' },
      { id: '2', value: 'b' },
    ])
    expect(till.calls).toBe(4)
  })

  it('an older version of a state does not undo a newer one', async () => {
    const till = new Till()
    const versions = ['2026-02-01', '2026-01-01', '2026-03-01']
    const pages = async function* () {
      yield await Promise.resolve({
        records: versions.map((version, i) => ({ ...sourceRecord({ id: 'one' }), data: { id: 'one', version, i } })),
      })
    }
    const { engine: e } = setUp({ till, pages, kind: 'state', onExisting: 'update', versioned: true })
    const { row } = await e.run(e.request(simpleFlow))
    expect(row.effects['booking']).toEqual({ created: 1, updated: 1, skipped: 1 })
    expect(till.booked.get('local:one')?.at(-1)).toMatchObject({ version: '2026-03-01' })
  })

  it('a dry run sends nothing and says what would happen', async () => {
    const { engine: e, till } = setUp()
    const { row } = await e.run(e.request(simpleFlow, { mode: 'dry-run' }))
    expect(row.counts).toMatchObject({ read: 25, created: 25 })
    expect(till.calls).toBe(0)
    expect(e.work.raw.prepare('select count(*) from ledger').pluck().get()).toBe(0)
    expect(e.work.raw.prepare('select count(*) from watermarks').pluck().get()).toBe(0)
  })

  it.each([
    ['an event', { kind: 'event' as const }],
    ['an event that may be updated', { kind: 'event' as const, onExisting: 'update' as const }],
    ['a state', { kind: 'state' as const, onExisting: 'update' as const }],
    ['a state with versions', { kind: 'state' as const, onExisting: 'update' as const, versioned: true }],
  ])('a dry run counts %s that comes several times as the live run after it does', async (_, nodes) => {
    const data = [
      ['a', 3, 1],
      ['b', 1, 1],
      ['a', 3, 1],
      ['a', 2, 2],
      ['b', 4, 2],
      ['b', 4, 2],
    ] as const
    const records = data.map(([id, version, value]) => ({
      ...sourceRecord({ id }),
      data: { id, version: `${version}`, value },
    }))
    const pages = async function* () {
      for (const record of records) yield await Promise.resolve({ records: [record] })
    }
    const { engine: e } = setUp({ pages, ...nodes })
    const dry = await e.run(e.request(simpleFlow, { mode: 'dry-run' }))
    const dryAgain = await e.run(e.request(simpleFlow, { mode: 'dry-run' }))
    const live = await e.run(e.request(simpleFlow))
    expect(dry.row.effects).toEqual(live.row.effects)
    expect(dry.row.counts).toEqual(live.row.counts)
    expect(dryAgain.row.counts).toEqual(dry.row.counts)
    expect(e.work.raw.prepare('select count(*) from rehearsal').pluck().get()).toBe(0)
  })

  it.each(['dry-run', 'live'] as const)('what is made besides a record makes it no created one (%s)', async (mode) => {
    const shelf = step('test.shelf', async (record, ctx) => {
      const fruit = { record, operation: 'shelf', identity: 'fruit', payload: {}, onExisting: 'skip' } as const
      const create = () => Promise.resolve({ id: 'S-1' })
      await ctx.write({ ...fruit, kind: 'state', besides: true, findWhen: 'when-ambiguous', create })
      return { kind: 'record', port: 'out', record }
    })
    const { engine: e } = setUp({ extra: [shelf], pages: numbered(3, 3) })
    const nodes = [
      simpleFlow.nodes[0]!,
      { id: 'shelf', type: 'test.shelf', version: 1, connection: 'till', config: {} },
    ]
    const { row } = await e.run(e.request(flowOf(nodes, [{ from: 'source.out', to: 'shelf.in' }]), { mode }))
    expect(row.effects).toEqual({ shelf: { created: 1, updated: 0, skipped: 2 } })
    expect(row.counts).toMatchObject({ read: 3, created: 0, updated: 1, skipped: 2 })
  })

  it('a cancelled run keeps its watermark and says what is pending', async () => {
    const drain = new AbortController()
    const slow = step('test.slow', async (record) => {
      if (record.key === '#12') drain.abort('cancel')
      return Promise.resolve({ kind: 'record', port: 'out', record })
    })
    const { engine: e, till } = setUp({ extra: [slow], pages: numbered(1000, 10) })
    const { status, row } = await e.run(e.request(flowWith('test.slow')), drain.signal)
    expect(status).toBe('cancelled')
    expect(row.counts.read).toBeLessThan(100)
    const again = await e.run(e.request(simpleFlow))
    expect(again.row.counts.read).toBeGreaterThan(900)
    expect(till.count()).toBe(1000)
  })

  it('a node that hears nothing cannot keep a cancelled run for ever', async () => {
    const drain = new AbortController()
    const deaf = step('test.deaf', () => {
      drain.abort('cancel')
      return new Promise<never>(() => undefined)
    })
    const { engine: e } = setUp({ extra: [deaf] })
    const { status, row } = await e.run(e.request(flowWith('test.deaf')), drain.signal, 100)
    expect(status).toBe('cancelled')
    expect(row.counts.pending).toBe(row.counts.read)
  })

  it('goes on where an interrupted run was', async () => {
    const drain = new AbortController()
    const nodes: TestNodes = { pages: numbered(200, 10), environment, till: new Till() }
    nodes.till.fault.before = (call) => {
      if (call === 95) drain.abort('shutdown')
      return undefined
    }
    engine = openEngine(nodes)
    const id = engine.request(simpleFlow)
    const first = await engine.run(id, drain.signal)
    expect(first.status).toBe('interrupted')
    const second = await engine.run(id)
    expect(second.status).toBe('succeeded')
    expect(second.row.counts).toMatchObject({ read: 200, created: 200, pending: 0 })
    expect(nodes.till.count()).toBe(200)
    expect(nodes.till.calls).toBe(200)
  })

  /** Stops a run of these nodes in its midst, and lets it go on. */
  async function cutOff(nodes: TestNodes, selection?: RunSelection): Promise<RunRow> {
    const drain = new AbortController()
    nodes.till.fault.before = (call) => {
      if (call === 95) drain.abort('shutdown')
      return undefined
    }
    engine = openEngine(nodes)
    const id = engine.request(simpleFlow, selection ? { selection } : {})
    expect((await engine.run(id, drain.signal)).status).toBe('interrupted')
    return (await engine.run(id)).row
  }

  it('counts an event once that comes back after the interruption', async () => {
    // As orders do that got our tag: they changed, and stand at the end once more.
    async function* tagged(selection: Selection): AsyncIterable<Page> {
      yield* numbered(200, 10)(selection)
      yield* numbered(20, 10)({})
    }
    const row = await cutOff({ pages: tagged, environment, till: new Till() })
    expect(row).toMatchObject({ status: 'succeeded', counts: { read: 200, created: 200 } })
  })

  it('counts records once that were named one by one', async () => {
    const records = Array.from({ length: 150 }, (_, i) => ({ id: String(i + 1) }))
    const pages = async function* (): AsyncIterable<Page> {
      for (let i = 0; i < 150; i += 10) yield { records: records.slice(i, i + 10).map((one) => sourceRecord(one)) }
    }
    const row = await cutOff({ pages, environment, till: new Till() }, { keys: records.map(({ id }) => `#${id}`) })
    expect(row).toMatchObject({ status: 'succeeded', counts: { read: 150, created: 150 } })
  })
})

describe('an ambiguous write', () => {
  const lost = () =>
    new ProblemError({ code: 'till.unavailable', message: 'No answer.', retry: 'later', effect: 'unknown' })

  it('is looked up after the target must have finished, and adopted', async () => {
    const till = new Till()
    till.lateMs = 20
    till.fault.after = (call) => (call % 3 === 0 ? lost() : undefined)
    const { engine: e } = setUp({ till })
    const { row } = await e.run(e.request(simpleFlow))
    expect(row.counts).toMatchObject({ read: 25, created: 25, parked: 0 })
    expect(till.count()).toBe(25)
  })

  it('would be doubled by looking at once (control)', async () => {
    const till = new Till()
    till.lateMs = 60
    till.fault.after = (call) => (call <= 3 ? lost() : undefined)
    const { engine: e } = setUp({ till })
    const hasty = { ...e.deps.door, now: () => Date.now() + (hasty.calls++ > 0 ? 10_000 : 0), calls: 0 }
    Object.assign(e.deps, { door: hasty })
    await e.run(e.request(simpleFlow))
    expect(till.count()).toBeGreaterThan(25)
  })

  it('is parked for a person where the target cannot be asked, never sent again', async () => {
    const till = new Till()
    till.fault.after = (call) => (call === 4 ? lost() : undefined)
    const { engine: e } = setUp({ till, noFind: true })
    const { row } = await e.run(e.request(simpleFlow))
    expect(row.counts).toMatchObject({ created: 24, parked: 1 })
    expect(till.count()).toBe(25)
    const parked = e.work.raw.prepare('select code, retry_at from parked').all()
    expect(parked).toEqual([{ code: 'engine.ambiguous', retry_at: null }])
  })

  it('a refusal frees the claim, so that a later attempt may send', async () => {
    const till = new Till()
    till.fault.before = (call) =>
      call === 1 ? new ProblemError({ code: 'till.rejected', message: 'Wrong.', retry: 'after-fix' }) : undefined
    const { engine: e } = setUp({ till, pages: numbered(1, 1) })
    const first = await e.run(e.request(simpleFlow))
    expect(first.row.counts.parked).toBe(1)
    const again = await e.run(e.request(simpleFlow, { selection: { records: [{ id: '1' }] } }))
    expect(again.row.counts.created).toBe(1)
  })

  it('a system that is down stops the run', async () => {
    const till = new Till()
    till.fault.before = () =>
      new ProblemError({ code: 'till.unavailable', message: 'Down.', retry: 'later', retryAfterMs: 20_000 })
    const { engine: e } = setUp({ till, pages: numbered(100, 50) })
    const { status, row } = await e.run(e.request(simpleFlow))
    expect(status).toBe('failed')
    expect(row.problem).toMatchObject({ code: 'till.unavailable', scope: 'system' })
  })
})

it('records of one identity are worked in order, across runs', async () => {
  const order: string[] = []
  const pages = async function* () {
    yield await Promise.resolve({ records: [sourceRecord({ id: '1' })] })
  }
  const slow = step('test.slow', async (record, ctx) => {
    order.push(`in ${ctx.run.id}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
    order.push(`out ${ctx.run.id}`)
    return { kind: 'record', port: 'out', record }
  })
  const { engine: e, till } = setUp({ extra: [slow], pages })
  const [a, b] = [e.request(flowWith('test.slow')), e.request(flowWith('test.slow'))]
  await Promise.all([e.run(a), e.run(b)])
  const [first] = order
  expect(order).toEqual([first, first?.replace('in', 'out'), order[2], order[2]?.replace('in', 'out')])
  expect(till.calls).toBe(1)
})
