import type { Logger } from 'pino'
import type { Connector } from '../../../nodes/sdk/connector.ts'
import { connectionSecretPlace, type ConnectionRow, type ConnectionStore } from '../../store/control/connections.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import type { Registry } from '../deps.ts'
import { fail, notFound } from '../problems.ts'

export interface OpenConnection {
  readonly row: ConnectionRow
  readonly connector: Connector
  // What a client is, only its connector knows.
  readonly client: unknown
}

interface ClientDeps {
  readonly connections: ConnectionStore
  readonly registry: Registry
  readonly secrets: Secrets
  readonly log: Logger
}

/** Clients of connections for the server's own questions (test, pick lists, subscriptions); runs have their own. */
export function createClients({ connections, registry, secrets, log }: ClientDeps) {
  const opened = new Map<string, OpenConnection>()

  async function drop(id: string): Promise<void> {
    const old = opened.get(id)
    opened.delete(id)
    await old?.connector.close?.(old.client)
  }

  return {
    async open(id: string): Promise<OpenConnection> {
      const row = connections.get(id)
      if (!row) throw notFound('connection', id)
      const known = opened.get(id)
      if (known?.row.revision === row.revision) return known
      await drop(id)
      const connector = registry.connectorByType(row.type)
      if (!connector) throw fail(409, 'connection.type-unknown', `This version has no connector "${row.type}".`)
      const plain = Object.fromEntries(
        Object.entries(row.secrets).map(([name, sealed]) => [
          name,
          secrets.open(sealed, connectionSecretPlace(row.id, name)),
        ]),
      )
      const client: unknown = connector.open({
        config: row.config,
        secrets: plain,
        log: sdkLog(log),
      })
      const connection = { row, connector, client }
      opened.set(id, connection)
      return connection
    },
    drop,
    async close(): Promise<void> {
      await Promise.all([...opened.keys()].map(drop))
    },
  }
}
export type Clients = ReturnType<typeof createClients>

/** pino's logger in the order of arguments that connectors use. */
function sdkLog(log: Logger) {
  return {
    debug: (message: string, fields?: object) => log.debug(fields ?? {}, message),
    info: (message: string, fields?: object) => log.info(fields ?? {}, message),
    warn: (message: string, fields?: object) => log.warn(fields ?? {}, message),
  }
}
