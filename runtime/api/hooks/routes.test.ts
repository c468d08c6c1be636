import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fakeFlow, fakeRegistry, hookFlow } from '../../testing/fake-connector.ts'
import { ADMIN, testApp, type TestApp } from '../../testing/test-app.ts'
import { setTimeout as delay } from 'node:timers/promises'

let koppel: TestApp
let hook: string
let number = 0
const SECRET = 'a secret of the sender'
const { registry } = fakeRegistry()

beforeAll(async () => {
  koppel = await testApp({ registry })
})
afterAll(() => koppel.close())

const admin = (method: 'POST' | 'PUT' | 'GET', url: string, payload?: object) =>
  koppel.app.inject({ method, url, headers: ADMIN, ...(payload ? { payload } : {}) })

beforeEach(async () => {
  number += 1
  await admin('POST', '/api/flows', hookFlow(`hook-${number}`))
  await admin('POST', `/api/flows/hook-${number}/publish`)
  const flow = (await admin('GET', `/api/flows/hook-${number}`)).json<{ hooks: { url: string }[] }>()
  hook = new URL(flow.hooks[0]?.url ?? '').pathname
})

const withSecret = () => admin('PUT', `/api${hook}/secret`, { secret: SECRET })
const sign = (body: Buffer, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

async function deliver(body: Buffer, signature: string, delivery = 'd-1') {
  const answer = await koppel.app.inject({
    method: 'POST',
    url: hook,
    payload: body,
    headers: {
      'content-type': 'application/json',
      'x-koppel-delivery': delivery,
      ...(signature ? { 'x-koppel-signature': signature } : {}),
    },
  })
  return answer.statusCode
}

const rows = () =>
  koppel.deps.files.inbox.raw
    .prepare<[string], { delivery: string; body: Buffer; headers: string }>('select * from deliveries where flow = ?')
    .all(`hook-${number}`)

const body = Buffer.from('{ "id": 7,\n  "name": "#7" }')

describe('the intake', () => {
  it('refuses while no secret is stored, whatever the signature', async () => {
    expect(await deliver(body, sign(body))).toBe(401)
    expect(await deliver(body, sign(body, ''))).toBe(401)
    expect(rows()).toHaveLength(0)
  })

  it('keeps the very bytes, without the signature', async () => {
    await withSecret()
    expect(await deliver(body, sign(body))).toBe(200)
    const [row] = rows()
    expect(row?.body.equals(body)).toBe(true)
    expect(Object.keys(JSON.parse(row?.headers ?? '') as object).toSorted()).toEqual([
      'content-type',
      'user-agent',
      'x-koppel-delivery',
    ])
  })

  it('refuses when any single bit of body or signature is another', async () => {
    await withSecret()
    for (let bit = 0; bit < body.length * 8; bit += 3) {
      const changed = Buffer.from(body)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(await deliver(changed, sign(body))).toBe(401)
    }
    const mac = createHmac('sha256', SECRET).update(body).digest()
    for (let bit = 0; bit < mac.length * 8; bit += 1) {
      const changed = Buffer.from(mac)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(await deliver(body, `sha256=${changed.toString('hex')}`)).toBe(401)
    }
    for (const signature of ['', 'sha256=', 'sha1=00', sign(body).slice(0, -1), `${sign(body)}0`]) {
      expect(await deliver(body, signature)).toBe(401)
    }
    expect(await deliver(Buffer.from(JSON.stringify(JSON.parse(body.toString()))), sign(body))).toBe(401)
    expect(rows()).toHaveLength(0)
  })

  it('recognises a repeat', async () => {
    await withSecret()
    expect(await deliver(body, sign(body))).toBe(200)
    expect(await deliver(body, sign(body))).toBe(200)
    expect(await deliver(body, sign(body), 'd-2')).toBe(200)
    expect(rows().map((row) => row.delivery)).toEqual(['d-1', 'd-2'])
  })

  it('takes the secret before and after a rotation', async () => {
    await withSecret()
    await admin('PUT', `/api${hook}/secret`, { secret: 'the next secret' })
    expect(await deliver(body, sign(body), 'old')).toBe(200)
    expect(await deliver(body, sign(body, 'the next secret'), 'new')).toBe(200)
    expect(await deliver(body, sign(body, 'some other secret'), 'other')).toBe(401)
  })

  it('says what is missing', async () => {
    await withSecret()
    expect(await deliver(body, sign(body), '')).toBe(400)
    hook = '/hooks/no-such-hook'
    expect(await deliver(body, sign(body))).toBe(404)
  })

  it('refuses a body over 5 MB', async () => {
    await withSecret()
    const large = Buffer.alloc(5 * 1024 * 1024 + 1, 'a')
    expect(await deliver(large, sign(large))).toBe(413)
  })

  it('tells the sender to come again when the disk is full, and goes on when there is room', async () => {
    await withSecret()
    const { raw } = koppel.deps.files.inbox
    raw.pragma(`max_page_count = ${String(raw.pragma('page_count', { simple: true }))}`)
    const large = Buffer.alloc(100_000, 'x')
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => deliver(large, sign(large), id)))
    expect(answers).toEqual([503, 503, 503])
    expect(rows()).toHaveLength(0)
    raw.pragma('max_page_count = 1000000')
    expect(await deliver(large, sign(large), 'a')).toBe(200)
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('keeps no secret in plain text', async () => {
    await withSecret()
    const { secret } = koppel.services.store.hooks.ofFlow(`hook-${number}`)[0] ?? {}
    expect(secret).toMatch(/^v1\./)
    expect(Buffer.from(secret ?? '', 'base64').toString()).not.toContain(SECRET)
  })
})

describe('a delivery', () => {
  const requests = () => koppel.services.runs.queued().filter((one) => one.flow === `hook-${number}`)

  it('starts one run for a burst, once the flow is on', async () => {
    await withSecret()
    await deliver(body, sign(body), 'while-off')
    await delay(400)
    expect(requests()).toEqual([])
    await admin('POST', `/api/flows/hook-${number}/enable`)
    expect(requests()).toHaveLength(1)
    await Promise.all(Array.from({ length: 30 }, (_, i) => deliver(body, sign(body), `burst-${i}`)))
    await delay(400)
    expect(requests()).toMatchObject([
      { trigger: 'webhook', version: 1, mode: 'live', selection: { source: 'hook', deliveries: true } },
    ])
    expect(rows()).toHaveLength(31)
  })

  it('gets another run when the runner has taken the one before', async () => {
    await withSecret()
    await admin('POST', `/api/flows/hook-${number}/enable`)
    await deliver(body, sign(body), 'first')
    await delay(400)
    const [first] = requests()
    koppel.deps.files.work.raw
      .prepare(`insert into runs (id, flow, flow_name, document, document_hash, connections, mode, "trigger", selection,
        by, status, requested_at) values (?, ?, '', '', '', '{}', 'live', 'webhook', '{}', '', 'running', 0)`)
      .run(first?.id, `hook-${number}`)
    await deliver(body, sign(body), 'second')
    await delay(400)
    expect(requests()).toHaveLength(1)
    expect(requests()[0]?.id).not.toBe(first?.id)
  })
})

describe('a shop’s own signature', () => {
  it('is checked by its connector, with the secret that subscribing gave', async () => {
    await admin('POST', '/api/connections', { id: 'shop', name: 'Shop', type: 'fake', secrets: { token: 'right' } })
    await admin('POST', '/api/flows', { ...fakeFlow('shop-flow', { type: 'webhook' }), connections: { shop: 'shop' } })
    await admin('POST', '/api/flows/shop-flow/publish')
    const flow = (await admin('POST', '/api/flows/shop-flow/enable')).json<{ hooks: { url: string }[] }>()
    const url = new URL(flow.hooks[0]?.url ?? '').pathname
    const mac = (secret: string) => createHmac('sha256', secret).update(body).digest('base64')
    const post = (hmac: string) =>
      koppel.app.inject({ method: 'POST', url, payload: body, headers: { 'x-fake-hmac': hmac, 'x-fake-id': '1' } })
    expect((await post(mac('guessed'))).statusCode).toBe(401)
    expect((await post(mac('shop-secret'))).statusCode).toBe(200)
  })
})
