import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { problemOf, ProblemError, type Problem } from '../../nodes/sdk/problem.ts'

export interface Fault {
  readonly path: string
  readonly message: string
  readonly node?: string
}

export interface ProblemBody {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly advice?: string | undefined
  readonly errors?: readonly Fault[] | undefined
  /** More members, such as the current revision of a stale save. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** What a route throws to answer with a problem (RFC 9457). */
export class ApiProblem extends Error {
  readonly body: ProblemBody
  constructor(body: ProblemBody) {
    super(`${body.code}: ${body.detail}`)
    this.name = 'ApiProblem'
    this.body = body
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Does not fit the present state',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Cannot be used as it is',
  428: 'Say which revision you changed',
  429: 'Too many attempts',
  502: 'The other system did not accept it',
  503: 'Not ready',
}

export function fail(status: number, code: string, detail: string, more: Partial<ProblemBody> = {}): ApiProblem {
  return new ApiProblem({
    status,
    code,
    title: TITLES[status] ?? 'Something went wrong',
    detail,
    ...more,
  })
}

export function notFound(what: string, id: string): ApiProblem {
  return fail(404, `${what}.unknown`, `There is no ${what} "${id}".`)
}

/** A problem that a connector or the evaluator gave, as an answer to a person. */
export function failWith(problem: Problem, status: number): ApiProblem {
  const more = {
    advice: problem.advice,
    ...(problem.details === undefined ? {} : { more: { details: problem.details } }),
  }
  return fail(status, problem.code, problem.message, more)
}

export function sendProblem(reply: FastifyReply, body: ProblemBody): FastifyReply {
  const { more, ...rest } = body
  return reply
    .code(body.status)
    .type('application/problem+json')
    .send({ type: 'about:blank', ...rest, ...more })
}

/** Fastify's own refusals, in our words. */
const KNOWN: Readonly<Record<string, { status: number; code: string; detail: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'request.too-large',
    detail: 'The body is over 5 MB.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'request.not-json',
    detail: 'The body must be JSON with "Content-Type: application/json".',
  },
}

export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ApiProblem) return sendProblem(reply, error.body)
  if (error instanceof ProblemError) return sendProblem(reply, failWith(error.problem, 502).body)
  if (error.validation) return sendProblem(reply, invalid(error).body)
  const known = KNOWN[error.code]
  if (known) return sendProblem(reply, fail(known.status, known.code, known.detail).body)
  const status = error.statusCode ?? 500
  if (status < 500) return sendProblem(reply, fail(status, 'request.invalid', error.message).body)
  request.log.error({ err: error, problem: problemOf(error).code }, 'a request failed unexpectedly')
  return sendProblem(
    reply,
    fail(500, 'server.unexpected', `This is a fault in Koppel. The log has it under request ${request.id}.`).body,
  )
}

function invalid(error: FastifyError): ApiProblem {
  const part = error.validationContext ?? 'body'
  const errors = (error.validation ?? []).map((one) => ({
    path: pathOf(one.instancePath, part, one.params),
    message: one.message ?? 'is not valid',
  }))
  return fail(
    400,
    'request.invalid',
    `The ${part} has ${errors.length === 1 ? 'a fault' : `${errors.length} faults`}.`,
    {
      errors,
    },
  )
}

/** `/fields/0/to` -> `$.fields[0].to`; for a field that does not belong there, the field itself. */
function pathOf(pointer: string, part: string, params: Record<string, unknown>): string {
  const steps = pointer.split('/').slice(1)
  const extra = params['additionalProperties']
  if (Array.isArray(extra) && typeof extra[0] === 'string') steps.push(extra[0])
  const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('')
  return part === 'body' ? `$${path}` : `${part}${path}`
}
