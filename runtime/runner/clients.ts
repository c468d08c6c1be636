import type { Connector } from '../../nodes/sdk/connector.ts'
import type { Logger } from '../../nodes/sdk/context.ts'
import { ProblemError } from '../../nodes/sdk/problem.ts'
import type { Opened } from '../engine/deps.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { connectionSecretPlace, createConnectionStore } from '../store/control/connections.ts'
import type { SqliteFile } from '../store/sqlite.ts'

export interface ClientPool {
  open(id: string): Promise<Opened>
  close(): Promise<void>
}

/**
 * One client a connection, shared by all runs of this runner, so that rate budgets and the most calls at once hold
 * over all of them. A changed connection gets a new client; runs that hold the old one end with it.
 */
export function createClientPool(
  control: SqliteFile,
  secrets: Secrets,
  connectorByType: (type: string) => Connector | undefined,
  log: Logger,
): ClientPool {
  const connections = createConnectionStore(control)
  const opened = new Map<string, { revision: number; opened: Opened }>()
  const retired: Opened[] = []

  return {
    open(id) {
      const row = connections.get(id)
      const connector = row && connectorByType(row.type)
      if (!row || !connector) throw missing(id)
      const known = opened.get(id)
      if (known?.revision === row.revision) return Promise.resolve(known.opened)
      if (known) retired.push(known.opened)
      const plain = Object.fromEntries(
        Object.entries(row.secrets).map(([name, sealed]) => [
          name,
          secrets.open(sealed, connectionSecretPlace(id, name)),
        ]),
      )
      const client: unknown = connector.open({ config: row.config, secrets: plain, log })
      const fresh: Opened = { connector, client, config: row.config }
      opened.set(id, { revision: row.revision, opened: fresh })
      return Promise.resolve(fresh)
    },
    async close() {
      const all = [...retired, ...[...opened.values()].map((one) => one.opened)]
      await Promise.all(all.flatMap((one) => one.connector.close?.(one.client) ?? []))
    },
  }
}

function missing(id: string): ProblemError {
  return new ProblemError({
    code: 'flow.not-connected',
    message: `The connection ${id} is not there any more.`,
    advice: 'Choose another connection on the flow page.',
    retry: 'after-fix',
    scope: 'system',
  })
}
