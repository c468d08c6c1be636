import '@fastify/swagger'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Services } from '../services.ts'

export const openapiRoutes =
  (_services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/api/openapi.json', { config: { access: 'viewer' } }, async () => app.swagger())
  }
