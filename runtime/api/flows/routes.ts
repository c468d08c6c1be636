import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { whoIs } from '../access/gate.ts'
import { fail } from '../problems.ts'
import type { Services } from '../services.ts'
import { readFlowBody } from './body.ts'
import { checkFlow } from './check.ts'
import * as contract from './contract.ts'
import * as lifecycle from './lifecycle.ts'
import { listFlows } from './list.ts'
import { samples } from './samples.ts'
import { settingFaults } from './setting-faults.ts'
import { addedFields } from './added-fields.ts'
import { targetFields } from './target-fields.ts'
import { flowView } from './view.ts'

export const flowRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { registry } = services

    app.get(
      '/api/flows',
      {
        config: { access: 'viewer' },
        schema: { querystring: contract.PageQuery, response: { 200: contract.FlowList } },
      },
      async (request) => listFlows(services, request.query),
    )

    app.post(
      '/api/flows',
      {
        config: { access: 'editor', flowFile: true },
        schema: { response: { 201: contract.FlowView } },
      },
      async (request, reply) => {
        const body = readFlowBody(request.body, registry)
        const flow = await lifecycle.createFlow(services, body, whoIs(request).name)
        return reply.code(201).header('etag', `"${flow.revision}"`).send(flowView(flow, services))
      },
    )

    app.post(
      '/api/flows/validate',
      {
        config: { access: 'viewer', flowFile: true },
        schema: { response: { 200: contract.ValidateAnswer } },
      },
      async (request) => {
        const result = checkFlow(request.body, registry)
        if (!result.ok) return { ok: false, problems: [...result.problems] }
        const problems = [...result.missing, ...settingFaults(result.flow)]
        return { ok: problems.length === 0, problems }
      },
    )

    app.get(
      '/api/flows/:id',
      {
        config: { access: 'viewer' },
        schema: { params: contract.FlowParams, response: { 200: contract.FlowView } },
      },
      async (request, reply) => {
        const flow = lifecycle.flowById(services, request.params.id)
        void reply.header('etag', `"${flow.revision}"`)
        return flowView(flow, services)
      },
    )

    app.put(
      '/api/flows/:id',
      {
        config: { access: 'editor', flowFile: true },
        schema: { params: contract.FlowParams, response: { 200: contract.FlowView } },
      },
      async (request, reply) => {
        const { id } = request.params
        lifecycle.flowById(services, id)
        const base = baseRevision(request)
        const body = readFlowBody(request.body, registry)
        const flow = await lifecycle.saveFlow(services, id, body, base, whoIs(request).name)
        void reply.header('etag', `"${flow.revision}"`)
        return flowView(flow, services)
      },
    )

    app.delete(
      '/api/flows/:id',
      { config: { access: 'editor' }, schema: { params: contract.FlowParams } },
      async (request, reply) => {
        await lifecycle.removeFlow(services, request.params.id)
        return reply.code(204).send()
      },
    )

    app.post(
      '/api/flows/:id/publish',
      {
        config: { access: 'editor' },
        schema: {
          params: contract.FlowParams,
          body: contract.PublishBody,
          response: { 200: contract.FlowView },
        },
      },
      async (request) => {
        const note = request.body?.note ?? null
        return flowView(await lifecycle.publishFlow(services, request.params.id, whoIs(request).name, note), services)
      },
    )

    for (const [action, work] of [
      ['enable', lifecycle.enableFlow],
      ['disable', lifecycle.disableFlow],
    ] as const) {
      app.post(
        `/api/flows/:id/${action}`,
        {
          config: { access: 'operator' },
          schema: { params: contract.FlowParams, response: { 200: contract.FlowView } },
        },
        async (request) => flowView(await work(services, request.params.id), services),
      )
    }

    app.get(
      '/api/flows/:id/samples',
      {
        config: { access: 'viewer' },
        schema: { params: contract.FlowParams, querystring: contract.NodeQuery },
      },
      async (request) => {
        const flow = lifecycle.flowById(services, request.params.id)
        const { node, limit = 20 } = request.query
        return { items: samples(services, flow.id, node, limit) }
      },
    )

    app.get(
      '/api/flows/:id/fields',
      {
        config: { access: 'viewer' },
        schema: { params: contract.FlowParams, querystring: contract.NodeQuery },
      },
      async (request) => {
        const flow = lifecycle.flowById(services, request.params.id)
        return { items: await targetFields(services, flow, request.query.node) }
      },
    )

    app.get(
      '/api/flows/:id/added-fields',
      {
        config: { access: 'viewer' },
        schema: { params: contract.FlowParams, querystring: contract.NodeQuery },
      },
      async (request) => {
        const flow = lifecycle.flowById(services, request.params.id)
        return { items: await addedFields(services, flow, request.query.node) }
      },
    )
  }

/** The revision that a change is built on; saving without saying it would overwrite somebody else's. */
function baseRevision(request: FastifyRequest): number {
  const given = request.headers['if-match']
  if (given === undefined) {
    throw fail(428, 'flow.revision-missing', 'Say which revision you changed: If-Match: "<revision>".')
  }
  const revision = /^(?:W\/)?"?(\d+)"?$/.exec(given.trim())?.[1]
  if (revision === undefined) throw fail(400, 'request.invalid', `If-Match is ${given}, but must be "<revision>".`)
  return Number(revision)
}
