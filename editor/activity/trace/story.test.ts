import { expect, test } from 'vitest'
import { firstStep, settledLater, storyOf } from './story.ts'
import type { Trace } from './trace-shapes.ts'

const trace: Trace = {
  id: 'r2.1',
  run: 'r2',
  flow: 'orders-to-afas',
  flowName: 'Orders to AFAS',
  version: 7,
  source: 'orders',
  key: '#1042',
  keys: [],
  identity: 'shop/1',
  status: 'created',
  at: '2026-11-24T14:31:19Z',
  steps: [
    {
      node: 'orders',
      name: 'New orders',
      type: 'shopify.orders',
      at: '2026-11-24T14:31:17Z',
      ms: 8,
      outcome: 'passed',
    },
    { node: 'paid', name: 'Paid only', type: 'core.filter', at: '2026-11-24T14:31:17Z', ms: 1, outcome: 'passed' },
    {
      node: 'debtor',
      name: 'Debtor',
      type: 'afas.ensure-debtor',
      at: '2026-11-24T14:31:18Z',
      ms: 372,
      outcome: 'passed',
    },
    {
      node: 'write',
      name: 'Sales order',
      type: 'afas.write-order',
      at: '2026-11-24T14:31:18Z',
      ms: 412,
      outcome: 'passed',
    },
  ],
  effects: [
    { node: 'debtor', operation: 'debtor', action: 'create', target: { id: '20417' }, at: '2026-11-24T14:31:18Z' },
    { node: 'write', operation: 'order', action: 'create', target: { id: '60012334' }, at: '2026-11-24T14:31:18Z' },
  ],
  history: [
    { run: 'r1', record: 'r1.9', flow: 'orders-to-afas', status: 'parked', at: '2026-11-23T10:00:00Z' },
    { run: 'r2', record: 'r2.1', flow: 'orders-to-afas', status: 'created', at: '2026-11-24T14:31:19Z' },
    { run: 'r3', record: 'r3.4', flow: 'shipments-to-shopify', status: 'created', at: '2026-11-24T15:10:03Z' },
  ],
}

test('the story goes over all runs, oldest first, with the steps of this one', () => {
  const chapters = storyOf(trace)
  expect(chapters.map((chapter) => chapter.run)).toEqual(['r1', 'r2', 'r3'])
  expect(chapters[1]?.events.map((event) => event.words)).toEqual(['read', 'let-through', 'create', 'create'])
  expect(chapters[0]?.events[0]).toMatchObject({ tone: 'parked', record: 'r1.9' })
})

test('the document is looked at first, and where it stopped before all', () => {
  expect(firstStep(trace)).toBe('write')
  const stopped = trace.steps.map((step) => (step.node === 'paid' ? { ...step, outcome: 'parked' as const } : step))
  expect(firstStep({ ...trace, steps: stopped })).toBe('paid')
})

test('a dry run says what it would do', () => {
  const effects = trace.effects.map((effect) => ({ ...effect, dryRun: true }))
  expect(storyOf({ ...trace, effects })[1]?.events.at(-1)?.words).toBe('would-create')
})

test('what is parked here may be settled by a later run, but not by a dry one', () => {
  const parked: Trace = { ...trace, status: 'parked', at: '2026-11-24T14:00:00Z' }
  const visit = { flow: trace.flow, status: 'created', at: '2026-11-24T15:00:00Z' } as const
  const dry = { ...visit, run: 'r4', record: 'r4.1', at: '2026-11-24T16:00:00Z', dryRun: true }
  const live = { ...visit, run: 'r3', record: 'r3.1' }
  expect(settledLater({ ...parked, history: [dry] })).toBeUndefined()
  expect(settledLater({ ...parked, history: [dry, live] })?.run).toBe('r3')
  const again = { ...live, record: 'r5.1', status: 'parked', at: '2026-11-24T17:00:00Z' } as const
  expect(settledLater({ ...parked, history: [again, live] })).toBeUndefined()
  const chapters = storyOf({ ...parked, history: [dry] })
  expect(chapters.flatMap(({ events }) => events.map(({ words }) => words))).toContain('visit.would-created')
})
