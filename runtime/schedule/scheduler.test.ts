import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeFlow, fakeRegistry } from '../testing/fake-connector.ts'
import { ADMIN, testApp, type TestApp } from '../testing/test-app.ts'
import { addParked, addRun } from '../testing/work-rows.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'

let koppel: TestApp
let scheduler: Scheduler
const START = Date.parse('2026-03-01T10:00:00Z')
const MINUTE = 60_000

beforeEach(async () => {
  koppel = await testApp({ registry: fakeRegistry().registry })
  koppel.at(START)
  scheduler = createScheduler(koppel.services)
  await post('/api/connections', { id: 'shop', name: 'Shop', type: 'fake' })
  await post('/api/flows', { ...fakeFlow('timed', { type: 'schedule', every: '5m' }), connections: { shop: 'shop' } })
  await post('/api/flows/timed/publish')
  await post('/api/flows/timed/enable')
})
afterEach(() => koppel.close())

const post = (url: string, payload?: object) =>
  koppel.app.inject({ method: 'POST', url, headers: ADMIN, ...(payload ? { payload } : {}) })

function tickAt(minutes: number): void {
  koppel.at(START + minutes * MINUTE)
  scheduler.tick()
}

const slots = () =>
  koppel.deps.files.control.raw
    .prepare<[], { due_at: number; outcome: string; reason: string | null; run: string | null; late_ms: number }>(
      'select due_at, outcome, reason, run, late_ms from slots order by due_at',
    )
    .all()
    .map((row) => ({ ...row, minute: (row.due_at - START) / MINUTE }))

const queued = () => koppel.services.runs.queued()
const take = (id: string, status = 'running') =>
  addRun(koppel.deps.files.work, { id, flow: 'timed', status, selection: { source: 'orders' } })

describe('a schedule', () => {
  it('starts a run a slot, and none before', () => {
    tickAt(4.9)
    expect(queued()).toEqual([])
    tickAt(5)
    tickAt(5.5)
    expect(queued()).toMatchObject([
      { flow: 'timed', trigger: 'schedule', version: 1, selection: { source: 'orders' } },
    ])
    take(queued()[0]?.id ?? '', 'succeeded')
    tickAt(10)
    expect(queued()).toHaveLength(1)
    expect(slots().map(({ minute, outcome }) => [minute, outcome])).toEqual([
      [5, 'ran'],
      [10, 'ran'],
    ])
  })

  it('runs once for all that a stop has missed, and says so', () => {
    tickAt(21)
    expect(queued()).toHaveLength(1)
    expect(slots().map(({ minute, outcome }) => [minute, outcome])).toEqual([
      [5, 'merged'],
      [10, 'merged'],
      [15, 'merged'],
      [20, 'ran'],
    ])
    expect(slots().at(-1)?.late_ms).toBe(MINUTE)
    scheduler.tick()
    expect(queued()).toHaveLength(1)
  })

  it('goes along with a run that waits, and leaves out a slot while one runs', () => {
    tickAt(5)
    const first = queued()[0]?.id ?? ''
    tickAt(10)
    expect(queued()).toHaveLength(1)
    take(first)
    tickAt(15)
    expect(queued()).toHaveLength(0)
    take(first, 'succeeded')
    tickAt(20)
    expect(slots().map(({ outcome, run }) => [outcome, run === first])).toEqual([
      ['ran', true],
      ['merged', true],
      ['skipped', true],
      ['ran', false],
    ])
    expect(slots()[2]?.reason).toBe('still running')
  })

  it('does not work a slot again when the clock is set back', () => {
    tickAt(10)
    tickAt(3)
    tickAt(10)
    expect(slots()).toHaveLength(2)
    expect(queued()).toHaveLength(1)
  })

  it('rests while the flow is off', async () => {
    await post('/api/flows/timed/disable')
    tickAt(30)
    expect([slots(), queued()]).toEqual([[], []])
    await post('/api/flows/timed/enable')
    tickAt(34)
    expect(queued()).toEqual([])
    tickAt(35)
    expect(queued()).toHaveLength(1)
  })
})

describe('parked records with a time', () => {
  const work = () => koppel.deps.files.work
  const retries = () => queued().filter((run) => run.trigger === 'retry')

  beforeEach(() => {
    // Out of the way of the schedule above.
    tickAt(0)
    addParked(work(), { id: 'p1', flow: 'timed', record: 'r.1', retryAt: START + MINUTE })
    addParked(work(), { id: 'p2', flow: 'timed', record: 'r.2', retryAt: START + MINUTE })
    addParked(work(), { id: 'p3', flow: 'timed', record: 'r.3', retryAt: null })
  })

  it('are tried again together, once, when they are due', () => {
    tickAt(0.5)
    expect(retries()).toEqual([])
    tickAt(1)
    tickAt(1.1)
    expect(retries()).toMatchObject([{ version: 1, selection: { retry: ['r.1', 'r.2'] } }])
  })

  it('are not asked for again while a run works on them, also one from before a restart', () => {
    tickAt(1)
    const [run] = retries()
    addRun(work(), { id: run?.id ?? '', flow: 'timed', status: 'running', selection: run?.selection ?? {} })
    scheduler = createScheduler(koppel.services)
    tickAt(3)
    expect(retries()).toEqual([])
  })

  it('wait longer each time when a run ends without touching them', () => {
    tickAt(1)
    let asked = 1
    for (let minute = 1; minute < 60; minute += 0.25) {
      for (const run of queued())
        addRun(work(), { id: run.id, flow: 'timed', status: 'failed', selection: run.selection })
      tickAt(minute)
      asked += retries().length
    }
    expect(asked).toBeGreaterThan(4)
    expect(asked).toBeLessThan(12)
  })

  it('rest while the flow is off', async () => {
    await post('/api/flows/timed/disable')
    tickAt(2)
    expect(retries()).toEqual([])
  })
})
