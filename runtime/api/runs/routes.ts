import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { whoIs } from '../access/gate.ts'
import { notFound } from '../problems.ts'
import { DEFAULT_LIMIT, IdParams, page } from '../schemas.ts'
import type { Services } from '../services.ts'
import { DifferenceList, DifferencesQuery, RunAccepted, RunList, RunQuery, RunView, StartRun } from './contract.ts'
import { runDifferences } from './differences.ts'
import { startRun } from './start.ts'
import { listRunViews, runViewById } from './view.ts'

export const runRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/flows/:id/runs',
      {
        config: { access: 'operator' },
        schema: { params: IdParams, body: Type.Optional(StartRun), response: { 202: RunAccepted } },
      },
      async (request, reply) => {
        const id = startRun(services, request.params.id, request.body ?? {}, whoIs(request))
        return reply.code(202).send({ id })
      },
    )

    app.get(
      '/api/runs',
      {
        config: { access: 'viewer' },
        schema: { querystring: RunQuery, response: { 200: RunList } },
      },
      async (request) => {
        const { limit = DEFAULT_LIMIT, ...filter } = request.query
        const rows = listRunViews(services, filter, limit + 1)
        return page(
          rows,
          limit,
          (run) => run.id,
          (run) => run,
        )
      },
    )

    app.get(
      '/api/runs/:id',
      { config: { access: 'viewer' }, schema: { params: IdParams, response: { 200: RunView } } },
      async (request) => runOr404(services, request.params.id),
    )

    app.get(
      '/api/runs/:id/differences',
      {
        config: { access: 'viewer' },
        schema: { params: IdParams, querystring: DifferencesQuery, response: { 200: DifferenceList } },
      },
      async (request) => runDifferences(services, runOr404(services, request.params.id).id, request.query),
    )

    for (const kind of ['cancel', 'continue'] as const) {
      app.post(
        `/api/runs/:id/${kind}`,
        {
          config: { access: 'operator' },
          schema: { params: IdParams, response: { 202: RunAccepted } },
        },
        async (request, reply) => {
          const { id } = runOr404(services, request.params.id)
          services.runs.order(id, kind, whoIs(request).name)
          return reply.code(202).send({ id })
        },
      )
    }
  }

function runOr404(services: Services, id: string) {
  const run = runViewById(services, id)
  if (!run) throw notFound('run', id)
  return run
}
