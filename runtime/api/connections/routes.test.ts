import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeFlow, fakeRegistry } from '../../testing/fake-connector.ts'
import { ADMIN, testApp, type TestApp } from '../../testing/test-app.ts'

let koppel: TestApp
beforeAll(async () => {
  koppel = await testApp({ registry: fakeRegistry().registry })
})
afterAll(() => koppel.close())

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const answer = await koppel.app.inject({ method, url, headers: ADMIN, ...(payload ? { payload } : {}) })
  const text = answer.body
  return { status: answer.statusCode, text, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> }
}
const CANARY = 'canary-of-a-secret'
const shop = {
  id: 'shop',
  name: 'My shop',
  type: 'fake',
  config: { address: 'https://a.example' },
  secrets: { token: CANARY },
}

describe('a connection', () => {
  it('takes secrets in and never gives them out', async () => {
    const made = await call('POST', '/api/connections', shop)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      id: 'shop',
      type: 'fake',
      config: shop.config,
      secretsSet: ['token'],
      revision: 1,
    })
    const texts = [
      made.text,
      (await call('GET', '/api/connections')).text,
      (await call('GET', '/api/connections/shop')).text,
    ]
    expect(texts.join()).not.toContain(CANARY)
    koppel.deps.files.control.raw.pragma('wal_checkpoint(truncate)')
    expect(readFileSync(path.join(koppel.dataDir, 'control.db')).includes(CANARY)).toBe(false)
  })

  it('gets an id of its own when none is given', async () => {
    const { body } = await call('POST', '/api/connections', { name: 'Öther & shop!', type: 'fake' })
    expect(body['id']).toMatch(/^ther-shop-[0-9a-f]{6}$/)
  })

  it('is checked against what its system takes', async () => {
    const bad = { ...shop, id: 'bad', config: { address: 7, colour: 'red' }, secrets: { password: 'x' } }
    const { body } = await call('POST', '/api/connections', bad)
    expect(body).toMatchObject({ status: 422, code: 'connection.invalid' })
    const paths = (body['errors'] as { path: string }[]).map((one) => one.path)
    expect(paths).toEqual(expect.arrayContaining(['$.config.address']))
    expect((await call('POST', '/api/connections', { ...shop, id: 'x', type: 'sap' })).body).toMatchObject({
      code: 'connection.type-unknown',
    })
    expect((await call('POST', '/api/connections', shop)).body).toMatchObject({ code: 'connection.id-taken' })
  })

  it('keeps its secrets when only its name changes, and asks for them again with another address', async () => {
    const renamed = await call('PUT', '/api/connections/shop', { name: 'Renamed' })
    expect(renamed.body).toMatchObject({ name: 'Renamed', secretsSet: ['token'], revision: 2 })
    const moved = await call('PUT', '/api/connections/shop', { config: { address: 'https://evil.example' } })
    expect(moved.body).toMatchObject({ code: 'connection.secrets-needed', errors: [{ path: '$.secrets.token' }] })
    const both = await call('PUT', '/api/connections/shop', {
      config: { address: 'https://b.example' },
      secrets: { token: 'right' },
    })
    expect(both.body).toMatchObject({ config: { address: 'https://b.example' }, revision: 3 })
    expect((await call('PUT', '/api/connections/shop', { type: 'afas' })).status).toBe(422)
  })

  it('is tested with what is stored now, and gives lists', async () => {
    expect((await call('POST', '/api/connections/shop/test')).body).toMatchObject({
      ok: true,
      checks: [{ name: 'Token' }],
    })
    await call('PUT', '/api/connections/shop', { secrets: { token: 'wrong' } })
    expect((await call('POST', '/api/connections/shop/test')).body).toMatchObject({ ok: false })
    const { body } = await call('GET', '/api/connections/shop/picks/fake.locations')
    expect(body).toEqual({ items: [{ value: 'A', label: 'Amsterdam' }] })
    expect((await call('GET', '/api/connections/shop/picks/none')).status).toBe(404)
  })

  it('fails its test, and does not break it, when its connector refuses what is stored', async () => {
    await call('POST', '/api/connections', { id: 'odd', name: 'Odd', type: 'fake', secrets: { token: 'malformed' } })
    const { status, body } = await call('POST', '/api/connections/odd/test')
    expect(status).toBe(200)
    expect(body).toMatchObject({ ok: false, checks: [{ name: 'Settings', ok: false, advice: 'Copy it again.' }] })
    expect((await call('POST', '/api/connections/none/test')).status).toBe(404)
  })

  it('stays while a flow uses it', async () => {
    await call('POST', '/api/flows', { ...fakeFlow('user'), connections: { shop: 'shop' } })
    expect((await call('DELETE', '/api/connections/shop')).body).toMatchObject({ code: 'connection.in-use' })
    await call('DELETE', '/api/flows/user')
    expect((await call('DELETE', '/api/connections/shop')).status).toBe(204)
    expect((await call('GET', '/api/connections/shop')).status).toBe(404)
  })
})
