import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HttpClient } from '../../nodes/core/http/client.ts'
import { http } from '../../nodes/core/http/index.ts'
import { httpGet } from '../../nodes/core/nodes/http-get.ts'
import { httpSend } from '../../nodes/core/nodes/http-send.ts'
import { log } from '../../nodes/core/nodes/log.ts'
import { WebService } from '../../nodes/core/testing/web-service.ts'
import { flowOf, numbered, openEngine, Till, type TestEngine } from '../testing/engine.ts'
import { evaluateHere } from '../testing/evaluate-here.ts'

let service: WebService
let client: HttpClient
let e: TestEngine

beforeEach(async () => {
  service = await WebService.start()
  service.items = Array.from({ length: 10 }, (_, at) => ({
    id: at + 1,
    number: `N${at + 1}`,
    changedAt: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString(),
  }))
  open({})
})
afterEach(async () => {
  e.close()
  await client.close()
  await service.close()
})

function open(config: object) {
  e?.close()
  client = new HttpClient({ baseUrl: service.url, timeoutSeconds: 2, ...config }, 'Bearer secret-of-tests', '127.0.0.1')
  const environment = { id: 'till-1', name: 'Till 1', sandbox: true }
  const given = { id: 'shop', name: 'shop', sandbox: true }
  const extra = [httpGet, httpSend, log]
  e = openEngine({ pages: numbered(6, 4), environment, till: new Till(), extra })
  const connector = { ...http, environment: () => Promise.resolve(given), settleSeconds: () => 0.02 }
  const openConnection = () => Promise.resolve({ connector, client, config: {} })
  Object.assign(e.deps, { evaluate: evaluateHere, openConnection })
}

const readFlow = (config: object) =>
  flowOf(
    [
      { id: 'get', type: 'core.http-get', version: 1, connection: 'till', config: { ...config } },
      { id: 'log', type: 'core.log', version: 1, config: {} },
    ],
    [{ from: 'get.out', to: 'log.in' }],
  )
const sendFlow = (config: object) =>
  flowOf(
    [
      { id: 'source', type: 'test.source', version: 1, config: {} },
      { id: 'send', type: 'core.http-send', version: 1, connection: 'till', config: { ...config } },
    ],
    [{ from: 'source.out', to: 'send.in' }],
  )
async function run(flow: ReturnType<typeof readFlow>, options: Parameters<TestEngine['request']>[1] = {}) {
  const { row, status } = await e.run(e.request(flow, options))
  return { row, status, keys: e.records(row.id).map(({ key }) => key) }
}
const ten = Array.from({ length: 10 }, (_, at) => `N${at + 1}`)

describe('core.http-get', () => {
  it.each([
    ['all at once', { path: '/items', list: 'data.items' }, 1],
    ['page numbers', { path: '/items', list: 'data.items', paging: 'page-number', sizeParam: 'size', pageSize: 4 }, 3],
    [
      'offsets',
      { path: '/items', list: 'data.items', paging: 'offset', param: 'offset', sizeParam: 'size', pageSize: 5 },
      3,
    ],
    ['a link in the body', { path: '/linked', list: 'items', paging: 'next-link', next: 'next' }, 4],
    ['a link header', { path: '/linked', list: 'items', paging: 'next-link' }, 4],
    ['cursors', { path: '/cursor', list: 'items', paging: 'cursor', next: 'meta.next' }, 3],
  ])('reads a list by %s', async (_, config, calls) => {
    const { keys, row } = await run(readFlow(config))
    expect([row.problem, keys]).toEqual([undefined, ten])
    expect(service.calls).toHaveLength(calls)
    expect(service.calls[0]?.headers.authorization).toBe('Bearer secret-of-tests')
  })

  const byPage = { path: '/items', list: 'data.items', paging: 'page-number', sizeParam: 'size', pageSize: 4 }

  it('reads on from the last change, a little before it', async () => {
    const flow = readFlow({ ...byPage, changed: 'changedAt', sinceParam: 'since', overlapSeconds: 60 })
    expect((await run(flow)).keys).toEqual(ten)
    expect((await run(flow)).keys).toEqual(['N9', 'N10'])
    service.items = [...service.items, { id: 11, number: 'N11', changedAt: '2026-02-01T00:00:00.000Z' }]
    expect((await run(flow)).keys).toEqual(['N9', 'N10', 'N11'])
    expect(
      (await run(flow, { selection: { since: '2026-01-01T00:08:00.000Z', until: '2026-01-01T00:30:00Z' } })).keys,
    ).toEqual(['N9', 'N10'])
    expect((await run(flow)).keys).toEqual(['N11'])
    expect((await run(flow, { selection: { keys: ['#n3'] } })).keys).toEqual(['N3'])
  })

  it('goes on with the page at which it was stopped', async () => {
    const drain = new AbortController()
    service.fault.before = ({ path }) => {
      if (path.includes('page=3')) drain.abort('shutdown')
      return undefined
    }
    const id = e.request(readFlow(byPage))
    expect((await e.run(id, drain.signal)).status).toBe('interrupted')
    service.fault = {}
    const { row } = await e.run(id)
    expect(row.counts.read).toBe(10)
    expect(e.records(id).map(({ key }) => key)).toEqual(ten)
  })

  it('tries again what passes by itself, and stops at what does not', async () => {
    let calls = 0
    service.fault.before = () => ((calls += 1) % 2 === 1 ? { status: 503, headers: { 'retry-after': '0' } } : undefined)
    expect((await run(readFlow(byPage))).keys).toEqual(ten)
    service.fault.before = () => ({ status: 401, body: 'who are you' })
    expect((await run(readFlow(byPage))).row.problem).toMatchObject({ code: 'http.unauthorised' })
    service.fault = {}
    expect((await run(readFlow({ ...byPage, list: 'data' }))).row.problem).toMatchObject({ code: 'http.no-list' })
    expect((await run(readFlow({ ...byPage, identity: 'nothing' }))).row.problem).toMatchObject({
      code: 'http.no-identity',
    })
    service.fault.before = () => ({ status: 200, body: { items: [{ id: 1 }], next: 'https://evil.example/2' } })
    const away = readFlow({ path: '/linked', list: 'items', paging: 'next-link', next: 'next' })
    expect((await run(away)).row.problem).toMatchObject({ code: 'http.outside' })
  })
})

describe('core.http-send', () => {
  const config = {
    path: '"/messages/" & id',
    fields: [
      { to: 'number', expression: 'id' },
      { to: 'lines[].of', expression: 'id' },
    ],
  }

  it('sends each record once, under a key of its own, and keeps what was answered', async () => {
    const { row } = await run(sendFlow(config))
    expect(row.counts).toMatchObject({ read: 6, created: 6 })
    expect(service.messages.map(({ path }) => path).toSorted()).toEqual(
      [1, 2, 3, 4, 5, 6].map((id) => `/messages/${id}`),
    )
    expect(service.messages[0]?.body).toMatchObject({ number: '1' })
    expect(new Set(service.messages.map(({ key }) => key)).size).toBe(6)
    const again = await run(sendFlow(config), { selection: { since: '2020-01-01T00:00:00Z' } })
    expect(again.row.counts).toMatchObject({ read: 6, skipped: 6 })
    expect(service.messages).toHaveLength(6)
    const kept = e.work.raw.prepare(`select reference from ledger where identity = 'local:1'`).pluck().get() as string
    expect(JSON.parse(kept)).toMatchObject({ id: 'M-1', data: { took: { number: '1' } } })
  })

  it('a state is sent again when it changed, and only then', async () => {
    const flow = sendFlow({ ...config, method: 'PUT', kind: 'state', fields: [{ to: 'level', expression: 'level' }] })
    const levels = (level: number) => ({ selection: { records: [1, 2].map((id) => ({ id: String(id), level })) } })
    await run(flow, levels(5))
    await run(flow, levels(5))
    expect(service.messages).toHaveLength(2)
    expect((await run(flow, levels(6))).row.counts).toMatchObject({ updated: 2 })
    expect(service.messages).toHaveLength(4)
  })

  it('a dry run sends nothing', async () => {
    expect((await run(sendFlow(config), { mode: 'dry-run' })).row.counts).toMatchObject({ created: 6 })
    expect(service.calls).toEqual([])
  })

  it('of a lost answer it asks the service itself, sends again under the same key, or asks a person', async () => {
    const losing = () => {
      let lost = 0
      service.fault.after = ({ method, path }) =>
        method === 'POST' && path.endsWith('/3') && (lost += 1) === 1 ? 'drop' : undefined
    }
    for (const more of [{ find: '"/messages/" & id' }, { whenLost: 'send-again' }]) {
      losing()
      expect((await run(sendFlow({ ...config, ...more }))).row.counts).toMatchObject({ created: 6, parked: 0 })
      expect(service.messages).toHaveLength(6)
      service.messages.length = 0
      open({})
    }
    losing()
    const { row } = await run(sendFlow(config))
    expect(row.counts).toMatchObject({ created: 5, parked: 1 })
    expect(service.messages).toHaveLength(6)
  })

  it('a refusal parks its record with what the service said, and the answer can go on with the record', async () => {
    service.fault.before = ({ path }) =>
      path.endsWith('/2') ? { status: 422, body: 'Number 2 is closed.' } : undefined
    const flow = sendFlow({ ...config, to: 'answer' })
    const { row } = await run(flow)
    expect(row.counts).toMatchObject({ created: 5, parked: 1 })
    expect(e.records(row.id).find(({ status }) => status === 'parked')?.problem).toContain('Number 2 is closed.')
  })
})
