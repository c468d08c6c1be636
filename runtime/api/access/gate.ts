import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isPage } from '../editor/page.ts'
import { fail } from '../problems.ts'
import type { Services } from '../services.ts'
import { mayDo, sameSecret, sha256, type Access, type Identity } from './identity.ts'
import { isOwnOrigin } from './origin.ts'
import { sessionCookie } from './session-cookie.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route. Without it nobody may. */
    access?: Access
  }
  interface FastifyRequest {
    who: Identity | undefined
  }
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface RouteAccess {
  readonly method: string
  readonly url: string
  readonly access: Access
}

/**
 * The one door: every request passes here before anything else looks at it. A route that does not say who may use it
 * stops the server from starting. Answers the list of all routes, as it grows.
 */
export function addGate(app: FastifyInstance, services: Services): readonly RouteAccess[] {
  const routes: RouteAccess[] = []
  app.addHook('onRoute', ({ method, url, config }) => {
    const access = config?.access
    if (access === undefined) throw new Error(`${String(method)} ${url} does not say who may use it`)
    for (const one of Array.isArray(method) ? method : [method]) routes.push({ method: one, url, access })
  })
  app.decorateRequest('who', undefined)
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const access = request.routeOptions.config.access
    if (access === 'open' || (request.is404 && isPage(request))) return
    const who = access === 'socket' ? atSocket(request, services) : identify(request, services)
    if (!who) {
      void reply.header('www-authenticate', 'Bearer')
      throw fail(401, 'access.sign-in', 'Sign in, or give an API token as "Authorization: Bearer <token>".')
    }
    request.who = who
    if (request.is404) return
    const needed = access === 'socket' ? 'viewer' : access
    if (needed === undefined || !mayDo(who.role, needed)) {
      throw fail(403, 'access.role', `This needs the role ${needed ?? 'of nobody'}; you are ${who.role}.`)
    }
  })
  return routes
}

/** The identity of a request that has passed the gate. */
export function whoIs(request: FastifyRequest): Identity {
  if (!request.who) throw fail(401, 'access.sign-in', 'Sign in first.')
  return request.who
}

export function identify(request: FastifyRequest, services: Services): Identity | undefined {
  return byToken(request, services) ?? bySession(request, services)
}

/** Tokens carry 256 bits: none is guessed, so wrong ones are not counted and never stand in a right one's way. */
function byToken(request: FastifyRequest, services: Services): Identity | undefined {
  const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (given === undefined) return undefined
  const { config, localToken, store, clock } = services
  if (config.adminToken !== undefined && sameSecret(given, config.adminToken)) {
    return { id: 'admin-token', name: 'KOPPEL_ADMIN_TOKEN', role: 'owner', via: 'token' }
  }
  if (sameSecret(given, localToken)) return { id: 'command-line', name: 'Command line', role: 'owner', via: 'token' }
  const token = store.tokens.byHash(sha256(given))
  if (!token) return undefined
  store.tokens.noteUse(token, clock())
  return { id: token.id, name: token.name, role: token.role, via: 'token' }
}

function bySession(request: FastifyRequest, services: Services): Identity | undefined {
  const { store, clock, config } = services
  const cookie = sessionCookie(request)
  if (cookie === undefined) return undefined
  const session = store.sessions.get(sha256(cookie), clock())
  const person = session && store.people.get(session.person)
  if (!person) return undefined
  if (!READING.has(request.method) && (request.headers['x-koppel'] === undefined || !isOwnOrigin(request, config))) {
    throw fail(403, 'access.foreign-origin', 'Changes must come from the editor itself (header X-Koppel, same origin).')
  }
  return {
    id: person.id,
    name: person.name,
    role: person.role,
    via: 'session',
    session: session.id,
  }
}

/** A browser's upgrade carries its cookie whatever page asks, so a cookie alone does not open the socket. */
function atSocket(request: FastifyRequest, services: Services): Identity | undefined {
  const ticket = (request.query as { ticket?: unknown }).ticket
  if (typeof ticket !== 'string') return byToken(request, services)
  const who = services.tickets.redeem(ticket)
  const origin = request.headers.origin
  if (!who || (origin === undefined && who.via === 'session')) return undefined
  return isOwnOrigin(request, services.config) ? who : undefined
}
