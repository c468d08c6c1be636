import { afterEach, describe, expect, it } from 'vitest'
import type { AppDeps } from '../deps.ts'
import { testApp, type TestApp } from '../../testing/test-app.ts'

let koppel: TestApp
afterEach(() => koppel.close())

async function health(change: Partial<AppDeps>) {
  koppel = await testApp(change)
  const answer = await koppel.app.inject('/health')
  return { status: answer.statusCode, body: answer.json<unknown>() }
}

describe('health', () => {
  it('is good when everything is ready', async () => {
    expect(await health({})).toEqual({ status: 200, body: { status: 'ok', version: '0.0.0-test' } })
  })

  it('says what is not ready', async () => {
    const sandbox = { afasUrl: '', shopifyUrl: '', killRunner: () => undefined, ready: () => false }
    const runnerState = () => ({ ready: false, reason: 'The runner is starting.' })
    expect(await health({ sandbox, runnerState })).toEqual({
      status: 503,
      body: {
        status: 'unavailable',
        version: '0.0.0-test',
        reasons: ['The runner is starting.', 'the sandboxes are starting'],
      },
    })
  })
})
