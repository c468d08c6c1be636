import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeFlow, fakeRegistry, hookFlow } from '../../testing/fake-connector.ts'
import { ADMIN, testApp, type TestApp } from '../../testing/test-app.ts'

let koppel: TestApp
const { registry, shop } = fakeRegistry()

beforeAll(async () => {
  koppel = await testApp({ registry })
  await call('POST', '/api/connections', { id: 'shop', name: 'Shop', type: 'fake', secrets: { token: 'right' } })
})
afterAll(() => koppel.close())

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object, headers = {}) {
  const answer = await koppel.app.inject({
    method,
    url,
    headers: { ...ADMIN, ...headers },
    ...(body ? { payload: body } : {}),
  })
  const text = answer.body
  return { status: answer.statusCode, headers: answer.headers, body: (text ? JSON.parse(text) : undefined) as never }
}

const make = (flow: { id: string }) => call('POST', '/api/flows', { ...flow, connections: { shop: 'shop' } })

describe('a flow', () => {
  it('comes back as it was given, with what this installation adds', async () => {
    const flow = fakeFlow('as-given')
    const made = await make(flow)
    expect(made.status).toBe(201)
    expect(made.headers['etag']).toBe('"1"')
    const read = await call('GET', '/api/flows/as-given')
    expect(read.body).toEqual({
      ...flow,
      connections: { shop: 'shop' },
      revision: 1,
      enabled: false,
      publishedVersion: null,
      hooks: [],
    })
    expect((await make(flow)).body).toMatchObject({ status: 409, code: 'flow.id-taken' })
    const list = await call('GET', '/api/flows')
    expect(list.body).toMatchObject({ items: [{ id: 'as-given', parked: 0, revision: 1 }] })
  })

  it('is refused with every problem and its place', async () => {
    const flow = fakeFlow('broken')
    const bad = {
      ...flow,
      colour: 'red',
      edges: [
        { from: 'orders.out', to: 'map.sideways' },
        { from: 'x.out', to: 'map.in' },
      ],
    }
    const answer = await call('POST', '/api/flows', bad)
    expect(answer.body).toMatchObject({ status: 422, code: 'flow.invalid' })
    const paths = (answer.body as { errors: { path: string }[] }).errors.map((one) => one.path)
    expect(paths).toEqual(expect.arrayContaining(['$.colour', '$.edges[0].to', '$.edges[1].from']))
  })

  it('reports a reserved key where it stands', async () => {
    const text = JSON.stringify(fakeFlow('polluted')).replace('"fields"', '"__proto__": {}, "fields"')
    const answer = await koppel.app.inject({
      method: 'POST',
      url: '/api/flows',
      headers: { ...ADMIN, 'content-type': 'application/json' },
      payload: text,
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.json<{ errors: { path: string }[] }>().errors[0]?.path).toBe('$.nodes[1].config.__proto__')
    expect(({} as { fields?: unknown }).fields).toBeUndefined()
  })

  it('may hold a node that this version lacks as a draft, and is not published with it', async () => {
    const flow = fakeFlow('newer')
    const nodes = [...flow.nodes, { id: 'odd', type: 'future.thing', version: 3, config: { a: 1 } }]
    expect((await make({ ...flow, nodes } as never)).status).toBe(201)
    const published = await call('POST', '/api/flows/newer/publish')
    expect(published.body).toMatchObject({ code: 'flow.invalid', errors: [{ path: '$.nodes[3].type', node: 'odd' }] })
  })

  it('is not bound to a connection that does not exist', async () => {
    const answer = await call('POST', '/api/flows', { ...fakeFlow('unbound'), connections: { shop: 'nowhere' } })
    expect(answer.body).toMatchObject({ code: 'flow.invalid', errors: [{ path: '$.connections.shop' }] })
  })
})

describe('saving', () => {
  it('needs the revision it builds on, and keeps every revision', async () => {
    const flow = fakeFlow('saved')
    await make(flow)
    expect((await call('PUT', '/api/flows/saved', flow)).status).toBe(428)
    const saved = await call('PUT', '/api/flows/saved', { ...flow, name: 'Second' }, { 'if-match': '"1"' })
    expect(saved.body).toMatchObject({ revision: 2, name: 'Second', connections: { shop: 'shop' } })
    const stale = await call('PUT', '/api/flows/saved', { ...flow, name: 'Third' }, { 'if-match': '"1"' })
    expect(stale.body).toMatchObject({ status: 409, code: 'flow.stale', revision: 2 })
    expect((await call('GET', '/api/flows/saved')).body).toMatchObject({ name: 'Second' })
    const revisions = await call('GET', '/api/flows/saved/revisions')
    expect(revisions.body).toMatchObject({ items: [{ revision: 2 }, { revision: 1 }] })
    expect((await call('GET', '/api/flows/saved/revisions/1')).body).toMatchObject({ name: 'Flow saved' })
  })

  it('takes back what it gave, and nothing that it does not know', async () => {
    await make(fakeFlow('round'))
    const { body } = await call('GET', '/api/flows/round')
    expect((await call('PUT', '/api/flows/round', body, { 'if-match': '"1"' })).status).toBe(200)
    const odd = { ...(body as object), colour: 'red' }
    expect((await call('PUT', '/api/flows/round', odd, { 'if-match': '"2"' })).status).toBe(422)
  })

  it('lets one of a hundred racing saves win', async () => {
    const flow = fakeFlow('raced')
    await make(flow)
    const saves = Array.from({ length: 100 }, (_, i) =>
      call('PUT', '/api/flows/raced', { ...flow, name: `Name ${i}` }, { 'if-match': '"1"' }),
    )
    const statuses = (await Promise.all(saves)).map((answer) => answer.status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(99)
    expect((await call('GET', '/api/flows/raced')).body).toMatchObject({ revision: 2 })
  })
})

describe('publishing', () => {
  it('freezes a version, writes it beside the data, and can bring it back', async () => {
    const flow = fakeFlow('frozen')
    await make(flow)
    expect((await call('POST', '/api/flows/frozen/enable')).body).toMatchObject({ code: 'flow.not-published' })
    expect((await call('POST', '/api/flows/frozen/publish', { note: 'first' })).body).toMatchObject({
      publishedVersion: 1,
    })
    const file = () => JSON.parse(readFileSync(path.join(koppel.dataDir, 'flows', 'frozen.json'), 'utf8')) as object
    expect(file()).toEqual(flow)
    await call('PUT', '/api/flows/frozen', { ...flow, name: 'Later' }, { 'if-match': '"1"' })
    expect(file()).toMatchObject({ name: 'Flow frozen' })
    await call('POST', '/api/flows/frozen/publish')
    expect(file()).toMatchObject({ name: 'Later' })
    const versions = await call('GET', '/api/flows/frozen/versions?limit=1')
    expect(versions.body).toMatchObject({ items: [{ version: 2, published: true }], next: '2' })
    const older = await call('GET', '/api/flows/frozen/versions?limit=1&cursor=2')
    expect(older.body).toMatchObject({ items: [{ version: 1, note: 'first', published: false }] })
    const restored = await call('POST', '/api/flows/frozen/versions/1/restore')
    expect(restored.body).toMatchObject({ name: 'Flow frozen', revision: 3, publishedVersion: 2 })
  })
})

describe('webhooks of a flow', () => {
  it('has an address from the first save, subscribed while the flow is on', async () => {
    await make(fakeFlow('called', { type: 'webhook' }))
    const { body } = await call('POST', '/api/flows/called/publish')
    const [hook] = (body as { hooks: { node: string; url: string; hasSecret: boolean }[] }).hooks
    expect(hook).toMatchObject({ node: 'orders', hasSecret: false })
    expect(hook?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/[\w-]{24}$/)
    expect(shop.subscriptions.size).toBe(0)
    await call('POST', '/api/flows/called/enable')
    expect([...shop.subscriptions]).toEqual([[hook?.url, 'ORDERS_UPDATED']])
    await call('POST', '/api/flows/called/disable')
    expect(shop.subscriptions.size).toBe(0)
  })

  it('does not go on when the shop refuses the subscription', async () => {
    await make(fakeFlow('refused', { type: 'webhook' }))
    await call('POST', '/api/flows/refused/publish')
    shop.refuse = 'The app may not read orders.'
    const answer = await call('POST', '/api/flows/refused/enable')
    shop.refuse = undefined
    expect(answer.body).toMatchObject({ status: 502, code: 'shopify.missing-scope' })
    expect((await call('GET', '/api/flows/refused')).body).toMatchObject({ enabled: false })
  })

  it('goes with the flow', async () => {
    await make(fakeFlow('gone', { type: 'webhook' }))
    await call('POST', '/api/flows/gone/publish')
    await call('POST', '/api/flows/gone/enable')
    expect(shop.subscriptions.size).toBe(1)
    expect((await call('DELETE', '/api/flows/gone')).status).toBe(204)
    expect(shop.subscriptions.size).toBe(0)
    expect((await call('GET', '/api/flows/gone')).status).toBe(404)
    await make(hookFlow('gone'))
    expect((await call('GET', '/api/flows/gone')).body).toMatchObject({ hooks: [{ node: 'hook' }], revision: 2 })
  })
})

describe('help for the editor', () => {
  it("names each setting that cannot stay as it is, and does not publish it; patterns are the form's to judge", async () => {
    const settings = {
      schema: {
        type: 'object',
        properties: {
          limit: { type: 'integer', minimum: 0, maximum: 10 },
          kind: {
            type: 'string',
            oneOf: [
              { const: 'a', title: 'A' },
              { const: 'c', title: 'B' },
            ],
          },
          code: { type: 'string', pattern: '^(a+)+$' },
        },
      },
      values: { limit: 11, kind: 'd', code: `${'a'.repeat(60)}b` },
    }
    const { body } = await call('POST', '/api/flows/validate', { ...fakeFlow('limits'), settings })
    expect(body).toMatchObject({
      ok: false,
      problems: [
        { path: '$.settings.values.limit' },
        { path: '$.settings.values.kind', message: 'Must be one of: A, B.' },
      ],
    })
    expect((await call('POST', '/api/flows', { ...fakeFlow('limits'), settings })).status).toBe(201)
    expect((await call('POST', '/api/flows/limits/publish')).body).toMatchObject({
      code: 'flow.invalid',
      errors: [{ path: '$.settings.values.limit' }, { path: '$.settings.values.kind' }],
    })
  })

  it('validates without keeping anything', async () => {
    const good = await call('POST', '/api/flows/validate', fakeFlow('nowhere'))
    expect(good.body).toEqual({ ok: true, problems: [] })
    const bad = await call('POST', '/api/flows/validate', { ...fakeFlow('nowhere'), edges: 'none' })
    expect(bad.body).toMatchObject({ ok: false, problems: [{ path: '$.edges' }] })
    expect((await call('GET', '/api/flows/nowhere')).status).toBe(404)
  })

  it('lists the fields of the target behind a mapping', async () => {
    await make(fakeFlow('mapped'))
    const answer = await call('GET', '/api/flows/mapped/fields?node=map')
    expect(answer.body).toMatchObject({ items: [{ path: 'Thing.name', required: true }] })
    expect((await call('GET', '/api/flows/mapped/samples?node=map')).body).toEqual({ items: [] })
  })
})
