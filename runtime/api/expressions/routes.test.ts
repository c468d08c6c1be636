import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN, testApp, type TestApp } from '../../testing/test-app.ts'

let koppel: TestApp
beforeAll(async () => {
  koppel = await testApp()
})
afterAll(() => koppel.close())

async function evaluate(payload: object) {
  const answer = await koppel.app.inject({ method: 'POST', url: '/api/expressions/evaluate', payload, headers: ADMIN })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

describe('a preview', () => {
  it('answers what a run would give, with settings and value maps', async () => {
    expect((await evaluate({ expression: 'a + 1', input: { a: 1 } })).body).toEqual({ output: 2 })
    expect((await evaluate({ expression: '$settings.x', input: null, settings: { x: 7 } })).body).toEqual({ output: 7 })
    expect((await evaluate({ expression: 'nothing', input: {} })).body).toEqual({ output: null })
    const valueMaps = { pay: { rows: [['ideal', 'ID']] } }
    expect((await evaluate({ expression: '$mapValue("pay", g)', input: { g: 'ideal' }, valueMaps })).body).toEqual({
      output: 'ID',
    })
    expect((await evaluate({ expression: '$record.key', input: {}, record: { key: '#1' } })).body).toEqual({
      output: '#1',
    })
  })

  it('says where an expression is wrong', async () => {
    const { status, body } = await evaluate({ expression: 'a + (', input: {} })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'expression.syntax', details: { position: expect.any(Number) as number } })
  })

  it('ends one that never would', async () => {
    const { status, body } = await evaluate({ expression: '($f := function($x) { $f($x + 1) }; $f(0))', input: {} })
    expect(status).toBe(422)
    expect(body['code']).toMatch(/^expression\.(timeout|limit)$/)
  })

  it('shows what each row gives, also beside one that fails', async () => {
    const { status, body } = await evaluate({
      rows: [
        { to: 'A.name', expression: 'name' },
        { to: 'A.bad', expression: '1 + "x"' },
      ],
      input: { name: '#1001' },
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      rows: [
        { to: 'A.name', value: '#1001' },
        { to: 'A.bad', problem: { code: expect.any(String) as string } },
      ],
    })
  })

  it('takes one kind of program', async () => {
    expect((await evaluate({ input: {} })).status).toBe(400)
    expect((await evaluate({ expression: 'a', rows: [], input: {} })).status).toBe(400)
  })

  it('knows the functions for completion', async () => {
    const answer = await koppel.app.inject({ url: '/api/functions', headers: ADMIN })
    const names = answer.json<{ items: { name: string }[] }>().items.map((one) => one.name)
    expect(names).toEqual(expect.arrayContaining(['mapValue', 'cents', 'splitAddress']))
  })
})
