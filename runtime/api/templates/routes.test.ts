import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { templates } from '../../../flows/templates/index.ts'
import { ADMIN, testApp, type TestApp } from '../../testing/test-app.ts'

let koppel: TestApp
const connections = { afas: 'books', shopify: 'shop' }

beforeAll(async () => {
  koppel = await testApp()
  const at = { revision: 1, sandbox: false, createdAt: 0, updatedAt: 0, config: {}, secrets: {} }
  koppel.services.store.connections.add({ id: 'books', name: 'Books', type: 'afas', ...at })
  koppel.services.store.connections.add({ id: 'shop', name: 'Shop', type: 'shopify', ...at })
})
afterAll(() => koppel.close())

async function call(method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await koppel.app.inject({ method, url, headers: ADMIN, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}
const install = (body: object) => call('POST', '/api/templates/orders-to-afas/install', body)

describe('templates', () => {
  it('are listed with what they need', async () => {
    const { body } = await call('GET', '/api/templates')
    const items = body['items'] as { id: string; slots: object[] }[]
    expect(items).toHaveLength(templates().length)
    const orders = items.find((one) => one.id === 'orders-to-afas')
    expect(orders?.slots).toEqual(
      expect.arrayContaining([
        { slot: 'afas', type: 'afas' },
        { slot: 'shopify', type: 'shopify' },
      ]),
    )
    const { nodes } = orders as unknown as { nodes: { type: string; trigger?: { type: string } }[] }
    const triggers = nodes.filter((one) => one.type === 'shopify.orders').map((one) => one.trigger?.type)
    expect(triggers.toSorted()).toEqual(['schedule', 'webhook'])
  })

  it('become a flow, published as version 1, with settings and value maps filled in', async () => {
    const { status, body } = await install({
      connections,
      settings: { statuses: ['PAID', 'PENDING'] },
      valueMaps: { paymentMethods: { rows: [['ideal', 'XX']], otherwise: 'YY' } },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      id: 'orders-to-afas',
      publishedVersion: 1,
      enabled: false,
      connections,
      settings: { values: { statuses: ['PAID', 'PENDING'] } },
      valueMaps: { paymentMethods: { rows: [['ideal', 'XX']], otherwise: 'YY' } },
    })
    expect((await install({ connections })).body).toMatchObject({ status: 409, code: 'flow.id-taken' })
    expect((await install({ connections, id: 'second', name: 'Second' })).body).toMatchObject({
      id: 'second',
      name: 'Second',
    })
  })

  it('are refused with every fault at its place', async () => {
    const { status, body } = await install({
      connections: { afas: 'shop', other: 'books' },
      settings: { statuses: 'PAID', colour: 'red' },
      valueMaps: { colours: { rows: [] } },
    })
    expect([status, body['code']]).toEqual([422, 'template.invalid'])
    expect((body['errors'] as { path: string }[]).map((one) => one.path)).toEqual(
      expect.arrayContaining([
        '$.connections.other',
        '$.connections.afas',
        '$.connections.shopify',
        '$.settings.statuses',
        '$.settings.colour',
        '$.valueMaps.colours',
      ]),
    )
    expect((await call('POST', '/api/templates/none/install', {})).status).toBe(404)
  })

  it('leave nothing behind when enabling fails', async () => {
    // The shop's connection has no credentials, so its subscription cannot be made.
    const { status } = await install({ connections, id: 'half', enable: true })
    expect(status).toBeGreaterThanOrEqual(400)
    expect((await call('GET', '/api/flows/half')).status).toBe(404)
  })
})
