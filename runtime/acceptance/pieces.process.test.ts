import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebService } from '../../nodes/core/testing/web-service.ts'
import { startKoppel, writesOf, type Call, type Koppel } from '../testing/koppel.ts'

interface Variant {
  readonly id: string
  readonly sku: string
  readonly price: string
}
interface Shop {
  readonly products: readonly { readonly title: string; readonly variants: readonly Variant[] }[]
}
interface Afas {
  readonly articles: readonly { readonly ItCd: string }[]
  readonly stock: readonly { readonly ItCd: string; readonly warehouse: string; readonly physical: number }[]
}
interface Connection {
  readonly id: string
  readonly type: string
}

const GROUP = '$substringBefore(ItemCode, "-")'
const SECRET = 'Bearer a-secret-of-the-service'

/** Articles of AFAS, with what the shop and the warehouses say of them: nodes that belong to no integration, wired by hand. */
const flow = (connections: Readonly<Record<string, string>>) => ({
  format: 'koppel.flow/1',
  id: 'articles-with-more',
  name: 'Articles with more',
  connections,
  nodes: [
    { id: 'articles', type: 'afas.get', version: 1, connection: 'afas', config: { pageSize: 40 } },
    {
      ...{ id: 'shop', type: 'shopify.look-up', version: 1, connection: 'shopify' },
      config: { value: 'ItemCode', fields: ['id', 'price'], to: 'more.shop', notFound: 'go-on' },
    },
    {
      ...{ id: 'stock', type: 'afas.look-up', version: 1, connection: 'afas' },
      config: {
        ...{ connector: 'Koppel_Stock', value: 'ItemCode', fields: ['Warehouse', 'Physical'], to: 'more.stock' },
        ...{ severalFound: 'list', notFound: 'go-on' },
      },
    },
    { id: 'titles', type: 'shopify.variants', version: 1, connection: 'shopify', config: {} },
    {
      ...{ id: 'join', type: 'core.join', version: 1 },
      config: { value: 'ItemCode', rowKey: 'sku', take: 'productTitle', to: 'more.title', notFound: 'skip' },
    },
    { id: 'changed', type: 'core.changed', version: 1, config: { expression: 'more' } },
    {
      id: 'group',
      type: 'core.group',
      version: 1,
      config: { expression: GROUP, most: 5000 },
    },
    { id: 'log', type: 'core.log', version: 1, config: {} },
  ],
  edges: [
    { from: 'articles.out', to: 'shop.in' },
    { from: 'shop.out', to: 'stock.in' },
    { from: 'stock.out', to: 'join.in' },
    { from: 'titles.out', to: 'join.list' },
    { from: 'join.out', to: 'changed.in' },
    { from: 'changed.out', to: 'group.in' },
    { from: 'group.out', to: 'log.in' },
  ],
})

/** Articles by group, each group sent to a web service once, and again only when it differs. */
const sending = (connections: Readonly<Record<string, string>>) => ({
  format: 'koppel.flow/1',
  id: 'groups-to-service',
  name: 'Groups to a web service',
  connections,
  nodes: [
    {
      ...{ id: 'articles', type: 'afas.get', version: 1, connection: 'afas' },
      config: { filters: [{ field: 'Blocked', operator: 'equals', value: 'false' }] },
    },
    { id: 'group', type: 'core.group', version: 1, config: { expression: GROUP, most: 5000 } },
    { id: 'changed', type: 'core.changed', version: 1, config: {} },
    {
      ...{ id: 'send', type: 'core.http-send', version: 1, connection: 'service' },
      config: {
        ...{ path: '"/groups/" & key', method: 'PUT', kind: 'state', operation: 'article-group' },
        fields: [
          { to: 'name', expression: 'key' },
          { to: 'articles[]', expression: 'items.ItemCode' },
        ],
      },
    },
  ],
  edges: [
    { from: 'articles.out', to: 'group.in' },
    { from: 'group.out', to: 'changed.in' },
    { from: 'changed.out', to: 'send.in' },
  ],
})

let koppel: Koppel
let service: WebService
let shop: Shop
let afas: Afas
beforeAll(async () => {
  service = await WebService.start()
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0', KOPPEL_HTTP_ALLOW: '127.0.0.1' } })
  ;[shop, afas] = await Promise.all([koppel.shop<Shop>('GET', 'state'), koppel.afas<Afas>('GET', 'state')])
  const { body } = await koppel.api<{ items: Connection[] }>('GET', '/api/connections')
  const made = await koppel.api(
    'POST',
    '/api/flows',
    flow(Object.fromEntries(body.items.map(({ id, type }) => [type, id]))),
  )
  expect(made).toMatchObject({ status: 201 })
  expect(await koppel.api('POST', '/api/flows/articles-with-more/publish')).toMatchObject({ status: 200 })
}, 60_000)
afterAll(async () => {
  await koppel?.stop()
  await service?.close()
})

/** By article code: what its record should have got. */
function wanted(): ReadonlyMap<string, object> {
  const variants = shop.products.flatMap(({ title, variants: own }) => own.map((one) => ({ ...one, title })))
  const known = new Map(variants.map((one) => [one.sku.toLowerCase(), one]))
  return new Map(
    afas.articles.flatMap(({ ItCd }) => {
      const variant = known.get(ItCd.toLowerCase())
      if (!variant) return []
      const rows = afas.stock.filter((one) => one.ItCd === ItCd)
      const stock = rows.map(({ warehouse, physical }) => `${warehouse} ${physical}`).toSorted()
      return [[ItCd, { shop: { id: variant.id, price: Number(variant.price) }, stock, title: variant.title }]]
    }),
  )
}

interface Step {
  readonly node: string
  readonly output?: { readonly items: readonly { ItemCode: string; more: Record<string, never> }[] }
}

describe('pieces that belong to no integration', () => {
  it('are not published with a schedule of which nothing comes', async () => {
    const whole = flow({ afas: 'sandbox-afas', shopify: 'sandbox-shopify' })
    const trigger = { type: 'schedule', every: '1h' }
    const nodes = whole.nodes.map((node) => (node.id === 'titles' ? { ...node, config: { trigger } } : node))
    const idle = { code: 'flow.idle-trigger', path: '$.nodes[3].config.trigger', node: 'titles' }
    const { connections: _, ...file } = { ...whole, nodes, id: 'idle' }
    expect((await koppel.api('POST', '/api/flows/validate', file)).body).toMatchObject({ ok: false, problems: [idle] })
    expect((await koppel.api('POST', '/api/flows', { ...whole, nodes, id: 'idle' })).status).toBe(201)
    const answer = await koppel.api('POST', '/api/flows/idle/publish')
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'flow.invalid', errors: [{ path: idle.path, node: idle.node }] },
    })
    await koppel.api('DELETE', '/api/flows/idle')
  })

  it('says which fields a mapping can take before anything has run', async () => {
    const { body } = await koppel.api<{ items: { path: string; type: string }[] }>(
      'GET',
      '/api/flows/articles-with-more/added-fields?node=join',
    )
    const types = Object.fromEntries(body.items.map(({ path, type }) => [path, type]))
    expect(types).toMatchObject({ 'more.stock': 'list', 'more.stock.Physical': 'number', 'more.shop.price': 'number' })
    const behind = await koppel.api<{ items: unknown[] }>('GET', '/api/flows/articles-with-more/added-fields?node=log')
    expect(behind.body.items).toEqual([])
  })

  it('bring what both systems know into one record, in few calls, and nothing again when nothing changed', async () => {
    const all = wanted()
    expect(all.size).toBeGreaterThan(10)
    const run = await koppel.run('articles-with-more')
    expect([run.status, run.problem]).toEqual(['succeeded', undefined])
    expect(run.counts).toMatchObject({ read: afas.articles.length, parked: 0, pending: 0 })
    expect(run.steps['join']?.ports).toMatchObject({ out: all.size })
    const found = new Map<string, object>()
    for (const { id, status } of await koppel.records(run.id)) {
      const { body } = await koppel.api<{ steps: Step[] }>('GET', `/api/records/${id}`)
      const items = body.steps.find(({ node }) => node === 'log')?.output?.items ?? []
      expect([status, items.length > 0]).not.toEqual(['created', false])
      for (const { ItemCode, more } of items) {
        const stock = (more['stock'] as unknown as { Warehouse: string; Physical: number }[])
          .map(({ Warehouse, Physical }) => `${Warehouse} ${Physical}`)
          .toSorted()
        found.set(ItemCode, { ...(more as object), stock })
      }
    }
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(all))

    const [shopCalls, afasCalls] = await Promise.all([
      koppel.shop<Call[]>('GET', 'calls'),
      koppel.afas<Call[]>('GET', 'calls'),
    ])
    expect([...writesOf(shopCalls), ...writesOf(afasCalls)]).toEqual([])
    const pages = Math.ceil(afas.articles.length / 40)
    const of = (calls: readonly Call[], name: string) => calls.filter(({ operation }) => operation === name).length
    expect(of(afasCalls, 'Koppel_Stock')).toBeLessThanOrEqual(3 * pages)
    expect(of(shopCalls, 'productVariants')).toBeLessThanOrEqual(2 * pages + 2)

    const again = await koppel.run('articles-with-more')
    expect(again.counts).toMatchObject({ read: afas.articles.length, skipped: afas.articles.length })
    expect(again.steps['log']?.in ?? 0).toBe(0)
  })

  it('a list is no source of a run', async () => {
    expect(
      await koppel.api('POST', '/api/flows/articles-with-more/runs', { mode: 'dry-run', source: 'titles' }),
    ).toMatchObject({ status: 422 })
  })

  it('sends groups to a web service, each once, with a secret that nobody sees', async () => {
    const connection = await koppel.api<{ id: string }>('POST', '/api/connections', {
      ...{ name: 'Service', type: 'http', config: { baseUrl: service.url }, secrets: { value: SECRET } },
    })
    expect(connection.status).toBe(201)
    const { body } = await koppel.api<{ items: Connection[] }>('GET', '/api/connections')
    const afasId = body.items.find(({ type }) => type === 'afas')?.id ?? ''
    const made = await koppel.api('POST', '/api/flows', sending({ afas: afasId, service: connection.body.id }))
    expect(made.status).toBe(201)
    await koppel.api('POST', '/api/flows/groups-to-service/publish')

    const dry = await koppel.run('groups-to-service', { mode: 'dry-run' })
    expect([dry.status, service.messages]).toEqual(['succeeded', []])
    const run = await koppel.run('groups-to-service')
    expect([run.status, run.problem]).toEqual(['succeeded', undefined])
    const rows = await koppel.afas<Afas>('GET', 'state')
    const groups = new Set(rows.articles.map(({ ItCd }) => ItCd.split('-')[0]))
    const sent = service.messages.map(({ path }) => path.replace('/groups/', ''))
    expect(sent.toSorted()).toEqual([...groups].toSorted())
    expect(service.calls.every(({ headers }) => headers.authorization === SECRET)).toBe(true)

    const again = await koppel.run('groups-to-service')
    expect([again.counts.skipped, service.messages.length]).toEqual([again.counts.read, sent.length])
    const [record] = await koppel.records(run.id)
    const trace = await koppel.api('GET', `/api/records/${record?.id}`)
    expect(JSON.stringify([trace.body, await koppel.api('GET', '/api/connections')]) + koppel.output()).not.toContain(
      'a-secret-of',
    )
  })
})
