import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startKoppel, type AfasState, type Koppel, type RunView, type ShopState } from '../testing/koppel.ts'
import { differences, expectedOf } from './oracle.ts'

/** Bad input and systems that misbehave: a clear problem in the right place, and the rest goes through. */

const FLOW = 'orders-to-afas'
const SEED = { seed: 3, orders: 24, products: 40, customers: 12, bucket: { size: 100_000, restore: 100_000 } }
type Rows = { fields: { to: string; expression: string }[] }
type FlowAnswer = Record<string, unknown> & { revision: number; nodes: { id: string; type: string; config: Rows }[] }

let koppel: Koppel
beforeAll(async () => {
  koppel = await startKoppel({ env: { KOPPEL_DEMO: '0' } })
})
afterAll(() => koppel.stop())

let count = 0
let flow = ''
/** Each test has both systems as new and a flow of its own. */
beforeEach(async () => {
  for (const reset of [koppel.shop, koppel.afas]) {
    await reset('POST', 'reset', SEED)
    await reset('POST', 'faults', { rules: [] })
  }
  flow = await install({ afas: 'sandbox-afas', shopify: 'sandbox-shopify' })
})

async function install(connections: Record<string, string>): Promise<string> {
  count += 1
  const id = `${FLOW}-${count}`
  const { status, body } = await koppel.api('POST', `/api/templates/${FLOW}/install`, { connections, id })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return id
}

const states = async (): Promise<[ShopState, AfasState]> =>
  Promise.all([koppel.shop<ShopState>('GET', 'state'), koppel.afas<AfasState>('GET', 'state')])

async function expectAllWell(): Promise<void> {
  const [shop, afas] = await states()
  expect(differences(shop, afas)).toEqual([])
}

async function changeRow(to: string, expression: string): Promise<void> {
  const { body } = await koppel.api<FlowAnswer>('GET', `/api/flows/${flow}`)
  const { revision, enabled: _e, publishedVersion: _p, hooks: _h, ...file } = body
  const fields = file.nodes.find((node) => node.type === 'core.map')?.config.fields ?? []
  file.nodes = file.nodes.map((node) =>
    node.type === 'core.map'
      ? { ...node, config: { ...node.config, fields: [...fields.filter((row) => row.to !== to), { to, expression }] } }
      : node,
  )
  const saved = await koppel.api('PUT', `/api/flows/${flow}`, file, { 'if-match': `"${revision}"` })
  expect(saved.status).toBe(200)
  expect((await koppel.api('POST', `/api/flows/${flow}/publish`)).status).toBe(200)
}

async function writable(): Promise<number> {
  const [shop, afas] = await states()
  return shop.orders.filter((order) => expectedOf(order, afas).fate === 'written').length
}

describe('a flow file', () => {
  it('that is broken is refused with every problem and its place', async () => {
    const broken = {
      format: 'koppel.flow/1',
      id: 'broken',
      name: 'Broken',
      nodes: [
        { id: 'a', type: 'core.filter', version: 1, config: { expression: 'true' } },
        { id: 'a', type: 'core.filter', version: 1, config: {} },
      ],
      edges: [{ from: 'a.out', to: 'nobody.in' }],
    }
    const { status, body } = await koppel.api<{ code: string; errors: { path: string; message: string }[] }>(
      'POST',
      '/api/flows',
      broken,
    )
    expect(status).toBe(422)
    expect(body.code).toBe('flow.invalid')
    expect(body.errors.length).toBeGreaterThanOrEqual(2)
    for (const error of body.errors) {
      expect(error.path).toMatch(/^\$/)
      expect(error.message.length).toBeGreaterThan(10)
    }
  })
})

describe('an expression', () => {
  it('with a syntax error parks with its place, and nothing is written half', async () => {
    await changeRow('FbSales.Element.Fields.Re', '"unfinished')
    const run = await koppel.run(flow)
    const records = await koppel.records(run.id, '&status=parked')
    expect(records.map((record) => record.problem?.code)).toContain('expression.syntax')
    const [, afas] = await states()
    expect(afas.documents['FbSales']).toEqual([])
  })

  it('that never ends is stopped, and only its record is parked', async () => {
    const target = (await states())[0].orders.find((order) => order.displayFinancialStatus === 'PAID' && order.email)
    const loop = `name = "${target?.name}" ? ($f := function($n) { $f($n + 1) }; $f(0)) : "fine"`
    await changeRow('FbSales.Element.Fields.Re', loop)
    const expected = await writable()
    const run = await koppel.run(flow)
    const stuck = (await koppel.records(run.id, '&status=parked')).filter((record) => record.key === target?.name)
    expect(stuck[0]?.problem?.code).toMatch(/^expression\.(timeout|limit)$/)
    const [, afas] = await states()
    expect(afas.documents['FbSales']?.length).toBe(expected - 1)
  })
})

describe('AFAS', () => {
  const fault = (rules: object[]): Promise<unknown> => koppel.afas('POST', 'faults', { rules })

  it('that refuses the token stops the run and says so; nothing is parked', async () => {
    const { body: made } = await koppel
      .afas<{ body?: never; config: object }>('GET', 'credentials')
      .then(async (given) =>
        koppel.api<{ id: string }>('POST', '/api/connections', {
          name: 'AFAS with a wrong token',
          type: 'afas',
          config: given.config,
          secrets: { token: `<token><version>1</version><data>${'A'.repeat(64)}</data></token>` },
        }),
      )
    flow = await install({ afas: made.id, shopify: 'sandbox-shopify' })
    const run = await koppel.run(flow)
    expect(run.status).toBe('failed')
    expect(run.problem?.code).toBe('afas.unauthorised')
    expect(run.problem?.advice?.length).toBeGreaterThan(10)
    expect(run.counts.parked).toBe(0)
  })

  it('that refuses one order (500 with a message) parks that one', async () => {
    // A reference longer than AFAS takes: its own validation refuses it.
    const [shop] = await states()
    const target = shop.orders.find((order) => order.displayFinancialStatus === 'PAID' && order.email)?.name
    await changeRow('FbSales.Element.Fields.CuId', `name = "${target}" ? "NOPE" : currencyCode`)
    const expected = await writable()
    const run = await koppel.run(flow)
    const refused = (await koppel.records(run.id, '&status=parked')).find((record) => record.key === target)
    expect(refused?.problem?.code).toBe('afas.rejected')
    const [, afas] = await states()
    expect(afas.documents['FbSales']?.length).toBe(expected - 1)
  })

  it('that answers 500 after it has done the work does not get it twice', async () => {
    await fault([{ match: { operation: 'FbSales', method: 'POST' }, kind: 'after-effect', rate: 0.3, status: 500 }])
    const run = await koppel.run(flow, { mode: 'live' }, 120_000)
    expect(['partial', 'succeeded']).toContain(run.status)
    await fault([])
    await expectAllWell()
  })

  it('that answers 503 for a while is asked again', async () => {
    await fault([{ match: {}, kind: 'status', rate: 1, status: 503, times: 3 }])
    const run = await koppel.run(flow, { mode: 'live' }, 120_000)
    expect(['partial', 'succeeded']).toContain(run.status)
    await expectAllWell()
  })

  it('that cuts some calls and delays others loses and doubles nothing', async () => {
    await fault([
      { match: { method: 'POST' }, kind: 'drop', rate: 0.15, times: 6 },
      { match: { method: 'GET' }, kind: 'drop', rate: 0.1, times: 6 },
      { match: { operation: 'FbSales' }, kind: 'delay', rate: 0.2, ms: 300 },
    ])
    const run = await koppel.run(flow, { mode: 'live' }, 120_000)
    await fault([])
    const stuck = (await koppel.records(run.id, '&status=parked')).filter(
      (record) => record.problem?.code === 'engine.ambiguous',
    )
    if (stuck.length > 0) {
      const { body } = await koppel.api<{ run: string }>('POST', '/api/records/retry', {
        ids: stuck.map((one) => one.id),
      })
      await koppel.runEnd(body.run)
    }
    await expectAllWell()
  })

  it('that does not answer at all stops the run, keeps the watermark, and the next run brings everything', async () => {
    await fault([{ match: {}, kind: 'drop', rate: 1 }])
    const run = await koppel.run(flow, { mode: 'live' }, 180_000)
    expect(run.status).toBe('failed')
    expect(run.problem?.code).toBe('afas.unavailable')
    await fault([])
    await koppel.run(flow, { mode: 'live' }, 60_000)
    await expectAllWell()
  })
})

describe('Shopify', () => {
  it('with a scope missing stops the run and names the scope', async () => {
    const given = await koppel.shop<{ config: object; secrets: Record<string, string> }>('GET', 'credentials')
    const { accessToken } = await koppel.shop<{ accessToken: string }>('POST', 'tokens', { scopes: ['read_products'] })
    const { body: made } = await koppel.api<{ id: string }>('POST', '/api/connections', {
      name: 'Shop without orders',
      type: 'shopify',
      config: given.config,
      secrets: { ...given.secrets, accessToken },
    })
    flow = await install({ afas: 'sandbox-afas', shopify: made.id })
    const run = await koppel.run(flow)
    expect(run.status).toBe('failed')
    expect(run.problem?.code).toBe('shopify.missing-scope')
    expect(run.problem?.message).toContain('read_orders')
  })

  it('that throttles is waited for', async () => {
    await koppel.shop('POST', 'faults', { rules: [{ match: {}, kind: 'throttle', rate: 0.3, times: 5 }] })
    const run: RunView = await koppel.run(flow, { mode: 'live' }, 120_000)
    expect(['partial', 'succeeded']).toContain(run.status)
    await koppel.shop('POST', 'faults', { rules: [] })
    await expectAllWell()
  })
})

it('a run that is cancelled half-way is finished by the next one, tags included', async () => {
  const { body } = await koppel.api<{ id: string }>('POST', `/api/flows/${flow}/runs`, { mode: 'live' })
  const written = async (): Promise<number> =>
    (await koppel.afas<AfasState>('GET', 'state')).documents['FbSales']?.length ?? 0
  for (let i = 0; i < 200 && (await written()) < 3; i += 1) await delay(20)
  expect((await koppel.api('POST', `/api/runs/${body.id}/cancel`)).status).toBe(202)
  const run = await koppel.runEnd(body.id)
  const { read, ...rest } = run.counts
  expect(Object.values(rest).reduce((a, b) => a + b)).toBe(read)
  await koppel.run(flow, { mode: 'live' }, 60_000)
  await expectAllWell()
  const [shop, afas] = await states()
  const names = new Set(afas.documents['FbSales']?.map((document) => document.fields['RfCs']))
  const untagged = shop.orders.filter(
    (order) => names.has(order.name) && !order.tags.some((tag) => tag.startsWith('afas:')),
  )
  expect(untagged.map((order) => order.name)).toEqual([])
})

it('a dry run sends nothing and says what would happen', async () => {
  const before = await states()
  const run = await koppel.run(flow, { mode: 'dry-run' })
  expect(run.counts.created).toBe(await writable())
  const after = await states()
  expect(after[1].documents).toEqual(before[1].documents)
  expect(after[1].debtors.length).toBe(before[1].debtors.length)
  const records = await koppel.records(run.id, '&status=created')
  const { body } = await koppel.api<{ effects: { operation: string; action: string; diff?: unknown[] }[] }>(
    'GET',
    `/api/records/${records[0]?.id}`,
  )
  expect(body.effects.find((effect) => effect.operation === 'order')).toMatchObject({ action: 'create' })
})
