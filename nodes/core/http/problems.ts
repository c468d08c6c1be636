import { ProblemError, type Problem } from '../../sdk/problem.ts'

/** A call as problems name it: without its query, which may hold more than is anyone's business. */
export interface Call {
  readonly method: string
  readonly address: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** Where the answer came from, after redirects. */
  readonly url: string
}

/** Never reached the server, so certainly nothing was done. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])
const EXCERPT = 400

const READS = new Set(['GET', 'HEAD'])

export function unsureEffect({ method }: Call): 'none' | 'unknown' {
  return READS.has(method) ? 'none' : 'unknown'
}

export function httpProblem(problem: Omit<Problem, 'code'> & { readonly code: `http.${string}` }): ProblemError {
  return new ProblemError(problem)
}

/** Something in the settings that no record can help. */
export function wrongSetup(code: `http.${string}`, message: string, advice: string): ProblemError {
  return httpProblem({ code, message, advice, retry: 'after-fix', scope: 'system', effect: 'none' })
}

export function blocked(host: string): ProblemError {
  return wrongSetup(
    'http.blocked-address',
    `${host} leads to an address inside this network, which flows may not call.`,
    'Use a public address. If it is meant, the operator of this installation adds it to KOPPEL_HTTP_ALLOW.',
  )
}

/** The problem in an answer that is not a success. */
export function refusalOf(call: Call, answer: Answer): ProblemError {
  const { status } = answer
  const details = { method: call.method, address: call.address, status }
  const said = answer.text.trim() === '' ? '' : ` It said: ${answer.text.trim().slice(0, EXCERPT)}`
  const base = { details, effect: 'none' } as const
  if (status === 401 || status === 403) {
    const message = `${call.address} refused access (${status}).${said}`
    const advice = 'Check the secret of the connection, and what it gives access to.'
    return httpProblem({ ...base, code: 'http.unauthorised', message, advice, retry: 'after-fix', scope: 'system' })
  }
  if (status === 429 || status >= 500) {
    const wait = retryAfterMs(answer)
    return httpProblem({
      details,
      code: 'http.unavailable',
      message: `${call.address} ${status === 429 ? 'asks to slow down' : 'is not available'} (${status}).${said}`,
      advice: 'Koppel tries again by itself.',
      retry: 'later',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      effect: status === 429 ? 'none' : unsureEffect(call),
    })
  }
  if (status === 404) {
    const message = `${call.address} does not exist (404).${said}`
    return httpProblem({ ...base, code: 'http.not-found', message, advice: 'Check the address.', retry: 'after-fix' })
  }
  const message = `${call.address} refused it (${status}).${said}`
  const advice = 'Correct the record or the mapping, then run it again.'
  return httpProblem({ ...base, code: 'http.rejected', message, advice, retry: 'after-fix' })
}

/** The problem in a call that got no answer. */
export function silenceOf(call: Call, error: unknown, seconds: number): ProblemError {
  const code = codeOf(error)
  if (code === 'BLOCKED_ADDRESS') return blocked(new URL(call.address).hostname)
  const sent = !NOT_SENT.has(code)
  const late = code === 'TimeoutError'
  const why = !sent ? `cannot be reached (${code})` : late ? `gave no answer within ${seconds} seconds` : 'broke off'
  return httpProblem({
    code: 'http.unavailable',
    message: `${call.address} ${why}.`,
    advice: sent ? 'Koppel tries again by itself.' : 'Check the address and the network. Koppel tries again by itself.',
    retry: 'later',
    effect: sent ? unsureEffect(call) : 'none',
    details: { method: call.method, address: call.address, cause: code },
  })
}

export function tooLarge(call: Call, bytes: number): ProblemError {
  return httpProblem({
    code: 'http.too-large',
    message: `${call.address} answered with more than ${Math.round(bytes / 1e6)} MB.`,
    advice: 'Ask for smaller pages, or raise the largest answer in the connection.',
    retry: 'after-fix',
    effect: unsureEffect(call),
  })
}

function retryAfterMs(answer: Answer): number | undefined {
  const given = answer.headers['retry-after']
  const text = Array.isArray(given) ? given[0] : given
  if (text === undefined) return undefined
  const seconds = Number(text)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now()
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code, errors } = error as { code?: unknown; errors?: unknown }
  if (typeof code === 'string') return code
  const first: unknown = Array.isArray(errors) ? errors[0] : error.cause
  return first instanceof Error ? codeOf(first) : error.name
}
