import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { TObject } from 'typebox'
import { Strict } from '../schemas.ts'
import type { Services } from '../services.ts'
import { act, ACTS, type ActSystem } from './actions.ts'
import { articleBeside, articlesBeside } from './articles.ts'
import { createFaults } from './faults.ts'
import { lastOrders, orderBeside, placeOrder, sandboxOf } from './orders.ts'
import { prove } from './proof.ts'

const NewOrder = Strict({
  kind: Type.Union([
    Type.Literal('guest'),
    Type.Literal('company'),
    Type.Literal('foreign'),
    Type.Literal('unknown-sku'),
  ]),
})
const Faults = Strict({
  preset: Type.Union([Type.Literal('lost-answers'), Type.Literal('503'), Type.Literal('slow'), Type.Literal('off')]),
})
const NameParams = Strict({ name: Type.String({ maxLength: 100 }) })
const Search = Strict({ search: Type.Optional(Type.String({ maxLength: 100 })) })

/** The sandbox strip: a person plays the customer and the mischief, and sees what came of it. */
export const sandboxRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const faults = createFaults()

    app.get('/api/sandbox', { config: { access: 'viewer' } }, async () => {
      const { sandbox } = services
      return sandbox ? { on: true, afas: sandbox.afasUrl, shopify: sandbox.shopifyUrl } : { on: false }
    })

    app.get('/api/sandbox/orders', { config: { access: 'viewer' } }, async () => ({
      items: await lastOrders(sandboxOf(services.sandbox)),
    }))

    app.post(
      '/api/sandbox/orders',
      { config: { access: 'operator' }, schema: { body: NewOrder } },
      async (request, reply) => {
        const placed = await placeOrder(sandboxOf(services.sandbox), request.body.kind)
        return reply.code(201).send(placed)
      },
    )

    app.get(
      '/api/sandbox/orders/:name',
      { config: { access: 'viewer' }, schema: { params: NameParams } },
      async (request) => orderBeside(sandboxOf(services.sandbox), request.params.name),
    )

    app.get(
      '/api/sandbox/articles',
      { config: { access: 'viewer' }, schema: { querystring: Search } },
      async (request) => ({ items: await articlesBeside(sandboxOf(services.sandbox), request.query.search ?? '') }),
    )

    app.get(
      '/api/sandbox/articles/:name',
      { config: { access: 'viewer' }, schema: { params: NameParams } },
      async (request) => articleBeside(sandboxOf(services.sandbox), request.params.name),
    )

    for (const [system, acts] of Object.entries(ACTS) as [ActSystem, Readonly<Record<string, TObject>>][]) {
      for (const [action, body] of Object.entries(acts)) {
        app.post(
          `/api/sandbox/${system}/${action}`,
          { config: { access: 'operator' }, schema: { body } },
          async (request) => act(sandboxOf(services.sandbox), system, action, request.body as object),
        )
      }
    }

    app.get('/api/sandbox/faults', { config: { access: 'viewer' } }, async () => ({ preset: faults.current() }))

    app.post('/api/sandbox/faults', { config: { access: 'operator' }, schema: { body: Faults } }, async (request) => {
      await faults.set(sandboxOf(services.sandbox), request.body.preset)
      return { preset: faults.current() }
    })

    app.post('/api/sandbox/kill-runner', { config: { access: 'operator' } }, async (_request, reply) => {
      sandboxOf(services.sandbox).killRunner()
      return reply.code(202).send({ killed: true })
    })

    app.get('/api/sandbox/proof', { config: { access: 'viewer' } }, async () =>
      prove(sandboxOf(services.sandbox), services.reads),
    )
  }
