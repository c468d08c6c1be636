import { expect, it } from 'vitest'
import { failureOf, faultOf } from './faults.ts'

const call = { name: 'FbSales', method: 'POST' } as Parameters<typeof faultOf>[0]
const answer = (status: number, text = '', retryAfter?: string) =>
  ({ status, text, retryAfter }) as Parameters<typeof faultOf>[1]
const failure = (code: string) => failureOf(call, Object.assign(new Error(code), { code }), 30)

it.each([
  ['a 500 without a reason', faultOf(call, answer(500))],
  ['a short 503', faultOf(call, answer(503, '', '1'))],
  ['no answer in time', failure('UND_ERR_HEADERS_TIMEOUT')],
  ['a broken line', failure('ECONNRESET')],
])('%s is no record’s own matter: many in a row count as AFAS being down', (_, { problem }) => {
  expect(problem).toMatchObject({ code: 'afas.unavailable', retry: 'later' })
  expect(problem.scope).toBeUndefined()
})

it.each([
  ['a refused connection', failure('ECONNREFUSED')],
  ['maintenance', faultOf(call, answer(503, '', '7200'))],
])('%s stops the run at once', (_, { problem }) => {
  expect(problem).toMatchObject({ code: 'afas.unavailable', retry: 'later', scope: 'system' })
})
