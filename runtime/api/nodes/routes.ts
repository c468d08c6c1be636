import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { manifestOf } from '../../../nodes/sdk/manifest.ts'
import type { Services } from '../services.ts'

export const nodeRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const items = services.registry.allNodes().map(manifestOf)
    app.get(
      '/api/nodes',
      {
        config: { access: 'viewer' },
        schema: { response: { 200: Type.Object({ items: Type.Array(Type.Any()) }) } },
      },
      async () => ({ items }),
    )
  }
