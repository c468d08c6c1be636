import type { Problem } from '../../sdk/problem.ts'
import { unknownEffect, type Call } from './call.ts'

/** Network faults that happen before a byte of the call has left. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** No answer came: whether something was done depends on whether the call had left. */
export function unanswered(call: Call, failure: unknown, text = 'no answer'): Problem {
  const code = codeOf(failure)
  const sent = code === undefined || !NEVER_SENT.has(code)
  const why = timedOut(failure) ? 'gave no answer in time' : `could not be reached (${code ?? text})`
  return {
    code: 'shopify.unavailable',
    message: `${call.shop} ${why}: ${call.name}.`,
    advice: sent
      ? 'Koppel tries again by itself. When it stays, check the network between this machine and Shopify.'
      : 'Check the shop address, and whether this machine may reach Shopify (network, proxy, firewall).',
    retry: 'later',
    ...(sent ? unknownEffect(call) : { scope: 'system', effect: 'none' }),
  }
}

function timedOut(failure: unknown): boolean {
  const names = chain(failure).map((error) => error.name)
  return (
    names.includes('TimeoutError') ||
    ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'].includes(codeOf(failure) ?? '')
  )
}

function codeOf(failure: unknown): string | undefined {
  for (const error of chain(failure)) {
    const code: unknown = Reflect.get(error, 'code')
    if (typeof code === 'string') return code
    if (error instanceof AggregateError) {
      const inner = error.errors.map(codeOf).find((one) => one !== undefined)
      if (inner !== undefined) return inner
    }
  }
  return undefined
}

function chain(failure: unknown): Error[] {
  const errors: Error[] = []
  for (let error = failure; error instanceof Error && errors.length < 8; error = error.cause) errors.push(error)
  return errors
}
