import { afterEach, describe, expect, it } from 'vitest'
import { testApp, type TestApp } from '../../testing/test-app.ts'

let koppel: TestApp
afterEach(() => koppel.close())

const sandbox = { afasUrl: '', shopifyUrl: '', killRunner: () => undefined, ready: () => true }
const owner = { name: 'Anna', email: 'Anna@Example.nl', password: 'a long password' }
const page = { 'x-koppel': '1', origin: 'http://localhost:80', host: 'localhost:80' }

const post = (url: string, payload: object, headers: object = {}) =>
  koppel.app.inject({ method: 'POST', url, payload, headers: headers as Record<string, string> })

type Answer = Awaited<ReturnType<typeof post>>
const cookieOf = (answer: Answer) => answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ')

async function withOwner(env: Record<string, string> = {}) {
  koppel = await testApp({ env })
  const answer = await post('/api/setup', { ...owner, token: koppel.services.firstLink.token })
  expect(answer.statusCode).toBe(201)
  return cookieOf(answer)
}

describe('the first owner', () => {
  it('is one person, however many ask at once, and then the address is gone', async () => {
    koppel = await testApp()
    expect((await koppel.app.inject('/api/setup')).json()).toEqual({ needed: true })
    expect((await post('/api/setup', { ...owner, token: 'wrong' })).statusCode).toBe(401)
    const { token } = koppel.services.firstLink
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => post('/api/setup', { ...owner, email: `p${i}@example.nl`, token })),
    )
    expect(answers.map((one) => one.statusCode).toSorted()).toEqual([201, ...Array<number>(19).fill(404)])
    expect(koppel.services.store.people.list()).toHaveLength(1)
    expect((await koppel.app.inject('/api/setup')).json()).toEqual({ needed: false })
    expect((await post('/api/setup', { ...owner, token })).statusCode).toBe(404)
  })

  it('comes in time, or asks for a new link', async () => {
    koppel = await testApp()
    koppel.at(Date.now() + 31 * 60_000)
    const answer = await post('/api/setup', { ...owner, token: koppel.services.firstLink.token })
    expect(answer.json()).toMatchObject({ status: 401, code: 'setup.wrong-token' })
  })

  it('signs in by the printed link in a sandbox on this machine', async () => {
    koppel = await testApp({ sandbox })
    const link = (token: string) => koppel.app.inject(`/api/session/link?token=${token}`)
    expect((await link('wrong')).statusCode).toBe(401)
    const answer = await link(koppel.services.firstLink.token)
    expect([answer.statusCode, answer.headers['location']]).toEqual([302, '/'])
    const cookie = cookieOf(answer)
    const session = await koppel.app.inject({ url: '/api/session', headers: { cookie } })
    expect(session.json()).toMatchObject({ sandbox: true, person: { role: 'owner' } })
    expect((await post('/api/setup', { ...owner, token: koppel.services.firstLink.token })).statusCode).toBe(404)

    const real = { name: 'Real', type: 'shopify', config: {}, secrets: {} }
    const refused = await post('/api/connections', real, { cookie, ...page })
    expect(refused.json()).toMatchObject({ status: 409, code: 'person.password-needed' })
    const me = { method: 'PUT' as const, url: '/api/people/me', headers: { cookie, ...page } }
    expect((await koppel.app.inject({ ...me, payload: { password: 'now a password' } })).statusCode).toBe(200)
    expect((await link(koppel.services.firstLink.token)).statusCode).toBe(401)
    expect((await post('/api/connections', real, { cookie, ...page })).statusCode).not.toBe(409)
  })

  it('has no link without a form where others can reach the server', async () => {
    koppel = await testApp({ sandbox, env: { KOPPEL_HOST: '0.0.0.0' } })
    expect(koppel.services.firstLink.kind).toBe('setup')
    const answer = await koppel.app.inject(`/api/session/link?token=${koppel.services.firstLink.token}`)
    expect(answer.statusCode).toBe(401)
  })
})

describe('a session', () => {
  it('begins with the right password, ends on the server, and is a new one each time', async () => {
    const first = await withOwner()
    const signIn = (password: string) => post('/api/session', { email: 'anna@example.nl', password })
    expect((await signIn('a wrong password')).statusCode).toBe(401)
    expect((await post('/api/session', { email: 'no@example.nl', password: 'x' })).statusCode).toBe(401)
    const answer = await signIn(owner.password)
    expect(answer.statusCode).toBe(200)
    const cookie = cookieOf(answer)
    expect(cookie).not.toBe(first)
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Lax/)
    const get = () => koppel.app.inject({ url: '/api/flows', headers: { cookie } })
    expect((await get()).statusCode).toBe(200)
    await koppel.app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie, ...page } })
    expect((await get()).statusCode).toBe(401)
  })

  it('is bound to https where the address is https', async () => {
    koppel = await testApp({ env: { KOPPEL_PUBLIC_URL: 'https://koppel.example.nl' } })
    const answer = await post('/api/setup', { ...owner, token: koppel.services.firstLink.token })
    expect(answer.headers['set-cookie']).toMatch(/^__Host-koppel=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('ends after two weeks', async () => {
    const cookie = await withOwner()
    koppel.at(Date.now() + 15 * 86_400_000)
    expect((await koppel.app.inject({ url: '/api/flows', headers: { cookie } })).statusCode).toBe(401)
  })

  it('changes nothing for a page of another site', async () => {
    const cookie = await withOwner()
    const make = (headers: object) =>
      post('/api/tokens', { name: 'mine' }, { cookie, host: 'localhost:80', ...headers })
    expect((await make({})).statusCode).toBe(403)
    expect((await make({ origin: 'http://localhost:80' })).statusCode).toBe(403)
    expect((await make({ 'x-koppel': '1', origin: 'https://evil.example' })).statusCode).toBe(403)
    expect((await make({ 'x-koppel': '1', origin: 'null' })).statusCode).toBe(403)
    expect((await make(page)).statusCode).toBe(201)
  })

  it('is not guessed: ten tries a minute an account, and the right one waits too', async () => {
    await withOwner()
    const statuses: number[] = []
    for (let i = 0; i < 30; i++) {
      statuses.push((await post('/api/session', { email: owner.email, password: `guess ${i}` })).statusCode)
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(20)
  })
})

describe('an API token', () => {
  it('is shown once, kept as a hash, and has its role', async () => {
    const cookie = await withOwner()
    const made = (await post('/api/tokens', { name: 'script', role: 'viewer' }, { cookie, ...page })).json<{
      token: string
      id: string
    }>()
    const use = (method: 'GET' | 'POST', url: string) =>
      koppel.app.inject({ method, url, headers: { authorization: `Bearer ${made.token}` } })
    expect((await use('GET', '/api/flows')).statusCode).toBe(200)
    expect((await use('POST', '/api/flows/x/publish')).statusCode).toBe(403)
    const list = await koppel.app.inject({ url: '/api/tokens', headers: { cookie } })
    expect(list.body).not.toContain(made.token)
    expect(list.json()).toMatchObject({ items: [{ name: 'script', role: 'viewer' }] })
    await koppel.app.inject({ method: 'DELETE', url: `/api/tokens/${made.id}`, headers: { cookie, ...page } })
    expect((await use('GET', '/api/flows')).statusCode).toBe(401)
  })
})
