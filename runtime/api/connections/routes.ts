import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ProblemError, problemOf } from '../../../nodes/sdk/problem.ts'
import type { ConnectionRow } from '../../store/control/connections.ts'
import { whoIs } from '../access/gate.ts'
import { fail, notFound } from '../problems.ts'
import { DEFAULT_LIMIT, IdParams, iso, page } from '../schemas.ts'
import type { Services } from '../services.ts'
import * as contract from './contract.ts'
import { addConnection, changeConnection, connectionById } from './save.ts'
import { usedNodes } from './used-nodes.ts'

/** The other system gets this long to answer a person who waits. */
const PATIENCE = 20_000

export const connectionRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, clients } = services

    app.get(
      '/api/connections',
      {
        config: { access: 'viewer' },
        schema: { querystring: contract.ConnectionQuery, response: { 200: contract.ConnectionList } },
      },
      async (request) => {
        const { limit = DEFAULT_LIMIT, cursor, type } = request.query
        const all = store.connections.list().filter((row) => type === undefined || row.type === type)
        const from = cursor === undefined ? 0 : all.findIndex((row) => row.id === cursor) + 1
        return page(all.slice(from, from + limit + 1), limit, (row) => row.id, view)
      },
    )

    app.post(
      '/api/connections',
      {
        config: { access: 'owner' },
        schema: { body: contract.NewConnection, response: { 201: contract.ConnectionView } },
      },
      async (request, reply) => {
        const who = whoIs(request)
        // Real credentials are not to lie behind a link that signs in without asking.
        if (who.via === 'session' && !store.people.get(who.id)?.password) {
          throw fail(409, 'person.password-needed', 'Choose a password before you connect a system of your own.')
        }
        return reply.code(201).send(view(addConnection(services, request.body)))
      },
    )

    app.get(
      '/api/connections/:id',
      { config: { access: 'viewer' }, schema: { params: IdParams, response: { 200: contract.ConnectionView } } },
      async (request) => view(connectionById(services, request.params.id)),
    )

    app.put(
      '/api/connections/:id',
      {
        config: { access: 'owner' },
        schema: { params: IdParams, body: contract.ConnectionChange, response: { 200: contract.ConnectionView } },
      },
      async (request) => view(await changeConnection(services, request.params.id, request.body)),
    )

    app.delete(
      '/api/connections/:id',
      { config: { access: 'owner' }, schema: { params: IdParams } },
      async (request, reply) => {
        const { id } = connectionById(services, request.params.id)
        const used = store.flows.list().filter((flow) => Object.values(flow.connections).includes(id))
        if (used.length > 0) {
          throw fail(
            409,
            'connection.in-use',
            `Flows use this connection: ${used.map((flow) => flow.name).join(', ')}.`,
            {
              advice: 'Give these flows another connection first.',
            },
          )
        }
        await clients.drop(id)
        store.connections.remove(id)
        return reply.code(204).send()
      },
    )

    app.post(
      '/api/connections/:id/test',
      { config: { access: 'operator' }, schema: { params: IdParams, response: { 200: contract.TestAnswer } } },
      async (request) => {
        const opened = await clients.open(request.params.id).catch((error: unknown) => {
          // A connector that refuses what is stored has found something too.
          if (error instanceof ProblemError) return failedTest('Settings', error)
          throw error
        })
        if ('checks' in opened) return opened
        try {
          const used = usedNodes(services, request.params.id)
          const checks = await opened.connector.test(opened.client, AbortSignal.timeout(PATIENCE), used)
          return { ok: checks.every((check) => check.ok), checks: [...checks] }
        } catch (error) {
          return failedTest('Reach', error)
        }
      },
    )

    app.get(
      '/api/connections/:id/picks/:pick',
      { config: { access: 'viewer' }, schema: { params: contract.PickParams, response: { 200: contract.ChoiceList } } },
      async (request) => {
        const { connector, client } = await clients.open(request.params.id)
        const pick = connector.picks?.[request.params.pick]
        if (!pick) throw notFound('list', request.params.pick)
        return { items: [...(await pick(client, AbortSignal.timeout(PATIENCE)))] }
      },
    )
  }

function failedTest(name: string, error: unknown) {
  const { code, message, advice } = problemOf(error)
  const check = { name, ok: false, detail: `${message} (${code})`, ...(advice === undefined ? {} : { advice }) }
  return { ok: false, checks: [check] }
}

function view(row: ConnectionRow) {
  const { id, name, type, config, sandbox, revision } = row
  return {
    ...{ id, name, type, config, sandbox, revision },
    secretsSet: Object.keys(row.secrets),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
