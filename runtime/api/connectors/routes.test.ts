import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectors } from '../../../nodes/index.ts'
import type { GuideTable } from '../../../nodes/sdk/guide.ts'
import { ADMIN, testApp, type TestApp } from '../../testing/test-app.ts'

let koppel: TestApp
beforeAll(async () => {
  koppel = await testApp()
})
afterAll(() => koppel.close())

interface Item {
  readonly type: string
  readonly config: { readonly properties: object }
  readonly secrets: { readonly properties: object }
}

it('lists every connector that is registered, with the schemas its forms are made of', async () => {
  const answer = await koppel.app.inject({ url: '/api/connectors', headers: ADMIN })
  expect(answer.statusCode).toBe(200)
  const { items } = answer.json<{ items: readonly Item[] }>()
  expect(items.map((one) => one.type).toSorted()).toEqual(connectors.map((one) => one.type).toSorted())
  const afas = items.find((one) => one.type === 'afas')
  expect(afas).toMatchObject({
    title: 'AFAS Profit',
    icon: 'building-bank',
    config: { properties: { participant: { type: 'string', pattern: '^[0-9]{5}$' } } },
    secrets: { properties: { token: { type: 'string' } } },
  })
})

it('is for those who are signed in', async () => {
  expect((await koppel.app.inject('/api/connectors')).statusCode).toBe(401)
})

it('gives what people make ready in AFAS, field by field', async () => {
  const answer = await koppel.app.inject({ url: '/api/connectors/afas/guide', headers: ADMIN })
  const { items } = answer.json<{ items: readonly GuideTable[] }>()
  expect(items).toEqual(koppel.services.registry.connectorByType('afas')?.guide?.())
  expect(items.find(({ name }) => name === 'Koppel_Debtors')?.fields).toContainEqual(
    expect.objectContaining({ id: 'Email', kind: 'text', needed: true, instead: 'Profit_Debtor.Email' }),
  )
  const none = await koppel.app.inject({ url: '/api/connectors/shopify/guide', headers: ADMIN })
  expect(none.json()).toEqual({ items: [] })
  expect((await koppel.app.inject({ url: '/api/connectors/nothing/guide', headers: ADMIN })).statusCode).toBe(404)
})
