import '@fastify/rate-limit'
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { hash, verify } from '@node-rs/argon2'
import type { FastifyRequest } from 'fastify'
import { identify } from '../access/gate.ts'
import { endSession, startSession } from '../access/session-cookie.ts'
import { fail } from '../problems.ts'
import { Strict } from '../schemas.ts'
import type { Services } from '../services.ts'
import { sandboxOwner } from './sandbox-owner.ts'

const SignIn = Strict({
  email: Type.String({ maxLength: 300 }),
  password: Type.String({ maxLength: 300 }),
})

export const sessionRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, firstLink } = services
    // Someone unknown costs the same time as a wrong password.
    const nobody = await hash('nobody has this password')
    const byAddress = app.createRateLimit({
      max: 20,
      timeWindow: 60_000,
      keyGenerator: (request) => `ip ${request.ip}`,
    })
    const byAccount = app.createRateLimit({
      max: 10,
      timeWindow: 60_000,
      keyGenerator: (request) => `account ${(request.body as { email: string }).email.toLowerCase()}`,
    })

    app.get('/api/session', { config: { access: 'open' } }, async (request) => {
      const who = identify(request, services)
      if (!who) throw fail(401, 'access.sign-in', 'Nobody is signed in.')
      const person = store.people.get(who.id)
      return {
        person: { id: who.id, name: who.name, email: person?.email ?? '', role: who.role },
        sandbox: services.sandbox !== undefined,
        version: services.version,
      }
    })

    app.post('/api/session', { config: { access: 'open' }, schema: { body: SignIn } }, async (request, reply) => {
      for (const limit of [byAddress, byAccount]) await check(limit, request)
      const person = store.people.byEmail(request.body.email)
      const right = await verify(person?.password ?? nobody, request.body.password)
      if (!person?.password || !right) throw fail(401, 'access.wrong-password', 'E-mail address or password is wrong.')
      startSession(request, reply, services, person)
      return {
        person: { id: person.id, name: person.name, email: person.email, role: person.role },
      }
    })

    app.delete('/api/session', { config: { access: 'open' } }, async (request, reply) => {
      // Passes the cross-site check like any change, and is no fault when nobody is signed in.
      if (identify(request, services)?.via === 'session') endSession(request, reply, services)
      return reply.code(204).send()
    })

    const LinkQuery = Strict({ token: Type.String({ maxLength: 200 }) })
    app.get(
      '/api/session/link',
      { config: { access: 'open' }, schema: { querystring: LinkQuery } },
      async (request, reply) => {
        const owner = firstLink.accepts(request.query.token, 'sign-in') ? sandboxOwner(services) : undefined
        if (!owner)
          throw fail(401, 'access.link-expired', 'This link does not sign anyone in (any more).', {
            advice: 'Use the newest link that was printed at the start, or sign in with a password.',
          })
        startSession(request, reply, services, owner)
        return reply.redirect('/')
      },
    )
  }

type RateLimit = (
  request: FastifyRequest,
) => Promise<{ isAllowed: boolean; isExceeded?: boolean; ttlInSeconds?: number }>

async function check(limit: RateLimit, request: FastifyRequest): Promise<void> {
  const state = await limit(request)
  if (state.isAllowed || !state.isExceeded) return
  throw fail(429, 'access.too-many-attempts', `Wait ${state.ttlInSeconds ?? 60} seconds, then try again.`)
}
