import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Person } from '../../store/control/people.ts'
import type { Services } from '../services.ts'
import { newSecret, sha256 } from './identity.ts'
import { isSecure } from './origin.ts'

const PLAIN = 'koppel'
const SECURE = '__Host-koppel'
const LIFETIME = 14 * 24 * 60 * 60_000

export function sessionCookie(request: FastifyRequest): string | undefined {
  return request.cookies[SECURE] ?? request.cookies[PLAIN]
}

/** A new session id at each sign-in; only its hash is kept. */
export function startSession(request: FastifyRequest, reply: FastifyReply, services: Services, person: Person): void {
  const value = newSecret('')
  const now = services.clock()
  services.store.sessions.add({
    id: sha256(value),
    person: person.id,
    createdAt: now,
    expiresAt: now + LIFETIME,
  })
  const secure = isSecure(request, services.config)
  void reply.setCookie(secure ? SECURE : PLAIN, value, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: LIFETIME / 1000,
  })
}

export function endSession(request: FastifyRequest, reply: FastifyReply, services: Services): void {
  const value = sessionCookie(request)
  if (value !== undefined) {
    services.store.sessions.remove(sha256(value))
    services.hub.closeSession(sha256(value))
  }
  void reply.clearCookie(PLAIN, { path: '/' })
  void reply.clearCookie(SECURE, { path: '/', secure: true })
}
