import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { whoIs } from '../access/gate.ts'
import { notFound } from '../problems.ts'
import { DEFAULT_LIMIT, iso, page } from '../schemas.ts'
import type { Services } from '../services.ts'
import { readFlowBody } from './body.ts'
import * as contract from './contract.ts'
import * as lifecycle from './lifecycle.ts'
import { flowView } from './view.ts'

/** What a flow was: published versions, and every saved draft. */
export const flowHistoryRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, registry } = services

    app.get(
      '/api/flows/:id/versions',
      {
        config: { access: 'viewer' },
        schema: {
          params: contract.FlowParams,
          querystring: contract.PageQuery,
          response: { 200: contract.VersionList },
        },
      },
      async (request) => {
        const flow = lifecycle.flowById(services, request.params.id)
        const { limit = DEFAULT_LIMIT, cursor } = request.query
        const rows = store.flows.versions(flow.id, before(cursor), limit + 1)
        return page(
          rows,
          limit,
          (row) => String(row.version),
          (row) => ({
            version: row.version,
            by: row.by,
            at: iso(row.at),
            ...(row.note === null ? {} : { note: row.note }),
            published: row.version === flow.publishedVersion,
          }),
        )
      },
    )

    app.get(
      '/api/flows/:id/versions/:version',
      { config: { access: 'viewer' }, schema: { params: contract.VersionParams } },
      async (request) => {
        const { id, version } = request.params
        const kept = store.flows.version(id, version)
        if (!kept) throw notFound('version', `${id} ${version}`)
        return JSON.parse(kept.document) as unknown
      },
    )

    app.post(
      '/api/flows/:id/versions/:version/restore',
      {
        config: { access: 'editor' },
        schema: { params: contract.VersionParams, response: { 200: contract.FlowView } },
      },
      async (request) => {
        const { id, version } = request.params
        const flow = lifecycle.flowById(services, id)
        const kept = store.flows.version(id, version)
        if (!kept) throw notFound('version', `${id} ${version}`)
        const body = readFlowBody(JSON.parse(kept.document), registry)
        return flowView(await lifecycle.saveFlow(services, id, body, flow.revision, whoIs(request).name), services)
      },
    )

    app.get(
      '/api/flows/:id/revisions',
      {
        config: { access: 'viewer' },
        schema: {
          params: contract.FlowParams,
          querystring: contract.PageQuery,
          response: { 200: contract.RevisionList },
        },
      },
      async (request) => {
        lifecycle.flowById(services, request.params.id)
        const { limit = DEFAULT_LIMIT, cursor } = request.query
        const rows = store.flows.revisions(request.params.id, before(cursor), limit + 1)
        return page(
          rows,
          limit,
          (row) => String(row.revision),
          (row) => ({ ...row, at: iso(row.at) }),
        )
      },
    )

    app.get(
      '/api/flows/:id/revisions/:revision',
      { config: { access: 'viewer' }, schema: { params: contract.RevisionParams } },
      async (request) => {
        const { id, revision } = request.params
        const document = store.flows.revision(id, revision)
        if (document === undefined) throw notFound('revision', `${id} ${revision}`)
        return JSON.parse(document) as unknown
      },
    )
  }

function before(cursor: string | undefined): number {
  const number = Number(cursor)
  return cursor === undefined || !Number.isSafeInteger(number) ? Number.MAX_SAFE_INTEGER : number
}
