import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN, testApp, type TestApp } from './testing/test-app.ts'

let koppel: TestApp
const routes: { method: string; url: string }[] = []

beforeAll(async () => {
  koppel = await testApp()
  for (const line of koppel.app.printRoutes({ commonPrefix: false, includeHooks: false }).split('\n')) {
    void line
  }
})
afterAll(() => koppel.close())

describe('the door', () => {
  it('answers health', async () => {
    const answer = await koppel.app.inject({ method: 'GET', url: '/health' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ status: 'ok', version: '0.0.0-test' })
  })
  it('list', async () => {
    const answer = await koppel.app.inject({ method: 'GET', url: '/api/flows', headers: ADMIN })
    expect(answer.json()).toEqual({ items: [] })
    expect((await koppel.app.inject({ method: 'GET', url: '/api/flows' })).statusCode).toBe(401)
    expect((await koppel.app.inject({ method: 'GET', url: '/api/nothing' })).statusCode).toBe(401)
    expect((await koppel.app.inject({ method: 'GET', url: '/api/nothing', headers: ADMIN })).statusCode).toBe(404)
    expect((await koppel.app.inject({ method: 'GET', url: '/' })).statusCode).toBe(200)
    expect(routes).toEqual([])
  })
})
