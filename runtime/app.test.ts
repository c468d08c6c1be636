import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from './api/access/identity.ts'
import type { Role } from './store/control/people.ts'
import { ADMIN, testApp, type TestApp } from './testing/test-app.ts'

let koppel: TestApp
const open = (url: string) => koppel.routes.find((route) => route.url === url)?.access === 'open'

beforeAll(async () => {
  koppel = await testApp()
})
afterAll(() => koppel.close())

function token(role: Role): { authorization: string } {
  const value = `token-of-${role}`
  if (!koppel.services.store.tokens.byHash(sha256(value))) {
    koppel.services.store.tokens.add({
      ...{ id: role, name: role, role, hash: sha256(value) },
      createdAt: 0,
      lastUsedAt: null,
    })
  }
  return { authorization: `Bearer ${value}` }
}

const address = (url: string) => url.replace(/:\w+|\*/g, 'none')

describe('the door', () => {
  it('is open for these routes and no others', () => {
    const routes = koppel.routes.filter((route) => route.access === 'open' && route.method !== 'HEAD')
    expect(routes.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual([
      'DELETE /api/session',
      'GET /',
      'GET /api/session',
      'GET /api/session/link',
      'GET /api/setup',
      'GET /assets/*',
      'GET /health',
      'POST /api/session',
      'POST /api/setup',
      'POST /hooks/:id',
    ])
  })

  it('is shut for a stranger on every other route, with a problem as the answer', async () => {
    expect(koppel.routes.length).toBeGreaterThan(60)
    for (const { method, url } of koppel.routes.filter((route) => route.access !== 'open')) {
      for (const headers of [{}, { authorization: 'Bearer wrong' }, { cookie: 'koppel=wrong' }]) {
        const answer = await koppel.app.inject({ method: method as 'GET', url: address(url), headers })
        expect([method, url, answer.statusCode]).toEqual([method, url, 401])
        if (method !== 'HEAD') {
          expect(answer.headers['content-type']).toContain('application/problem+json')
          expect(answer.json()).toMatchObject({ status: 401, code: 'access.sign-in' })
        }
      }
    }
  })

  it('lets each role use what it may and refuses the rest', async () => {
    const rank = ['viewer', 'operator', 'editor', 'owner'] as const
    for (const { method, url, access } of koppel.routes) {
      if (access === 'open' || access === 'socket' || url === '/api/openapi.json') continue
      for (const role of rank) {
        const answer = await koppel.app.inject({ method: method as 'GET', url: address(url), headers: token(role) })
        const may = rank.indexOf(role) >= rank.indexOf(access)
        expect([method, url, role, answer.statusCode === 403]).toEqual([method, url, role, !may])
        expect(answer.statusCode).not.toBe(401)
      }
    }
  })

  it('knows the admin token, however many wrong ones came before', async () => {
    for (let i = 0; i < 200; i++) {
      const answer = await koppel.app.inject({ url: '/api/flows', headers: { authorization: `Bearer wrong${i}` } })
      expect(answer.statusCode).toBe(401)
    }
    expect((await koppel.app.inject({ url: '/api/flows', headers: ADMIN })).statusCode).toBe(200)
  })

  it('tells a stranger nothing about what exists', async () => {
    expect((await koppel.app.inject('/api/no-such-thing')).statusCode).toBe(401)
    const known = await koppel.app.inject({ url: '/api/no-such-thing', headers: ADMIN })
    expect(known.statusCode).toBe(404)
    expect(known.json()).toMatchObject({ code: 'request.not-found', status: 404 })
  })

  it('gives the editor for every page address', async () => {
    for (const url of ['/', '/flows/orders-to-afas', '/setup?token=x']) {
      const answer = await koppel.app.inject(url)
      expect([url, answer.statusCode]).toEqual([url, 200])
      expect(answer.headers['content-type']).toContain('text/html')
      expect(answer.headers['content-security-policy']).toContain(`script-src 'self'`)
    }
    expect(open('/health')).toBe(true)
    for (const url of ['/assets/../../package.json', '/assets/%2e%2e/%2e%2e/package.json']) {
      expect((await koppel.app.inject(url)).body).not.toContain('"koppel"')
    }
  })
})

describe('bodies', () => {
  const post = (payload: string, type = 'application/json', url = '/api/tokens') =>
    koppel.app.inject({ method: 'POST', url, payload, headers: { ...ADMIN, 'content-type': type } })

  it.each([
    ['half a body', 400, 'request.not-json', '{ "name": '],
    ['a reserved key', 400, 'request.not-json', '{ "name": "a", "__proto__": { "role": "owner" } }'],
    ['an unknown field', 400, 'request.invalid', '{ "name": "a", "colour": "red" }'],
    ['a number for a text', 400, 'request.invalid', '{ "name": 7 }'],
    ['nothing', 400, 'request.invalid', ''],
    ['a well of brackets', 400, 'request.too-deep', `{ "name": ${'['.repeat(5000)}${']'.repeat(5000)} }`],
    ['more than 5 MB', 413, 'request.too-large', `{ "name": "${'a'.repeat(5_000_001)}" }`],
  ])('refuses %s', async (_what, status, code, payload) => {
    const answer = await post(payload)
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code])
  })

  it('names every fault with its place', async () => {
    const answer = await post('{ "name": "", "role": "king", "colour": "red" }')
    const paths = answer.json<{ errors: { path: string }[] }>().errors.map((one) => one.path)
    expect(paths).toEqual(expect.arrayContaining(['$.name', '$.role', '$.colour']))
  })

  it('reads JSON only, never a form', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect((await post('{ "name": "a" }', type)).statusCode).toBe(415)
    }
  })

  it('describes itself', async () => {
    const answer = await koppel.app.inject({ url: '/api/openapi.json', headers: ADMIN })
    expect(Object.keys(answer.json<{ paths: object }>().paths)).toEqual(
      expect.arrayContaining(['/api/flows/{id}/runs', '/api/records/retry', '/hooks/{id}']),
    )
  })
})
