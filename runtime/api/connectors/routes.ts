import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Connector } from '../../../nodes/sdk/connector.ts'
import type { Registry } from '../deps.ts'
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
  }

/** A connector without nodes has nothing to connect for, so the nodes name them all. */
function connectorsOf({ allNodes, connectorByType }: Registry): readonly Connector[] {
  const types = new Set(allNodes().flatMap((node) => node.connects?.type ?? []))
  return [...types].flatMap((type) => connectorByType(type) ?? [])
}

function viewOf({ type, title, icon, config, secrets }: Connector) {
  return { type, title, icon, config: plain(config), secrets: plain(secrets) }
}

function plain(schema: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema)) as Record<string, unknown>
}
