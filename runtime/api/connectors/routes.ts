import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Connector } from '../../../nodes/sdk/connector.ts'
import type { GuideTable } from '../../../nodes/sdk/guide.ts'
import type { Registry } from '../deps.ts'
import { notFound } from '../problems.ts'
import type { Services } from '../services.ts'

/** JSON Schemas as they are: forms are made of them. */
const SchemaObject = Type.Record(Type.String(), Type.Unknown())
const ConnectorList = Type.Object({
  items: Type.Array(
    Type.Object({
      type: Type.String(),
      title: Type.String(),
      icon: Type.String(),
      config: SchemaObject,
      secrets: SchemaObject,
    }),
  ),
})

const GuideParams = Type.Object({ type: Type.String() })
const GuideList = Type.Object({
  items: Type.Array(
    Type.Object({
      name: Type.String(),
      about: Type.String(),
      readBy: Type.Array(Type.String()),
      note: Type.Optional(Type.String()),
      instead: Type.Optional(Type.String()),
      fields: Type.Array(
        Type.Object({
          id: Type.String(),
          label: Type.String(),
          kind: Type.String(),
          length: Type.Optional(Type.Integer()),
          from: Type.Optional(Type.String()),
          needed: Type.Boolean(),
          instead: Type.Optional(Type.String()),
        }),
      ),
    }),
  ),
})

/** The systems that this version can be connected to, with what a connection to each of them takes. */
export const connectorRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const items = connectorsOf(services.registry).map(viewOf)
    app.get(
      '/api/connectors',
      { config: { access: 'viewer' }, schema: { response: { 200: ConnectorList } } },
      async () => ({ items }),
    )

    app.get(
      '/api/connectors/:type/guide',
      { config: { access: 'viewer' }, schema: { params: GuideParams, response: { 200: GuideList } } },
      async (request) => {
        const { type } = request.params
        const connector = connectorsOf(services.registry).find((one) => one.type === type)
        if (!connector) throw notFound('connector', type)
        return { items: (connector.guide?.() ?? []).map(copyOf) }
      },
    )
  }

/** A connector without nodes has nothing to connect for, so the nodes name them all. */
function connectorsOf({ allNodes, connectorByType }: Registry): readonly Connector[] {
  const types = new Set(allNodes().flatMap((node) => node.connects?.type ?? []))
  return [...types].flatMap((type) => connectorByType(type) ?? [])
}

function viewOf({ type, title, icon, config, secrets }: Connector) {
  return { type, title, icon, config: plain(config), secrets: plain(secrets) }
}

const copyOf = ({ readBy, fields, ...table }: GuideTable) => ({
  ...table,
  readBy: [...readBy],
  fields: fields.map((field) => ({ ...field })),
})

function plain(schema: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema)) as Record<string, unknown>
}
