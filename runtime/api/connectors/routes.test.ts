import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectors } from '../../../nodes/index.ts'
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
