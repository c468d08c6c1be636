import type { ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { CallLog } from './call-log.ts'
import { FaultRulesInvalid, readFaultRules, type Faults } from './faults.ts'
import { readReset } from './reset-body.ts'
import { SandboxProblem, type SandboxSystem, type SystemRequest } from './system.ts'

export interface Controlled {
  readonly system: SandboxSystem
  readonly faults: Faults
  readonly calls: CallLog
}

function json(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

function problem(response: ServerResponse, status: number, code: string, detail: string): void {
  json(response, status, { title: 'The sandbox cannot do this', detail, status, code }, 'application/problem+json')
}

const isLoopback = (host: string): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host)

/** No page of another site may steer the sandbox through a person's browser, by its address or by a renamed one. */
function isForeign(request: SystemRequest): boolean {
  const { host, origin } = request.headers
  if (typeof host === 'string' && !isLoopback(host)) return true
  return typeof origin === 'string' && !isLoopback(origin.replace(/^https?:\/\//, ''))
}

function readBody(request: SystemRequest): Record<string, unknown> {
  if (request.body.length === 0) return {}
  let body: unknown
  try {
    body = JSON.parse(request.body.toString('utf8'))
  } catch {
    throw new SandboxProblem(400, 'sandbox.invalid', 'The body is not JSON')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new SandboxProblem(400, 'sandbox.invalid', 'The body must be an object')
  }
  return body as Record<string, unknown>
}

async function sendCalls(response: ServerResponse, calls: CallLog): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
  for (const piece of calls.json()) {
    if (response.destroyed) return
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  response.end()
}

function read({ system, faults, calls }: Controlled, name: string, url: string, response: ServerResponse) {
  if (name === 'state') return json(response, 200, system.state())
  if (name === 'credentials') return json(response, 200, system.credentials(url))
  if (name === 'faults') return json(response, 200, { rules: faults.list() })
  if (name === 'calls') return sendCalls(response, calls)
  throw new SandboxProblem(404, 'sandbox.not-found', `There is no GET /_sandbox/${name}`)
}

function act({ system, faults, calls }: Controlled, name: string, request: SystemRequest): unknown {
  const body = readBody(request)
  if (name === 'faults') {
    const rules = readFaultRules(body)
    faults.set(rules)
    return { rules: faults.list() }
  }
  if (name === 'reset') {
    system.reset(readReset(body))
    calls.clear()
    return { ok: true }
  }
  const action = Object.hasOwn(system.actions, name) ? system.actions[name] : undefined
  if (!action) throw new SandboxProblem(404, 'sandbox.not-found', `There is no POST /_sandbox/${name}`)
  return action(body, request.url)
}

/** `/_sandbox/*`: looking into the system and steering it. Never counted as a call, never touched by a fault. */
export async function answerControl(controlled: Controlled, request: SystemRequest, response: ServerResponse) {
  const name = request.path.replace(/^\/_sandbox\/?/, '')
  try {
    if (isForeign(request)) throw new SandboxProblem(403, 'sandbox.foreign', 'Only pages of this machine may do this')
    if (request.method === 'GET') await read(controlled, name, request.url, response)
    else if (request.method === 'POST') json(response, 200, await act(controlled, name, request))
    else throw new SandboxProblem(405, 'sandbox.method', 'Only GET and POST are served here')
  } catch (error) {
    if (error instanceof SandboxProblem) problem(response, error.status, error.code, error.message)
    else if (error instanceof FaultRulesInvalid) problem(response, 400, 'sandbox.invalid', error.message)
    else throw error
  }
}
