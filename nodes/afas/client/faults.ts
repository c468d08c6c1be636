import { ProblemError, type Problem } from '../../sdk/problem.ts'

/** What a call was, for the words and for what its failure can have done. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `Koppel_Orders`, `FbSales`, `metainfo`: how people know what was asked. */
  readonly name: string
}

export interface Answer {
  readonly status: number
  readonly text: string
  readonly retryAfter: string | undefined
}

/** Longer than this a target is not slow but closed: going on with other records is of no use. */
const MAINTENANCE_MS = 60_000
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

/** The problem in an answer that is not a success. A 500 with `externalMessage` is AFAS saying no; any other is a fault. */
export function faultOf(call: Call, answer: Answer): ProblemError {
  const { status } = answer
  const body = bodyOf(answer.text)
  if (typeof body['externalMessage'] === 'string') return rejected(call, body)
  if (status === 401) return unauthorised(call, 401, 'Check the token, and that it belongs to this environment.')
  if (status === 403) return unauthorised(call, 403, 'Check the IP restrictions of the app connector in AFAS.')
  if (status === 404)
    return asked(call, 'afas.not-found', 'AFAS does not know what was asked (404)', 'Check the name of the connector.')
  if (status === 413)
    return asked(call, 'afas.too-large', 'The document is too large for AFAS (413)', 'Split it or send less at once.')
  if (status === 429) return busy(call, answer, 'AFAS asks to slow down (429)', 'none')
  if (status >= 500) return busy(call, answer, `AFAS is not available (${status})`, effectOf(call))
  const text = typeof body['message'] === 'string' ? `: ${body['message']}` : ''
  return asked(
    call,
    'afas.bad-request',
    `AFAS did not understand the request (${status})${text}`,
    'Report this: the request is Koppel’s.',
  )
}

/** The problem in a call that got no answer. */
export function failureOf(call: Call, error: unknown, seconds: number): ProblemError {
  const code = codeOf(error)
  const sent = !NOT_SENT.has(code)
  const timeout = code.endsWith('TIMEOUT') || code === 'TimeoutError' || code === 'ABORT_ERR'
  const message = !sent
    ? `AFAS cannot be reached (${code}).`
    : timeout
      ? `AFAS gave no answer within ${seconds} seconds.`
      : 'The connection with AFAS broke off.'
  const problem: Problem = {
    code: 'afas.unavailable',
    message: `${call.name}: ${message}`,
    advice: sent ? 'Koppel tries again by itself.' : 'Check the address and the network. Koppel tries again by itself.',
    retry: 'later',
    effect: sent ? effectOf(call) : 'none',
    // Of many in a row that got no answer the engine makes a system that is down.
    ...(sent ? {} : { scope: 'system' as const }),
    details: { connector: call.name, method: call.method, cause: code },
  }
  return new ProblemError(problem, { cause: error })
}

function effectOf(call: Call): 'none' | 'unknown' {
  return call.method === 'GET' ? 'none' : 'unknown'
}

function rejected(call: Call, body: Record<string, unknown>): ProblemError {
  const text = String(body['externalMessage'])
    .replace(/^General message:\s*/i, '')
    .trim()
  const logged = body['profitLogReference']
  return new ProblemError({
    code: 'afas.rejected',
    message: text === '' ? `${call.name}: AFAS refused this without saying why.` : text,
    advice:
      'AFAS refused this. Correct the record, a value map or the mapping, then retry.' +
      (typeof logged === 'string' ? ` The administrator finds it in AFAS under log reference ${logged}.` : ''),
    retry: 'after-fix',
    effect: 'none',
    details: { connector: call.name, method: call.method, ...body },
  })
}

function unauthorised(call: Call, status: number, advice: string): ProblemError {
  return new ProblemError({
    code: 'afas.unauthorised',
    message: `AFAS refused access to ${call.name} (${status}).`,
    advice,
    retry: 'after-fix',
    scope: 'system',
    effect: 'none',
    details: { connector: call.name, status },
  })
}

/** The connector is not in the app connector of the token: told apart from a wrong token by asking the metainfo. */
export function notInAppConnector(call: Call): ProblemError {
  return new ProblemError({
    code: 'afas.connector-missing',
    message: `The app connector in AFAS gives no access to ${call.name}.`,
    advice: `Add ${call.name} to the app connector in AFAS, then retry.`,
    retry: 'after-fix',
    scope: 'system',
    effect: 'none',
    details: { connector: call.name },
  })
}

function asked(call: Call, code: `afas.${string}`, message: string, advice: string): ProblemError {
  const details = { connector: call.name, method: call.method }
  return new ProblemError({
    code,
    message: `${message}: ${call.name}.`,
    advice,
    retry: 'after-fix',
    effect: 'none',
    details,
  })
}

function busy(call: Call, answer: Answer, message: string, effect: 'none' | 'unknown'): ProblemError {
  const wait = retryAfterMs(answer)
  return new ProblemError({
    code: 'afas.unavailable',
    message: `${call.name}: ${message}.`,
    advice: 'Koppel tries again by itself.',
    retry: 'later',
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    effect,
    ...(wait !== undefined && wait > MAINTENANCE_MS ? { scope: 'system' as const } : {}),
    details: { connector: call.name, method: call.method, status: answer.status },
  })
}

function retryAfterMs(answer: Answer): number | undefined {
  const seconds = Number(answer.retryAfter ?? bodyOf(answer.text)['retry_after'] ?? Number.NaN)
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : undefined
}

/** Parsed, or empty when it is not a JSON object: AFAS answers many failures with no body at all. */
export function bodyOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {}
  } catch {
    return {}
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code, errors } = error as { code?: unknown; errors?: unknown }
  if (typeof code === 'string') return code
  const first: unknown = Array.isArray(errors) ? errors[0] : error.cause
  return first instanceof Error ? codeOf(first) : error.name
}
