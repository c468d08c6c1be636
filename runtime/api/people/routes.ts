import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { hash } from '@node-rs/argon2'
import { v7 as uuid } from 'uuid'
import type { Person } from '../../store/control/people.ts'
import { whoIs } from '../access/gate.ts'
import { fail, notFound } from '../problems.ts'
import { IdParams, iso, Strict } from '../schemas.ts'
import type { Services } from '../services.ts'
import { RoleSchema } from './role.ts'

const Name = Type.String({ minLength: 1, maxLength: 200 })
const Email = Type.String({ format: 'email', maxLength: 300 })
const Password = Type.String({ minLength: 10, maxLength: 300 })
const NewPerson = Strict({ name: Name, email: Email, role: RoleSchema, password: Password })
const Me = Strict({ name: Type.Optional(Name), email: Type.Optional(Email), password: Type.Optional(Password) })

export const peopleRoutes =
  ({ store, clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/api/people', { config: { access: 'owner' } }, async () => ({ items: store.people.list().map(view) }))

    app.post('/api/people', { config: { access: 'owner' }, schema: { body: NewPerson } }, async (request, reply) => {
      const { name, email, role, password } = request.body
      const person = { id: uuid(), name, email: email.toLowerCase(), role, createdAt: clock() }
      if (!store.people.add({ ...person, password: await hash(password) })) throw emailTaken(email)
      return reply.code(201).send(view({ ...person, password: '' }))
    })

    // Each person's own name, address and password; also how the sandbox's owner gets a password.
    app.put('/api/people/me', { config: { access: 'viewer' }, schema: { body: Me } }, async (request) => {
      const person = store.people.get(whoIs(request).id)
      if (!person) throw fail(409, 'person.token', 'A token is no person: sign in first.')
      const { name, email, password } = request.body
      const owner = email === undefined ? undefined : store.people.byEmail(email)
      if (email !== undefined && owner !== undefined && owner.id !== person.id) throw emailTaken(email)
      store.people.change(person.id, {
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email: email.toLowerCase() }),
        ...(password === undefined ? {} : { password: await hash(password) }),
      })
      return view(store.people.get(person.id) ?? person)
    })

    app.delete(
      '/api/people/:id',
      { config: { access: 'owner' }, schema: { params: IdParams } },
      async (request, reply) => {
        const { id } = request.params
        if (!store.people.get(id)) throw notFound('person', id)
        if (!store.people.remove(id)) throw fail(409, 'person.last-owner', 'The last owner cannot be removed.')
        return reply.code(204).send()
      },
    )
  }

function view({ id, name, email, role, createdAt }: Person) {
  return { id, name, email, role, createdAt: iso(createdAt) }
}

function emailTaken(email: string) {
  return fail(409, 'person.email-taken', `Somebody with the address ${email} is here already.`)
}
