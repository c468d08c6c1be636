import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FlowNode } from '../../../flows/schema.ts'
import { templates } from '../../../flows/templates/index.ts'
import { whoIs } from '../access/gate.ts'
import { FlowView } from '../flows/contract.ts'
import { flowView } from '../flows/view.ts'
import { IdParams } from '../schemas.ts'
import type { Services } from '../services.ts'
import { Install, TemplateList } from './contract.ts'
import { installTemplate, slotsOf } from './install.ts'

export const templateRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/templates',
      { config: { access: 'viewer' }, schema: { response: { 200: TemplateList } } },
      async () => ({
        items: templates().map(({ id, name, description, settings, valueMaps, nodes, ...flow }) => ({
          id,
          name,
          ...(description === undefined ? {} : { description }),
          slots: slotsOf({ ...flow, id, name, nodes }, services.registry),
          ...(settings ? { settings } : {}),
          ...(valueMaps ? { valueMaps } : {}),
          nodes: nodes.map(stepOf),
        })),
      }),
    )

    app.post(
      '/api/templates/:id/install',
      {
        config: { access: 'editor' },
        schema: { params: IdParams, body: Install, response: { 201: FlowView } },
      },
      async (request, reply) => {
        const flow = await installTemplate(services, request.params.id, request.body, whoIs(request).name)
        return reply.code(201).send(flowView(flow, services))
      },
    )
  }

function stepOf({ id, type, name, description, config }: FlowNode) {
  const { trigger } = config
  return {
    id,
    type,
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(trigger === undefined ? {} : { trigger }),
  }
}
