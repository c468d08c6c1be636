import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { v7 as uuid } from 'uuid'
import { newSecret, sha256 } from '../access/identity.ts'
import { notFound } from '../problems.ts'
import { IdParams, iso, Strict } from '../schemas.ts'
import type { Services } from '../services.ts'
import { RoleSchema } from '../people/role.ts'

const NewToken = Strict({ name: Type.String({ minLength: 1, maxLength: 200 }), role: Type.Optional(RoleSchema) })

/** API tokens: shown once, kept as a hash. */
export const tokenRoutes =
  ({ store, clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/api/tokens', { config: { access: 'owner' } }, async () => ({
      items: store.tokens.list().map(({ id, name, role, createdAt, lastUsedAt }) => ({
        ...{ id, name, role },
        createdAt: iso(createdAt),
        lastUsedAt: iso(lastUsedAt),
      })),
    }))

    app.post('/api/tokens', { config: { access: 'owner' }, schema: { body: NewToken } }, async (request, reply) => {
      const { name, role = 'editor' } = request.body
      const token = newSecret('kpl_')
      const id = uuid()
      store.tokens.add({ id, name, role, hash: sha256(token), createdAt: clock(), lastUsedAt: null })
      return reply.code(201).send({ id, name, role, token })
    })

    app.delete(
      '/api/tokens/:id',
      { config: { access: 'owner' }, schema: { params: IdParams } },
      async (request, reply) => {
        if (!store.tokens.remove(request.params.id)) throw notFound('token', request.params.id)
        return reply.code(204).send()
      },
    )
  }
