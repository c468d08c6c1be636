import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { whoIs } from '../access/gate.ts'
import { notFound } from '../problems.ts'
import { runViewById } from '../runs/view.ts'
import { DEFAULT_LIMIT, IdParams, page } from '../schemas.ts'
import type { Services } from '../services.ts'
import { FindQuery, RecordList, Retry, RetryAccepted, RunRecordsQuery } from './contract.ts'
import { retryRecords } from './retry.ts'
import { recordTrace, recordView } from './view.ts'

export const recordRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { reads } = services

    app.get(
      '/api/runs/:id/records',
      {
        config: { access: 'viewer' },
        schema: { params: IdParams, querystring: RunRecordsQuery, response: { 200: RecordList } },
      },
      async (request) => {
        const { id } = request.params
        if (!runViewById(services, id)) throw notFound('run', id)
        const { limit = DEFAULT_LIMIT, cursor, ...filter } = request.query
        const after = cursor === undefined || !/^\d+$/.test(cursor) ? {} : { after: Number(cursor) }
        const rows = reads.records(id, { ...filter, ...after, limit: limit + 1 })
        return page(rows, limit, (row) => String(row.ordinal), recordView)
      },
    )

    app.get(
      '/api/records',
      { config: { access: 'viewer' }, schema: { querystring: FindQuery, response: { 200: RecordList } } },
      async (request) => {
        const { key, limit = DEFAULT_LIMIT, cursor } = request.query
        return page(reads.find(key, cursor, limit + 1), limit, (row) => row.id, recordView)
      },
    )

    app.get('/api/records/:id', { config: { access: 'viewer' }, schema: { params: IdParams } }, async (request) => {
      const row = reads.record(request.params.id)
      if (!row) throw notFound('record', request.params.id)
      return recordTrace(row, services)
    })

    app.post(
      '/api/records/retry',
      { config: { access: 'operator' }, schema: { body: Retry, response: { 202: RetryAccepted } } },
      async (request, reply) => {
        const runs = retryRecords(services, request.body, whoIs(request))
        return reply.code(202).send({ run: runs[0] ?? '', runs })
      },
    )
  }
