import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveEvent, RunCounts, StepCounts } from '../../runtime/live/events.ts'
import type { Run } from '../api/shapes.ts'
import { passedOver, RunView, stoppedAt, worthShowing } from './run-view.ts'

const none: RunCounts = { read: 0, created: 0, updated: 0, skipped: 0, parked: 0, pending: 0 }
const step = (passed: number): StepCounts => ({
  ...{ in: passed, atWork: 0, skipped: 0, parked: 0, ports: { out: passed } },
  effects: { created: 0, updated: 0, skipped: 0 },
})
const run = (id: string, part: Partial<Run> = {}): Run => ({
  ...{ id, flow: 'orders', version: 1, mode: 'live', trigger: 'manual', status: 'succeeded', counts: none },
  ...{ startedAt: null, finishedAt: null },
  ...part,
})
let seq = 0
const at = '2026-11-25T12:00:00.000Z'
type Part<T> = Omit<Extract<LiveEvent, { type: T }>, 'seq' | 'at' | 'flow' | 'type'>
const began = (id: string, trigger = 'manual'): LiveEvent => {
  const times = { startedAt: 1, finishedAt: null }
  return {
    seq: ++seq,
    at,
    flow: 'orders',
    type: 'run',
    run: id,
    mode: 'live',
    trigger,
    status: 'running',
    counts: none,
    ...times,
  }
}
const stepped = (part: Part<'step'>): LiveEvent => ({ seq: ++seq, at, flow: 'orders', type: 'step', ...part })
const moved = (id: string, key: string, part: Partial<Part<'record'>> = {}): LiveEvent => {
  const base = { run: id, node: 'paid', record: `${id}.${key}`, key, status: 'moving' as const, message: '', ms: 1 }
  return { seq: ++seq, at, flow: 'orders', type: 'record', ...base, ...part }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('RunView', () => {
  it('tells its listeners at most four times a second', () => {
    const view = new RunView()
    view.show(run('a', { status: 'running' }))
    let told = 0
    view.subscribe(() => (told += 1))
    for (let count = 1; count <= 100; count++) {
      view.take([stepped({ run: 'a', node: 'paid', counts: step(count) })])
      vi.advanceTimersByTime(10)
    }
    expect(view.step('paid')?.counts.in).toBe(100)
    expect(told).toBeGreaterThan(0)
    expect(told).toBeLessThanOrEqual(4)
  })

  it('leaves a node alone whose figures did not change', () => {
    const view = new RunView()
    view.show(run('a', { status: 'running', steps: { paid: step(1), map: step(1) } }))
    const before = view.step('map')
    view.take([stepped({ run: 'a', node: 'paid', counts: step(2) })])
    expect(view.step('map')).toBe(before)
    expect(view.step('paid')?.counts.in).toBe(2)
  })

  it('shows a run that a person started at once, and one that began by itself with its first record', () => {
    const view = new RunView()
    view.show(run('a', { steps: { paid: step(5) } }))
    view.take([began('b', 'webhook')])
    expect(view.run()?.id).toBe('a')
    expect(view.step('paid')?.counts.in).toBe(5)
    view.take([moved('b', '#1')])
    expect(view.run()?.id).toBe('b')
    expect(view.step('paid')).toBeUndefined()
    view.show(run('b'))
    view.take([began('c')])
    expect(view.run()?.id).toBe('c')
  })

  it('stays with a run that is at work when another begins', () => {
    const view = new RunView()
    view.show(run('a', { status: 'running' }))
    view.take([began('b'), moved('b', '#1')])
    expect(view.run()?.id).toBe('a')
  })

  it('puts recalled rows below those that came meanwhile, each once', () => {
    const view = new RunView()
    view.show(run('a', { status: 'running' }))
    const old = [moved('a', '#1'), moved('a', '#2')]
    const both = moved('a', '#3')
    view.take([both])
    vi.advanceTimersByTime(300)
    view.recall('a', [...old, both])
    expect(view.log().map((row) => row.key)).toEqual(['#3', '#2', '#1'])
  })
})

it('passedOver gives the newest records of one port, one each', () => {
  const view = new RunView()
  view.show(run('a', { status: 'running' }))
  view.take([
    moved('a', '#1', { port: 'out' }),
    moved('a', '#2', { port: 'rest' }),
    moved('a', '#3', { port: 'out' }),
    moved('a', '#3', { port: 'out' }),
    moved('a', '#4', { status: 'parked' }),
  ])
  vi.advanceTimersByTime(300)
  expect(passedOver(view.log(), 'paid', 'out', true).map((row) => row.key)).toEqual(['#3', '#1'])
})

it('worthShowing leaves out what is queued and what found nothing by itself', () => {
  expect(worthShowing(run('a', { status: 'queued' }))).toBe(false)
  expect(worthShowing(run('a', { trigger: 'schedule' }))).toBe(false)
  expect(worthShowing(run('a', { trigger: 'schedule', counts: { ...none, read: 1 } }))).toBe(true)
  expect(worthShowing(run('a'))).toBe(true)
})

it('stoppedAt names the node only of a failed run', () => {
  const problem = { code: 'afas.unauthorised', message: '401', retry: 'after-fix', details: { node: 'write' } } as const
  const view = new RunView()
  view.show(run('a', { status: 'failed', problem }))
  expect(stoppedAt(view.run())).toBe('write')
  view.show(run('a', { status: 'partial', problem }))
  expect(stoppedAt(view.run())).toBeUndefined()
})
