import { afterEach, beforeEach, expect, test } from 'vitest'
import { serveSandbox, type SandboxServer } from './harness.ts'
import { SandboxProblem, type Reset, type SandboxSystem } from './system.ts'

/** A system that counts what it did, so that a fault can be told from the work. */
class Counter implements SandboxSystem {
  done: string[] = []
  resets: Reset[] = []
  closed = false
  actions = {
    add: (body: Readonly<Record<string, unknown>>) => {
      this.done.push(String(body['what']))
      return { what: body['what'] }
    },
    fail: () => {
      throw new SandboxProblem(409, 'counter.no', 'Not now')
    },
  }
  open(request: Parameters<SandboxSystem['open']>[0]): ReturnType<SandboxSystem['open']> {
    const operation = request.path.slice(1)
    return {
      calls: operation === 'token' ? [] : [{ method: request.method, operation }],
      perform: () => {
        this.done.push(operation)
        return operation === 'no'
          ? { status: 500, body: 'refused' }
          : { status: 200, body: `did ${request.body.toString()}` }
      },
      throttled: () => ({ status: 429, body: 'slow down' }),
      fault: (status) => ({ status, body: 'fault' }),
    }
  }
  reset(reset: Reset): void {
    this.resets.push(reset)
  }
  state = (): object => ({ done: this.done })
  credentials = (url: string): object => ({ url })
  close(): void {
    this.closed = true
  }
}

let counter: Counter
let server: SandboxServer
beforeEach(async () => {
  counter = new Counter()
  server = await serveSandbox(counter, 0)
})
afterEach(() => server.close())

const post = (path: string, body: unknown = {}, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body), ...init })
const faults = (...rules: object[]) => post('/_sandbox/faults', { rules })
const calls = async () =>
  (await (await fetch(`${server.url}/_sandbox/calls`)).json()) as { at: string; outcome: string }[]
const outcomes = async () => (await calls()).map((one) => one.outcome)

test('a call is done, answered and listed; a token request is not listed', async () => {
  expect(await (await post('/make', 1)).text()).toBe('did 1')
  await post('/token')
  await post('/no')
  expect(await calls()).toEqual([
    { at: expect.stringMatching(/^\d{4}-.*Z$/), method: 'POST', operation: 'make', outcome: 'ok' },
    { at: expect.any(String), method: 'POST', operation: 'no', outcome: 'refused' },
  ])
})

test.each([429, 503])('status %i refuses before the work, with Retry-After', async (status) => {
  await faults({ kind: 'status', status })
  const answer = await post('/make')
  expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([status, '1', 'fault'])
  expect(counter.done).toEqual([])
  expect(await outcomes()).toEqual(['status'])
})

test('another status has no Retry-After', async () => {
  await faults({ kind: 'status', status: 500 })
  expect((await post('/make')).headers.get('retry-after')).toBeNull()
})

test('throttle is what the system says when it is asked too often', async () => {
  await faults({ kind: 'throttle' })
  const answer = await post('/make')
  expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([429, '1', 'slow down'])
})

test('drop cuts the connection before the work', async () => {
  await faults({ kind: 'drop' })
  await expect(post('/make')).rejects.toThrow('fetch failed')
  expect(counter.done).toEqual([])
  expect(await outcomes()).toEqual(['drop'])
})

test('after-effect does the work and then answers with the fault', async () => {
  await faults({ kind: 'after-effect', status: 502 })
  expect((await post('/make')).status).toBe(502)
  expect(counter.done).toEqual(['make'])
  expect(await outcomes()).toEqual(['after-effect'])
})

test('delay is slow, and the work is done although nobody waits for it any more', async () => {
  await faults({ kind: 'delay', ms: 120 })
  const started = Date.now()
  await expect(post('/make', {}, { signal: AbortSignal.timeout(30) })).rejects.toThrow('timeout')
  expect(counter.done).toEqual([])
  await expect.poll(() => counter.done).toEqual(['make'])
  expect(Date.now() - started).toBeGreaterThanOrEqual(115)
})

test('faults never touch the controls, and an empty list clears them', async () => {
  await faults({ kind: 'drop' })
  expect((await fetch(`${server.url}/_sandbox/state`)).status).toBe(200)
  expect(await (await fetch(`${server.url}/_sandbox/faults`)).json()).toEqual({
    rules: [{ match: {}, kind: 'drop', rate: 1 }],
  })
  await faults()
  expect((await post('/make')).status).toBe(200)
})

test('a reset passes on what was asked, forgets the calls and refuses what it does not know', async () => {
  await post('/make')
  const asked = { seed: 'x', orders: 5, products: 6, customers: 7, bucket: { size: 10, restore: 1 } }
  expect((await post('/_sandbox/reset', asked)).status).toBe(200)
  expect(counter.resets).toEqual([asked])
  expect(await calls()).toEqual([])
  for (const wrong of [{ order: 1 }, { orders: -1 }, { orders: 1.5 }, { seed: null }, { bucket: { size: 1 } }, []]) {
    const answer = await post('/_sandbox/reset', wrong)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ])
  }
  expect(counter.resets).toHaveLength(1)
})

test('actions answer what they did, problems as problems', async () => {
  expect(await (await post('/_sandbox/add', { what: 'x' })).json()).toEqual({ what: 'x' })
  const answer = await post('/_sandbox/fail')
  expect(await answer.json()).toMatchObject({ status: 409, code: 'counter.no', detail: 'Not now' })
  expect((await post('/_sandbox/constructor')).status).toBe(404)
  expect((await post('/_sandbox/add', {}, { body: '{' })).status).toBe(400)
  expect((await fetch(`${server.url}/_sandbox/state`, { method: 'PUT' })).status).toBe(405)
  expect(counter.done).toEqual(['x'])
})

test('a page of another site cannot steer it', async () => {
  const from = (origin: string) =>
    post('/_sandbox/add', { what: 'x' }, { headers: { origin } }).then((one) => one.status)
  expect(await from('https://example.com')).toBe(403)
  expect(await from('http://localhost.example.com')).toBe(403)
  expect(await from('http://localhost:4680')).toBe(200)
  expect(counter.done).toEqual(['x'])
})

test('many calls are all listed, in their order', async () => {
  for (let n = 0; n < 40; n++) await Promise.all(Array.from({ length: 50 }, (_, i) => post(`/make${i % 3}`)))
  const listed = await calls()
  expect(listed).toHaveLength(2000)
  expect(listed.map((one) => one.at)).toEqual(listed.map((one) => one.at).toSorted())
})

test('closing closes the system', async () => {
  await server.close()
  expect(counter.closed).toBe(true)
})
