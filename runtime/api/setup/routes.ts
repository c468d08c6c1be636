import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { hash } from '@node-rs/argon2'
import { v7 as uuid } from 'uuid'
import type { Person } from '../../store/control/people.ts'
import { startSession } from '../access/session-cookie.ts'
import { fail } from '../problems.ts'
import { Strict } from '../schemas.ts'
import type { Services } from '../services.ts'

const Setup = Strict({
  token: Type.String({ maxLength: 200 }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  email: Type.String({ format: 'email', maxLength: 300 }),
  password: Type.String({ minLength: 10, maxLength: 300 }),
})

/** The first owner. Once there is somebody, this address is gone. */
export const setupRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, firstLink, clock } = services
    const isNeeded = () => firstLink.kind === 'setup' && store.people.isEmpty()

    app.get('/api/setup', { config: { access: 'open' } }, async () => ({ needed: isNeeded() }))

    app.post('/api/setup', { config: { access: 'open' }, schema: { body: Setup } }, async (request, reply) => {
      const gone = () => fail(404, 'setup.done', 'This installation has its first owner already.')
      if (!isNeeded()) throw gone()
      const { token, name, email, password } = request.body
      if (!firstLink.accepts(token, 'setup')) {
        throw fail(401, 'setup.wrong-token', 'The set-up token is wrong or older than half an hour.', {
          advice: 'Use the link that was printed at the start; start Koppel again for a new one.',
        })
      }
      const person: Person = {
        id: uuid(),
        name,
        email: email.toLowerCase(),
        role: 'owner',
        password: await hash(password),
        createdAt: clock(),
      }
      if (!store.people.addFirst(person)) throw gone()
      startSession(request, reply, services, person)
      const { id, role } = person
      return reply.code(201).send({ person: { id, name, email: person.email, role } })
    })
  }
