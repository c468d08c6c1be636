import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Strict } from '../schemas.ts'
import type { Services } from '../services.ts'
import { actInAfas, AFAS_ACTIONS } from './actions.ts'
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
const Quantity = Type.Optional(Type.Number())
const Code = Type.String({ minLength: 1, maxLength: 100 })
/** What each action takes; the rest is the sandbox's to judge. */
const Acts = {
  stock: Strict({
    ItCd: Code,
    warehouse: Type.Optional(Code),
    physical: Quantity,
    available: Quantity,
    reserved: Quantity,
    onOrder: Quantity,
  }),
  price: Strict({ ItCd: Code, price: Type.Number({ minimum: 0 }) }),
  ship: Strict({ order: Code, tracking: Type.Optional(Code), carrier: Type.Optional(Code) }),
}
const NameParams = Strict({ name: Type.String({ maxLength: 100 }) })

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

    for (const action of AFAS_ACTIONS) {
      app.post(
        `/api/sandbox/afas/${action}`,
        { config: { access: 'operator' }, schema: { body: Acts[action] } },
        async (request) => actInAfas(sandboxOf(services.sandbox), action, request.body as object),
      )
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
