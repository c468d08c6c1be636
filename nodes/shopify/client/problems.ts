import type { Problem } from '../../sdk/problem.ts'
import { unknownEffect, type Call } from './call.ts'
import { unanswered } from './network-problem.ts'

/** What a call came back with, as the official client hands it over. */
export interface Answer {
  readonly data?: unknown
  readonly errors?: {
    readonly networkStatusCode?: number
    readonly message?: string
    readonly graphQLErrors?: readonly GraphqlError[]
    readonly response?: { readonly headers: { get(name: string): string | null } }
  }
}

interface GraphqlError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: Readonly<Record<string, unknown>> & { readonly code?: string }
}

/** The problem in an answer; undefined when all of it is there. Data beside errors is a failure, never silently null. */
export function problemIn(call: Call, answer: Answer, failure: unknown): Problem | undefined {
  const { errors } = answer
  if (!errors) return undefined
  const first = errors.graphQLErrors?.[0]
  if (first) return ofGraphql(call, errors.graphQLErrors ?? [], answer.data)
  if (errors.networkStatusCode === undefined) return unanswered(call, failure, errors.message)
  return ofStatus(call, errors.networkStatusCode, errors.response?.headers.get('retry-after') ?? null)
}

function ofStatus(call: Call, status: number, retryAfter: string | null): Problem {
  const wait = retryAfterMs(retryAfter)
  if (status === 401 || status === 403) return unauthorised(call, status)
  if (status === 404) {
    return {
      code: 'shopify.not-found',
      message: `Shopify knows no shop or no API at ${call.shop} (404).`,
      advice: 'Check the shop address and the API version of the connection.',
      retry: 'after-fix',
      scope: 'system',
    }
  }
  if (status === 402 || status === 423) return shopClosed(call, status)
  if (status === 429) return throttled(call, wait)
  if (status === 430) {
    return {
      code: 'shopify.refused',
      message: `Shopify refused the call ${call.name} for security reasons (430).`,
      advice: 'Stop, and ask Shopify support why calls from this address are rejected.',
      retry: 'after-fix',
      scope: 'system',
    }
  }
  if (status >= 500 || status < 300) {
    const what = status < 300 ? 'an answer that is not JSON' : `status ${status}`
    return {
      code: 'shopify.unavailable',
      message: `Shopify answered ${call.name} with ${what}.`,
      advice: 'Shopify has a fault or is being maintained; see shopifystatus.com. Koppel tries again by itself.',
      retry: 'later',
      ...wait,
      ...unknownEffect(call),
    }
  }
  return rejected(call, `status ${status}`, [])
}

function ofGraphql(call: Call, errors: readonly GraphqlError[], data: unknown): Problem {
  const code = (wanted: string) => errors.find((error) => error.extensions?.code === wanted)
  if (code('THROTTLED') || code('429')) return throttled(call, {})
  const denied = code('ACCESS_DENIED')
  if (denied) return { ...missingScope(call, denied), ...(hasData(data) ? unknownEffect(call) : {}) }
  const costly = code('MAX_COST_EXCEEDED')
  if (costly) {
    return {
      code: 'shopify.too-costly',
      message: `${call.name} costs more than Shopify allows for one call: ${costly.message}`,
      advice: 'Choose a smaller page size.',
      retry: 'after-fix',
    }
  }
  if (code('SHOP_INACTIVE')) return shopClosed(call, undefined)
  const internal = code('INTERNAL_SERVER_ERROR')
  if (internal) {
    const request = internal.extensions?.['requestId']
    return {
      code: 'shopify.unavailable',
      message: `Shopify had an internal error in ${call.name}${request ? ` (request ${String(request)})` : ''}.`,
      advice: 'Koppel tries again by itself. When it stays, give Shopify support the request id.',
      retry: 'later',
      ...unknownEffect(call),
    }
  }
  return { ...rejected(call, sentencesOf(errors), errors), ...partly(call, data) }
}

/** Each thing once: a field that fails in every row of a page says the same in each. */
function sentencesOf(errors: readonly GraphqlError[]): string {
  return [...new Set(errors.map((error) => error.message))].slice(0, 5).join('; ')
}

/** Errors beside data of a mutation: something of it was done. */
function partly(call: Call, data: unknown): Pick<Problem, 'effect'> {
  return hasData(data) ? unknownEffect(call) : {}
}

function hasData(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null)
}

function rejected(call: Call, why: string, details: readonly GraphqlError[]): Problem {
  return {
    code: 'shopify.rejected',
    message: `Shopify did not accept ${call.name}: ${why}`,
    advice: 'When a value of the record is named, correct it and retry. Otherwise check the API version in use.',
    retry: 'after-fix',
    details: details.slice(0, 5),
  }
}

function throttled(call: Call, wait: Pick<Problem, 'retryAfterMs'>): Problem {
  return {
    code: 'shopify.throttled',
    message: `Shopify has no room for ${call.name} at the moment.`,
    advice: 'Another app uses up the shop’s API budget. Koppel waits and tries again by itself.',
    retry: 'later',
    effect: 'none',
    ...wait,
  }
}

export function unauthorised(call: Pick<Call, 'shop'>, status: number): Problem {
  return {
    code: 'shopify.unauthorised',
    message: `${call.shop} does not accept the credentials of the connection (${status}).`,
    advice: 'Open the connection, enter the access token (or client id and secret) of the app again, and test it.',
    retry: 'after-fix',
    scope: 'system',
  }
}

function shopClosed(call: Call, status: number | undefined): Problem {
  return {
    code: 'shopify.unavailable',
    message: `${call.shop} is closed at the moment${status ? ` (${status})` : ''}: frozen, unpaid or locked.`,
    advice: 'Let the owner of the shop open it in Shopify; what was not read or written then follows.',
    retry: 'later',
    scope: 'system',
  }
}

function missingScope(call: Call, error: GraphqlError): Problem {
  const access = String(error.extensions?.['requiredAccess'] ?? '')
  const scopes = [...new Set(`${access} ${error.message}`.match(/\b(?:read|write)_[a-z_]+\b/g) ?? [])]
  const needs = scopes.length > 0 ? scopes.join(' or ') : undefined
  return {
    code: 'shopify.missing-scope',
    message: needs
      ? `The Shopify app may not do ${call.name}: it lacks the access scope ${needs}.`
      : `The Shopify app may not do ${call.name}: ${error.message}`,
    advice: needs
      ? `Give the app the scope ${needs} and install it again in the shop; then test the connection.`
      : 'Ask for access to protected customer data (name, address, e-mail, phone) in the settings of the app.',
    retry: 'after-fix',
    scope: 'system',
    details: { scopes, path: error.path },
  }
}

/** Retry-After: seconds, also with decimals ("2.0"), or a date. */
function retryAfterMs(value: string | null): Pick<Problem, 'retryAfterMs'> {
  if (value === null) return {}
  const seconds = Number(value)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) && ms > 0 ? { retryAfterMs: Math.ceil(ms) } : {}
}
