import type { lookup } from 'node:dns'
import { request } from 'undici'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { problemOf } from '../../sdk/problem.ts'
import { WebService } from '../testing/web-service.ts'
import { mayConnect, readAllowed } from './allow.ts'
import { HttpClient } from './client.ts'
import { guardedAgent } from './guarded-agent.ts'

let service: WebService
beforeAll(async () => {
  service = await WebService.start()
})
afterAll(() => service.close())
afterEach(() => {
  service.fault = {}
  service.delayMs = 0
  service.calls.length = 0
})

const signal = new AbortController().signal
const get = (client: HttpClient, path = '/items') => client.send({ method: 'GET', path, signal })
const open = (config: object = {}, secret?: string, allow = '127.0.0.1') =>
  new HttpClient({ baseUrl: service.url, ...config }, secret, allow)
async function problemIn(work: () => Promise<unknown>) {
  try {
    await work()
  } catch (error) {
    return problemOf(error)
  }
  throw new Error('there was no problem')
}

describe('addresses inside the network', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fd00:ec2::254',
    'fec0::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '::7f00:1',
    '::a9fe:a9fe',
    '4000::1',
    '168.63.129.16',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
    'ff02::1',
    'not an address',
  ])('%s is not for flows', (address) => {
    expect(mayConnect(readAllowed(''), 'any.example', address)).toBe(false)
  })

  it.each(['8.8.8.8', '104.16.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(mayConnect(readAllowed(''), 'any.example', address)).toBe(true)
  })

  it('what the operator names is allowed, and nothing beside it', () => {
    const allowed = readAllowed('intranet.example, 10.1.0.0/16 fd00::/8')
    expect(mayConnect(allowed, 'INTRANET.example', '192.168.0.1')).toBe(true)
    expect(mayConnect(allowed, 'other.example', '10.1.200.1')).toBe(true)
    expect(mayConnect(allowed, 'other.example', '::ffff:10.1.0.1')).toBe(true)
    expect(mayConnect(allowed, 'other.example', '10.2.0.1')).toBe(false)
    expect(mayConnect(allowed, 'other.example', 'fd12::1')).toBe(true)
  })

  it.each(['127.0.0.1', '2130706433', '0177.0.0.1', '0x7f.1', '127.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]'])(
    'nothing is sent to https://%s',
    async (host) => {
      const client = new HttpClient({ baseUrl: `https://${host}:${service.port}` }, 'secret', '')
      expect(await problemIn(() => get(client))).toMatchObject({ code: 'http.blocked-address', scope: 'system' })
      expect(service.calls).toEqual([])
    },
  )

  it.each([true, false])('a name that leads inside is refused (all addresses asked: %s)', async (both) => {
    const answer = both
      ? [
          { address: '10.0.0.1', family: 4 },
          { address: '::1', family: 6 },
        ]
      : [{ address: '127.0.0.1', family: 4 }]
    const inside = ((_: string, __: object, done: (error: null, found: object[]) => void) =>
      done(null, answer)) as unknown
    const dispatcher = guardedAgent(readAllowed(''), inside as typeof lookup)
    const sent = request(`http://rebound.example:${service.port}/`, { dispatcher })
    await expect(sent).rejects.toMatchObject({ code: 'BLOCKED_ADDRESS' })
    expect(service.calls).toEqual([])
  })

  it('a redirect that leads inside is refused, also where its first address is allowed', async () => {
    service.fault.before = () => ({ status: 302, headers: { location: `https://169.254.169.254/latest/meta-data` } })
    expect(await problemIn(() => get(open()))).toMatchObject({ code: 'http.blocked-address' })
  })

  it('plain http is for what the operator names', () => {
    expect(() => new HttpClient({ baseUrl: 'http://api.example.com' }, undefined, '10.0.0.0/8')).toThrow(
      /not-encrypted/,
    )
    expect(() => new HttpClient({ baseUrl: 'https://user:pass@api.example.com' }, undefined, '')).toThrow(
      /http\.address/,
    )
  })
})

describe('the secret', () => {
  it('goes to the server of the connection only, also after a redirect', async () => {
    const other = await WebService.start()
    try {
      service.fault.before = ({ path }) =>
        path === '/away' ? { status: 302, headers: { location: `${other.url}/items` } } : undefined
      const client = open({ header: 'X-Key' }, 'very-secret-key')
      await get(client, '/away')
      expect(service.calls[0]?.headers['x-key']).toBe('very-secret-key')
      expect(other.calls[0]).toMatchObject({ path: '/items' })
      expect(other.calls[0]?.headers['x-key']).toBeUndefined()
    } finally {
      await other.close()
    }
  })

  it('is in no problem, also when the server repeats it', async () => {
    service.fault.before = ({ headers }) => ({ status: 400, body: `bad key ${headers.authorization}` })
    const problem = await problemIn(() => get(open({}, 'Bearer abcdef123456')))
    expect(problem.message).toContain('bad key')
    expect(JSON.stringify(problem)).not.toContain('abcdef123456')
  })

  it('stays behind the address of the connection', async () => {
    const client = open({ baseUrl: `${service.url}/v1` }, 'very-secret-key')
    for (const path of ['https://evil.example/', '/../admin', `${service.url.replace('127.0.0.1', 'localhost')}/x`]) {
      expect(await problemIn(() => get(client, path))).toMatchObject({ code: 'http.outside' })
    }
    expect(service.calls).toEqual([])
  })
})

describe('what goes wrong', () => {
  it.each([
    [401, { code: 'http.unauthorised', scope: 'system', retry: 'after-fix' }],
    [404, { code: 'http.not-found', retry: 'after-fix' }],
    [422, { code: 'http.rejected', retry: 'after-fix', effect: 'none' }],
    [429, { code: 'http.unavailable', retry: 'later', effect: 'none' }],
    [500, { code: 'http.unavailable', retry: 'later', effect: 'unknown' }],
  ])('%i', async (status, expected) => {
    service.fault.before = () => ({ status, body: 'no' })
    const problem = await problemIn(() => open().send({ method: 'POST', path: '/messages', body: '{}', signal }))
    expect(problem).toMatchObject(expected)
  })

  it('an answer that breaks off, comes too late, is too large or no JSON', async () => {
    service.fault.before = () => 'drop'
    const post = () => open().send({ method: 'POST', path: '/messages', body: '{}', signal })
    expect(await problemIn(post)).toMatchObject({ code: 'http.unavailable', effect: 'unknown' })
    service.fault = { before: () => ({ status: 200, body: 'x'.repeat(1_000_001) }) }
    expect(await problemIn(() => get(open({ maxMegabytes: 1 })))).toMatchObject({ code: 'http.too-large' })
    service.fault = { before: () => ({ status: 200, body: '<html>' }) }
    expect(await problemIn(() => open().json({ method: 'GET', path: '/items', signal }))).toMatchObject({
      code: 'http.not-json',
    })
    service.fault = {}
    service.delayMs = 5_000
    const late = await problemIn(() => get(open({ timeoutSeconds: 0.05 })))
    expect(late).toMatchObject({
      code: 'http.unavailable',
      message: expect.stringContaining('no answer within') as string,
    })
  })

  it('a write is not sent on to another address', async () => {
    service.fault.before = () => ({ status: 307, headers: { location: '/elsewhere' } })
    const sent = { method: 'POST', path: '/messages', body: '{}', signal }
    expect(await problemIn(() => open().send(sent))).toMatchObject({ code: 'http.redirected', effect: 'none' })
    expect(service.calls).toHaveLength(1)
  })

  it('an answer cannot bring a prototype along', async () => {
    service.fault.before = () => ({ status: 200, body: '{"a":1,"__proto__":{"b":2}}' })
    expect((await open().json({ method: 'GET', path: '/items', signal })).body).toEqual({ a: 1 })
  })
})
