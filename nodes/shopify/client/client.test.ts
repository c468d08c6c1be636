import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../sdk/problem.ts'
import type { Secrets, ShopifyConfig } from '../config.ts'
import { ShopifyClient } from './client.ts'
import { ADD_TAGS } from './documents/order-marks.ts'
import { SHOP } from './documents/shop.ts'

const signal = new AbortController().signal
const SHOP_DATA = {
  shop: { id: 'gid://shopify/Shop/1', name: 'Bloem', myshopifyDomain: 'b.myshopify.com', currencyCode: 'EUR' },
}
const TAGS = { id: 'gid://shopify/Order/1', tags: ['AFAS'] }
const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 1990, restoreRate: 100 }
const cost = { requestedQueryCost: 1, actualQueryCost: 1, throttleStatus }

interface Request {
  readonly operation: string
  readonly path: string
  readonly token: string | undefined
  readonly body: Record<string, unknown>
}
type Answer = (response: ServerResponse, request: Request) => void

const answer =
  (body: object, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', 'x-shopify-api-version': '2026-10', ...headers })
      .end(JSON.stringify({ extensions: { cost }, ...body }))
const html: Answer = (response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad</h1>')
const drop: Answer = (response) => void response.destroy()
const errors = (code: string, extra: object = {}) => ({
  errors: [{ message: `because of ${code}`, path: ['shop'], extensions: { code, ...extra } }],
})

let open: { server: Server; client: ShopifyClient }[] = []
afterEach(async () => {
  for (const { server, client } of open) {
    await client.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  open = []
})

/** A shop that gives these answers in turn, the last one for ever. The question for the budget is always answered. */
async function shopThat(answers: readonly Answer[], change: Partial<ShopifyConfig> = {}, secrets?: Secrets) {
  const requests: Request[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>
      const operation = /(?:query|mutation) (\w+)/.exec(String(body['query']))?.[1] ?? ''
      if (operation === 'Budget') return answer({ data: { shop: { id: '1' } } })(response, requests[0]!)
      const token = request.headers['x-shopify-access-token']
      const one = { operation, path: request.url ?? '', token: token as string | undefined, body }
      requests.push(one)
      answers[Math.min(requests.length, answers.length) - 1]!(response, one)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sandboxUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const config = { shop: 'b.myshopify.com', apiVersion: '2026-10', auth: 'token', sandboxUrl, ...change } as const
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined }
  const client = new ShopifyClient(config, secrets ?? { accessToken: 'shpat_1' }, log)
  open.push({ server, client })
  return { client, requests, server }
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  return work.then(
    () => expect.fail('it went well'),
    (error: unknown) => (error as { problem: Problem }).problem,
  )
}

describe('a call', () => {
  it('goes to the versioned path with the token and gives the data', async () => {
    const { client, requests } = await shopThat([answer({ data: SHOP_DATA })])
    expect(await client.run(SHOP, {}, signal)).toEqual(SHOP_DATA)
    expect(requests).toMatchObject([{ path: '/admin/api/2026-10/graphql.json', token: 'shpat_1' }])
    expect(client.servedVersion).toBe('2026-10')
  })

  it.each(['http://shop.example', 'https://127.0.0.1:1', 'http://127.0.0.1.example:80', 'http://user@127.0.0.1'])(
    'never goes in the clear to another machine: %s',
    (sandboxUrl) => {
      const config = { shop: 'b.myshopify.com', apiVersion: '2026-10', auth: 'token', sandboxUrl } as const
      expect(() => new ShopifyClient(config, {}, console)).toThrow('shopify.configuration')
    },
  )

  it('asks for a token with client credentials, once for all callers, and again when it is refused', async () => {
    let given = 0
    const tokens: Answer = (response, request) => {
      if (request.path === '/admin/oauth/access_token')
        return answer({ access_token: `t${++given}`, expires_in: 86_399 })(response, request)
      return request.token === 't2'
        ? answer({ data: SHOP_DATA })(response, request)
        : answer({ errors: 'no' }, 401)(response, request)
    }
    const secrets = { clientId: 'id', clientSecret: 'secret' }
    const { client, requests } = await shopThat([tokens], { auth: 'client-credentials' }, secrets)
    await Promise.all([client.run(SHOP, {}, signal), client.run(SHOP, {}, signal)])
    expect(given).toBe(2)
    expect(requests[0]?.body).toEqual({ client_id: 'id', client_secret: 'secret', grant_type: 'client_credentials' })
  })
})

describe('a read', () => {
  it.each([
    ['502 in HTML', html],
    ['a cut connection', drop],
    ['an answer that is no JSON', ((response) => void response.end('<html>')) satisfies Answer],
    ['an internal error', answer(errors('INTERNAL_SERVER_ERROR', { requestId: 'r' }))],
    ['THROTTLED', answer({ ...errors('THROTTLED'), extensions: { cost: { ...cost, actualQueryCost: null } } })],
    ['429', answer({ errors: 'slow down' }, 429, { 'retry-after': '0.01' })],
  ])('is repeated after %s', async (_name, fault) => {
    const { client, requests } = await shopThat([fault, answer({ data: SHOP_DATA })])
    expect(await client.run(SHOP, {}, signal)).toEqual(SHOP_DATA)
    expect(requests).toHaveLength(2)
  })

  it('waits for the seconds of Retry-After', async () => {
    const busy = answer({ errors: 'slow down' }, 429, { 'retry-after': '0.5' })
    const { client } = await shopThat([busy, answer({ data: SHOP_DATA })])
    const start = performance.now()
    await client.run(SHOP, {}, signal)
    expect(performance.now() - start).toBeGreaterThanOrEqual(480)
  })

  it('fails when part of the data is missing, instead of giving nothing for it', async () => {
    const partial = { data: { shop: { ...SHOP_DATA.shop, name: null } }, ...errors('SOMETHING') }
    const { client, requests } = await shopThat([answer(partial)])
    expect(await problemOf(client.run(SHOP, {}, signal))).toMatchObject({ code: 'shopify.rejected' })
    expect(requests).toHaveLength(1)
  })
})

describe('what is wrong with everything', () => {
  const required = { requiredAccess: '`read_orders` access scope.' }
  it.each([
    ['a wrong token', answer({ errors: '[API] Invalid API key' }, 401), 'shopify.unauthorised', 'credentials'],
    [
      'a missing scope',
      answer({ ...errors('ACCESS_DENIED', required), data: { shop: null } }),
      'shopify.missing-scope',
      'read_orders',
    ],
    ['a refused view of personal data', answer(errors('ACCESS_DENIED')), 'shopify.missing-scope', 'ACCESS_DENIED'],
    ['a wrong shop', answer({ errors: 'Not Found' }, 404), 'shopify.not-found', 'b.myshopify.com'],
    ['a blocked caller', answer({ errors: 'no' }, 430), 'shopify.refused', 'security'],
  ])('is said of %s, at once', async (_name, fault, code, text) => {
    const { client, requests } = await shopThat([fault])
    const problem = await problemOf(client.run(SHOP, {}, signal))
    expect(problem).toMatchObject({ code, scope: 'system', retry: 'after-fix', advice: expect.any(String) })
    expect(problem.message).toContain(text)
    expect(requests).toHaveLength(1)
  })
})

describe('a mutation', () => {
  const done = answer({ data: { tagsAdd: { node: null, userErrors: [] } } })

  it.each([
    ['502 in HTML', html],
    ['a cut connection', drop],
    ['an internal error', answer(errors('INTERNAL_SERVER_ERROR'))],
    ['503', answer({ errors: 'busy' }, 503, { 'retry-after': '1' })],
  ])('may have been done after %s, and is not repeated', async (_name, fault) => {
    const { client, requests } = await shopThat([fault, done])
    expect(await problemOf(client.run(ADD_TAGS, TAGS, signal))).toMatchObject({ retry: 'later', effect: 'unknown' })
    expect(requests).toHaveLength(1)
  })

  it('was surely not done when throttled, and is repeated', async () => {
    const { client, requests } = await shopThat([answer(errors('THROTTLED')), done])
    await client.run(ADD_TAGS, TAGS, signal)
    expect(requests).toHaveLength(2)
  })

  it('was surely not done when nobody listens', async () => {
    const { client, server } = await shopThat([done])
    await new Promise((resolve) => server.close(resolve))
    const problem = await problemOf(client.run(ADD_TAGS, TAGS, signal))
    expect(problem).toMatchObject({ code: 'shopify.unavailable', scope: 'system', effect: 'none', retry: 'later' })
  })

  it.each([
    ['none', { tagsAdd: null }],
    ['unknown', { tagsAdd: { node: null } }],
  ])('refused for lack of a scope has effect %s with data %o', async (effect, data) => {
    const { client } = await shopThat([answer({ ...errors('ACCESS_DENIED'), data })])
    const problem = await problemOf(client.run(ADD_TAGS, TAGS, signal))
    expect(problem.effect ?? 'none').toBe(effect)
  })
})

it('a cancelled run waits for nothing: of a mutation under way it says that it may have been done', async () => {
  const { client } = await shopThat([() => undefined])
  const cancel = new AbortController()
  const read = client.run(SHOP, {}, cancel.signal)
  const write = problemOf(client.run(ADD_TAGS, TAGS, cancel.signal))
  setTimeout(() => cancel.abort(new Error('cancelled')), 100)
  await expect(read).rejects.toThrow('cancelled')
  expect(await write).toMatchObject({ effect: 'unknown' })
})
