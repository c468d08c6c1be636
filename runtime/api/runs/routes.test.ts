import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeFlow, fakeRegistry } from '../../testing/fake-connector.ts'
import { ADMIN, testApp, type TestApp } from '../../testing/test-app.ts'
import { addRun } from '../../testing/work-rows.ts'

let koppel: TestApp
let woken = 0

beforeAll(async () => {
  koppel = await testApp({ registry: fakeRegistry().registry, notifyRunner: () => (woken += 1) })
  await call('POST', '/api/flows', fakeFlow('draft'))
  await call('POST', '/api/flows', fakeFlow('live'))
  await call('POST', '/api/flows/live/publish')
})
afterAll(() => koppel.close())

async function call(method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await koppel.app.inject({ method, url, headers: ADMIN, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}
const start = (flow: string, body?: object) => call('POST', `/api/flows/${flow}/runs`, body)
const requestOf = (id: unknown) => koppel.services.store.runRequests.get(String(id))

describe('asking for a run', () => {
  it('takes the published version for a live run, the draft for the others', async () => {
    expect((await start('draft')).body).toMatchObject({ status: 409, code: 'flow.not-published' })
    const dry = await start('draft', { mode: 'dry-run' })
    expect(dry.status).toBe(202)
    expect(requestOf(dry.body['id'])).toMatchObject({ mode: 'dry-run', version: null, trigger: 'api', selection: {} })
    const live = await start('live', { keys: ['#1001'], update: true })
    expect(requestOf(live.body['id'])).toMatchObject({ version: 1, selection: { keys: ['#1001'], update: true } })
    const draft = await start('live', { version: 'draft' })
    expect(requestOf(draft.body['id'])).toMatchObject({ mode: 'live', version: null })
    expect(woken).toBeGreaterThan(2)
  })

  it('wakes the runner and shows the run as queued at once', async () => {
    const before = woken
    const { body } = await start('live')
    expect(woken).toBe(before + 1)
    expect((await call('GET', `/api/runs/${String(body['id'])}`)).body).toMatchObject({
      status: 'queued',
      flow: 'live',
      flowName: 'Flow live',
      startedAt: null,
      counts: { read: 0, created: 0, updated: 0, skipped: 0, parked: 0, pending: 0 },
    })
  })

  it.each([
    [{ source: 'nowhere' }, '$.source'],
    [{ source: 'map' }, '$.source'],
    [{ to: 'nowhere' }, '$.to'],
    [{ since: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' }, '$.until'],
    [{ records: [{ a: 1 }] }, '$.records'],
  ])('refuses %j', async (body, path) => {
    expect((await start('live', body)).body).toMatchObject({ status: 422, code: 'run.invalid', errors: [{ path }] })
  })

  it.each([{ keys: [] }, { since: 'yesterday' }, { mode: 'fast' }, { keys: '#1001' }, { everything: true }])(
    'cannot read %j',
    async (body) => {
      expect((await start('live', body)).body).toMatchObject({ status: 400, code: 'request.invalid' })
    },
  )

  it('takes given records for a test', async () => {
    const { status, body } = await start('draft', { mode: 'test', records: [{ name: '#1' }], to: 'map' })
    expect(status).toBe(202)
    expect(requestOf(body['id'])?.selection).toEqual({ records: [{ name: '#1' }], to: 'map' })
  })
})

describe('the list of runs', () => {
  it('shows what waits among what the runner has, newest first, each once', async () => {
    await call('POST', '/api/flows', fakeFlow('listed'))
    const ids: string[] = []
    for (let i = 0; i < 5; i++) ids.unshift(String((await start('listed', { mode: 'dry-run' })).body['id']))
    addRun(koppel.deps.files.work, { id: ids[1] ?? '', flow: 'listed', status: 'partial' })
    addRun(koppel.deps.files.work, { id: ids[4] ?? '', flow: 'listed', status: 'succeeded' })
    const list = async (query: string) => {
      const { body } = await call('GET', `/api/runs?flow=listed${query}`)
      return body as { items: { id: string; status: string }[]; next?: string }
    }
    const all = await list('')
    expect(all.items.map((run) => [run.id, run.status])).toEqual([
      [ids[0], 'queued'],
      [ids[1], 'partial'],
      [ids[2], 'queued'],
      [ids[3], 'queued'],
      [ids[4], 'succeeded'],
    ])
    const first = await list('&limit=2')
    const second = await list(`&limit=2&cursor=${first.next}`)
    const third = await list(`&limit=2&cursor=${second.next}`)
    expect([...first.items, ...second.items, ...third.items].map((run) => run.id)).toEqual(ids)
    expect(third.next).toBeUndefined()
    expect((await list('&status=queued')).items).toHaveLength(3)
    expect((await list('&status=partial')).items).toMatchObject([{ counts: { read: 3, created: 2, parked: 1 } }])
    expect((await call('GET', '/api/runs?limit=201')).status).toBe(400)
    expect((await call('GET', '/api/flows')).body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ id: 'listed', lastRun: expect.objectContaining({ id: ids[0] }) }),
      ]),
    })
  })
})

describe('orders to a run', () => {
  it('are kept for the runner', async () => {
    const { body } = await start('live')
    const id = String(body['id'])
    expect((await call('POST', `/api/runs/${id}/cancel`)).status).toBe(202)
    expect((await call('POST', `/api/runs/${id}/continue`)).status).toBe(202)
    expect((await call('POST', '/api/runs/none/cancel')).status).toBe(404)
    const orders = koppel.deps.files.control.raw
      .prepare('select kind from run_orders where run = ? order by id')
      .pluck()
      .all(id)
    expect(orders).toEqual(['cancel', 'continue'])
  })
})
