import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Problem } from '../../../nodes/sdk/problem.ts'
import { DEFAULT_LIMIT, iso, page, paging, Strict } from '../schemas.ts'
import type { Services } from '../services.ts'

const ParkedQuery = Strict({ ...paging, flow: Type.Optional(Type.String()) })

/** What waits: failed or of unknown outcome, with its reason. */
export const parkedRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/api/parked', { config: { access: 'viewer' }, schema: { querystring: ParkedQuery } }, async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, flow } = request.query
      const rows = services.reads.parked({
        ...(flow === undefined ? {} : { flow }),
        ...(cursor === undefined ? {} : { before: cursor }),
        limit: limit + 1,
      })
      return page(
        rows,
        limit,
        (row) => row.id,
        ({ id, record, run, node, key, state, attempts, ...row }) => ({
          ...{ id, flow: row.flow, record, run, node, key, state, attempts },
          problem: JSON.parse(row.problem) as Problem,
          retryAt: iso(row.retryAt),
          parkedAt: iso(row.parkedAt),
        }),
      )
    })
  }
