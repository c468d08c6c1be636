import { expect, test } from 'vitest'
import { ProblemError } from '../../sdk/problem.ts'
import { encodedToken, oauthAuthoriser, type RequestToken } from './auth.ts'

const HEX = 'A1'.repeat(32)
const XML = `<token><version>1</version><data>${HEX}</data></token>`
const BASE64 = Buffer.from(XML).toString('base64')

test.each([
  ['the code alone', HEX],
  ['the XML', ` ${XML}\n`],
  ['base64 of it', BASE64],
  ['a header', `AfasToken ${BASE64}`],
])('a token is taken as %s', (_, given) => {
  expect(encodedToken(given)).toBe(BASE64)
})

test.each(['', 'secret', 'AAAA'])('%j is not taken for a token', (given) => {
  expect(() => encodedToken(given)).toThrow(ProblemError)
})

test('an access token serves until a minute before its end, and one request at a time fetches it', async () => {
  let now = 0
  let asked = 0
  const request: RequestToken = async (form) => {
    expect(form).toBe('grant_type=client_credentials&client_id=me&client_secret=s%2Fs')
    asked++
    return { status: 200, text: JSON.stringify({ access_token: `t${asked}`, expires_in: 3600 }) }
  }
  const auth = oauthAuthoriser({ clientId: 'me', clientSecret: 's/s' }, request, () => now)
  expect(await Promise.all([auth.header(), auth.header()])).toEqual(['Bearer t1', 'Bearer t1'])
  now = 3_539_000
  expect(await auth.header()).toBe('Bearer t1')
  now = 3_540_000
  expect(await auth.header()).toBe('Bearer t2')
  expect(auth.renew('Bearer t1')).toBe(true)
  expect(await auth.header()).toBe('Bearer t2')
  auth.renew('Bearer t2')
  expect(await auth.header()).toBe('Bearer t3')
})

test('a refused client says what to check and stops the run', async () => {
  const auth = oauthAuthoriser(
    { clientId: 'me', clientSecret: 'no' },
    async () => ({ status: 401, text: '' }),
    () => 0,
  )
  await expect(auth.header()).rejects.toMatchObject({ problem: { code: 'afas.unauthorised', scope: 'system' } })
})
