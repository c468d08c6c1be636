import { ProblemError } from '../../sdk/problem.ts'

export interface Credentials {
  readonly token?: string
  readonly clientId?: string
  readonly clientSecret?: string
}

/** Gives the Authorization header; `renew` after a 401 answers whether another try makes sense. */
export interface Authoriser {
  header(): Promise<string>
  renew(refused: string): boolean
}

export type RequestToken = (form: string) => Promise<{ status: number; text: string }>

/**
 * The header of an app connector token. AFAS shows the token as XML once; people paste that, only the 64 characters in
 * it, or what a colleague had encoded already.
 */
export function tokenAuthoriser(token: string | undefined): Authoriser {
  const header = `AfasToken ${encodedToken(token ?? '')}`
  return { header: async () => header, renew: () => false }
}

export function encodedToken(given: string): string {
  const token = given.trim().replace(/^AfasToken\s+/i, '')
  if (/^[0-9a-f]{64}$/i.test(token)) return base64(`<token><version>1</version><data>${token}</data></token>`)
  if (/^<token>[\s\S]*<\/token>$/i.test(token)) return base64(token)
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(token) && /<token>/i.test(Buffer.from(token, 'base64').toString('utf8')))
    return token
  throw unauthorised(
    token === '' ? 'No AFAS token is filled in.' : 'What is filled in as AFAS token is not one.',
    'Paste the whole token as AFAS showed it, from <token> to </token>.',
  )
}

/** Client credentials: a token for an hour, renewed a minute before its end, one request at a time. */
export function oauthAuthoriser(credentials: Credentials, request: RequestToken, now: () => number): Authoriser {
  if (!credentials.clientId || !credentials.clientSecret) {
    throw unauthorised('The client id or the client secret is missing.', 'Copy both from the app connector in AFAS.')
  }
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  }).toString()
  let current: { header: string; until: number } | undefined
  let pending: Promise<string> | undefined
  // Not tied to one caller's abort: others may be waiting for the same token.
  const fetchToken = async (): Promise<string> => {
    const { token, seconds } = tokenOf(await request(form))
    current = { header: `Bearer ${token}`, until: now() + Math.max(seconds - 60, seconds / 2) * 1000 }
    return current.header
  }
  return {
    async header() {
      if (current && now() < current.until) return current.header
      pending ??= fetchToken().finally(() => (pending = undefined))
      return pending
    },
    renew(refused) {
      if (current?.header === refused) current = undefined
      return true
    },
  }
}

function tokenOf(answer: { status: number; text: string }): { token: string; seconds: number } {
  const body = jsonOf(answer.text)
  if (answer.status === 200 && typeof body['access_token'] === 'string') {
    return { token: body['access_token'], seconds: Number(body['expires_in']) || 3600 }
  }
  throw unauthorised(
    `AFAS gave no access token (${answer.status}).`,
    'Check the client id and the client secret, and that they belong to this environment.',
  )
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

function unauthorised(message: string, advice: string): ProblemError {
  return new ProblemError({ code: 'afas.unauthorised', message, advice, retry: 'after-fix', scope: 'system' })
}
