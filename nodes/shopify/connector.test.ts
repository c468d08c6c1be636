import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents } from './client/documents/all.ts'
import { shopify } from './connector.ts'
import { openSandbox, type OpenSandbox } from './nodes/testing.ts'
import { loadSchema, readSchemaFile } from './schema/load.ts'
import { deniedFields, withImplied } from './sandbox/graphql/access.ts'
import { parse } from 'graphql'
import { scopes } from './scopes.ts'

const signal = new AbortController().signal
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined }
let shop: OpenSandbox
beforeAll(async () => {
  shop = await openSandbox()
})
afterAll(() => shop.close())

describe('the connection', () => {
  it('is opened with what the sandbox gives, and says where it leads', async () => {
    const { config, secrets } = shop.credentials
    expect(Value.Check(shopify.config, config)).toBe(true)
    const client = shopify.open({ config, secrets, log: quiet })
    const environment = await shopify.environment(client, signal)
    expect(environment).toMatchObject({ id: expect.stringMatching(/^gid:\/\/shopify\/Shop\/\d+$/), sandbox: true })
    expect([shopify.settleSeconds(config), shopify.settleSeconds({ shop: 'a.myshopify.com' })]).toEqual([2, 60])
    await shopify.close?.(client)
  })

  it.each([
    'http://10.0.0.1:4682',
    'https://127.0.0.1:4682',
    'http://127.0.0.1.evil.example',
    'http://127.0.0.1:4682/x',
  ])('has no sandbox at %s', (sandboxUrl) =>
    expect(Value.Check(shopify.config, { shop: 'a.myshopify.com', sandboxUrl })).toBe(false),
  )

  it.each([
    'evil.example',
    'a.myshopify.com.evil.example',
    'a.myshopify.com/x',
    'A B.myshopify.com',
    'https://a.myshopify.com',
  ])('is never to %s', (address) => expect(Value.Check(shopify.config, { shop: address })).toBe(false))
})

describe('the test of a connection', () => {
  it('finds nothing wrong with the sandbox', async () => {
    const checks = await shopify.test(shop.client, signal)
    expect(checks.filter((check) => !check.ok)).toEqual([])
    expect(checks.map((check) => check.name)).toEqual(expect.arrayContaining(['Access scopes', 'API version', 'Clock']))
  })

  it('names what a wrong token means', async () => {
    const client = shop.clientWith({ accessToken: 'shpat_wrong' })
    const checks = await shopify.test(client, signal)
    expect(checks).toMatchObject([
      { ok: true },
      { name: 'Credentials', ok: false, advice: expect.stringContaining('token') },
    ])
    await client.close()
  })

  it('says soon that nobody answers', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as AddressInfo
    closed.close()
    const config = { ...shop.credentials.config, sandboxUrl: `http://127.0.0.1:${port}` }
    const client = shopify.open({ config, secrets: shop.credentials.secrets, log: quiet })
    const start = performance.now()
    const checks = await shopify.test(client, signal)
    expect(checks).toMatchObject([
      { name: 'Shop can be reached', ok: false, advice: expect.stringContaining('address') },
    ])
    expect(performance.now() - start).toBeLessThan(3000)
    await shopify.close?.(client)
  })

  it('names every scope that is missing, and what it is for', async () => {
    const client = await shop.clientWithScopes(['read_orders', 'write_products'])
    const check = (await shopify.test(client, signal)).find((one) => one.name === 'Access scopes')
    expect(check).toMatchObject({ ok: false })
    expect(check?.advice).toContain('read_customers')
    expect(check?.advice).toContain('write_orders')
    expect(check?.advice).not.toContain('read_products')
    await client.close()
  })
})

describe('the scopes, by what is used', () => {
  const used = (flow: string, ...types: readonly string[]) =>
    types.flatMap((type) => {
      const node = shopify.nodes().find((one) => one.type === type)
      return node ? [{ flow, node, config: { what: 'customer' } }] : []
    })
  const test = async (granted: readonly string[], nodes: ReturnType<typeof used>) => {
    const client = await shop.clientWithScopes(granted)
    const checks = await shopify.test(client, signal, nodes)
    await client.close()
    return checks.filter(({ name }) => name.endsWith('ccess scopes'))
  }

  it('a shop that only gets its stock needs none of orders', async () => {
    const [scopes, optional] = await test(
      ['write_inventory', 'write_products', 'read_locations'],
      used('Stock', 'shopify.set-stock'),
    )
    expect(scopes).toMatchObject({ ok: true })
    expect(optional).toMatchObject({ ok: true, detail: expect.stringContaining('read_orders') })
  })

  it('what a flow needs is missing, and says for which', async () => {
    const nodes = [...used('Stock', 'shopify.set-stock'), ...used('Look', 'shopify.look-up')]
    const [scopes] = await test(['write_products', 'read_locations'], nodes)
    expect(scopes).toMatchObject({ ok: false })
    expect(scopes?.detail).toContain('write_inventory (setting stock; needed for Stock)')
    expect(scopes?.detail).toContain('needed for Look')
    expect(scopes?.detail).not.toContain('write_orders')
  })

  it('every node of the connector says what it needs', () => {
    const known = new Set(scopes.flatMap(({ nodes }) => nodes))
    const types = shopify.nodes().map(({ type }) => type)
    expect(types.filter((type) => !known.has(type) && type !== 'shopify.look-up')).toEqual([])
    expect([...known].filter((type) => !types.includes(type as never))).toEqual([])
  })
})

it('asks for every scope that its documents need', () => {
  const granted = withImplied(scopes.map((scope) => scope.handle))
  const file = readSchemaFile()
  const schema = loadSchema(file)
  for (const { name, text } of documents) {
    const denied = [...deniedFields(schema, file.scopes, parse(text), granted).values()]
    expect([name, denied]).toEqual([name, []])
  }
  const none = documents.flatMap(({ text }) => [...deniedFields(schema, file.scopes, parse(text), new Set()).values()])
  expect(none.length).toBeGreaterThan(0)
})

it('lets a person choose a location', async () => {
  const choices = await shopify.picks?.['shopify.locations']?.(shop.client, signal)
  expect(choices?.map((choice) => choice.label)).toContain('Magazijn Amersfoort')
})

it('lists the metafields that the shop has defined, by what they are on', async () => {
  for (const owner of ['product', 'variant', 'customer', 'company', 'order']) {
    const choices = await shopify.picks?.[`shopify.${owner}-metafields`]?.(shop.client, signal)
    expect(choices?.every(({ value }) => /^[^.]+\..+$/.test(String(value)))).toBe(true)
  }
})

it('lists every country once, by name', async () => {
  const choices = (await shopify.picks?.['shopify.countries']?.(shop.client, signal)) ?? []
  expect(choices).toContainEqual({ value: 'NL', label: 'NL  Netherlands' })
  expect(new Set(choices.map((choice) => choice.value)).size).toBe(choices.length)
  expect(choices.length).toBeGreaterThan(240)
})
