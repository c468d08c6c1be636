import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTraceWriter } from '../../store/traces/traces.ts'
import { fakeFlow, fakeRegistry } from '../../testing/fake-connector.ts'
import { ADMIN, testApp, type TestApp } from '../../testing/test-app.ts'
import { addParked, addRecord, addRun } from '../../testing/work-rows.ts'

let koppel: TestApp
const RUN = '01900000-0000-7000-8000-000000000001'
const LATER = '01900000-0000-7000-8000-000000000002'
const PERIOD = '2026-01-01'

beforeAll(async () => {
  koppel = await testApp({ registry: fakeRegistry().registry })
  const { work } = koppel.deps.files
  for (const id of ['one', 'two', 'draft']) await call('POST', '/api/flows', fakeFlow(id))
  for (const id of ['one', 'two']) await call('POST', `/api/flows/${id}/publish`)
  addRun(work, { id: RUN, flow: 'one', status: 'partial', document: fakeFlow('one') })
  addRun(work, { id: LATER, flow: 'two', status: 'succeeded' })
  for (let i = 0; i < 5; i++) {
    const keys = [
      { type: 'order', value: `#${1000 + i}` },
      { type: 'email', value: 'Jan@Example.nl' },
    ]
    addRecord(work, {
      run: RUN,
      ordinal: i,
      flow: 'one',
      key: `#${1000 + i}`,
      keys,
      status: i === 3 ? 'parked' : 'created',
    })
  }
  addRecord(work, { run: LATER, ordinal: 0, flow: 'two', key: '#1001', status: 'skipped' })
  addRecord(work, { run: LATER, ordinal: 1, flow: 'draft', key: '#1', status: 'parked' })
  const writer = createTraceWriter(`${koppel.dataDir}/traces`)
  const step = (node: string, input: unknown, output: unknown, part?: string) => ({
    ...{ node, at: 1000, ms: 2, outcome: 'passed' as const, port: 'out', input, output },
    ...(part === undefined ? {} : { part }),
  })
  await writer.append(RUN, PERIOD, [
    {
      ordinal: 1,
      data: { name: '#1001' },
      steps: [
        step('map', { name: '#1001' }, { name: 'A' }),
        step('write', { n: 1 }, {}, '1'),
        step('write', { n: 2 }, {}, '2'),
      ],
      effects: [
        {
          ...{
            node: 'write',
            operation: 'order',
            identity: 'x',
            action: 'create' as const,
            sent: { name: 'A' },
            at: 3000,
          },
          ...{ intentAt: 2000, target: { id: '6001' } },
        },
      ],
    },
  ])
  writer.close()
})
afterAll(() => koppel.close())

async function call(method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await koppel.app.inject({ method, url, headers: ADMIN, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}
const list = async (url: string) =>
  (await call('GET', url)).body as { items: { id: string; key: string }[]; next?: string }

describe('records of a run', () => {
  it('come in pages, by status and by anything they are known by', async () => {
    const first = await list(`/api/runs/${RUN}/records?limit=3`)
    const second = await list(`/api/runs/${RUN}/records?limit=3&cursor=${first.next}`)
    expect([...first.items, ...second.items].map((one) => one.key)).toEqual([
      '#1000',
      '#1001',
      '#1002',
      '#1003',
      '#1004',
    ])
    expect(second.next).toBeUndefined()
    expect((await list(`/api/runs/${RUN}/records?status=parked`)).items.map((one) => one.key)).toEqual(['#1003'])
    expect((await list(`/api/runs/${RUN}/records?key=1002`)).items.map((one) => one.key)).toEqual(['#1002'])
    expect((await list(`/api/runs/${RUN}/records?key=jan@example.NL`)).items).toHaveLength(5)
    expect((await call('GET', '/api/runs/none/records')).status).toBe(404)
  })

  it('are found across flows and runs, with or without #, newest first', async () => {
    for (const key of ['1001', '%231001']) {
      expect((await list(`/api/records?key=${key}`)).items.map((one) => one.id)).toEqual([`${LATER}.0`, `${RUN}.1`])
    }
    const first = await list('/api/records?key=1001&limit=1')
    expect((await list(`/api/records?key=1001&limit=1&cursor=${first.next}`)).items[0]?.id).toBe(`${RUN}.1`)
    expect((await list('/api/records?key=nothing')).items).toEqual([])
  })
})

describe('one record', () => {
  it('shows each step, its parts, what was sent, and its other runs', async () => {
    const { body } = await call('GET', `/api/records/${RUN}.1`)
    expect(body).toMatchObject({
      key: '#1001',
      keys: [{ type: 'order', value: '#1001' }, { type: 'email' }],
      flowName: 'Flow',
      kept: true,
      steps: [
        { node: 'map', type: 'core.map', name: 'Map fields', input: { name: '#1001' }, output: { name: 'A' } },
        {
          node: 'write',
          parts: [
            { part: '1', input: { n: 1 } },
            { part: '2', input: { n: 2 } },
          ],
        },
      ],
      effects: [
        {
          ...{ node: 'write', operation: 'order', action: 'create', target: { id: '6001' }, sent: { name: 'A' } },
          ...{ at: '1970-01-01T00:00:03.000Z', intentAt: '1970-01-01T00:00:02.000Z' },
        },
      ],
      history: [{ run: RUN, status: 'created' }],
    })
  })

  it('says so when its payload is not kept any more', async () => {
    expect((await call('GET', `/api/records/${RUN}.2`)).body).toMatchObject({ kept: false, steps: [], effects: [] })
    expect((await call('GET', '/api/records/none')).status).toBe(404)
  })

  it('is a sample for previews', async () => {
    const { body } = await call('GET', '/api/flows/one/samples?node=map')
    expect(body).toMatchObject({ items: [{ key: '#1001', input: { name: '#1001' }, output: { name: 'A' } }] })
  })
})

describe('running records again', () => {
  const queued = (flow: string) => koppel.services.runs.queued().filter((one) => one.flow === flow)

  it('asks a run a flow, with the published version', async () => {
    const answer = await call('POST', '/api/records/retry', {
      ids: [`${RUN}.1`, `${LATER}.0`, `${RUN}.1`],
      update: true,
    })
    expect(answer.status).toBe(202)
    const { run, runs } = answer.body as { run: string; runs: string[] }
    expect(runs).toHaveLength(2)
    expect(run).toBe(runs[0])
    expect(queued('one')).toMatchObject([
      { trigger: 'retry', version: 1, selection: { retry: [`${RUN}.1`], update: true } },
    ])
    expect(queued('two')).toMatchObject([{ selection: { retry: [`${LATER}.0`] } }])
  })

  it('takes all of a run with a status', async () => {
    await call('POST', '/api/records/retry', { run: RUN, status: 'parked' })
    expect(queued('one').at(-1)?.selection).toEqual({ retry: [`${RUN}.3`] })
  })

  it('refuses what it cannot do', async () => {
    const retry = async (body: object) => (await call('POST', '/api/records/retry', body)).body
    expect(await retry({ ids: ['none'] })).toMatchObject({ status: 404 })
    expect(await retry({ run: RUN, status: 'updated' })).toMatchObject({ status: 404 })
    expect(await retry({ ids: [`${LATER}.1`] })).toMatchObject({ status: 409, code: 'flow.not-published' })
    expect(await retry({})).toMatchObject({ status: 400 })
    expect(await retry({ ids: ['a'], run: RUN })).toMatchObject({ status: 400 })
  })
})

describe('what is parked', () => {
  it('is listed with its problem, newest first, by flow', async () => {
    const { work } = koppel.deps.files
    addParked(work, { id: 'p1', flow: 'one', record: `${RUN}.3`, retryAt: 60_000 })
    addParked(work, { id: 'p2', flow: 'two', record: `${LATER}.0`, retryAt: null })
    expect((await call('GET', '/api/parked?flow=one')).body).toEqual({
      items: [
        {
          ...{
            id: 'p1',
            flow: 'one',
            record: `${RUN}.3`,
            run: 'r',
            node: 'write',
            key: '#1',
            state: 'open',
            attempts: 1,
          },
          problem: { code: 'afas.unavailable', message: 'AFAS did not answer.', retry: 'later' },
          ...{ retryAt: '1970-01-01T00:01:00.000Z', parkedAt: '1970-01-01T00:00:00.009Z' },
        },
      ],
    })
    const first = await list('/api/parked?limit=1')
    expect([first.items[0]?.id, first.next]).toEqual(['p2', 'p2'])
    expect((await call('GET', '/api/flows')).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: 'one', parked: 1 })]),
    })
  })
})
