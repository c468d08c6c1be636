import { isDeepStrictEqual } from 'node:util'
import type { Static, TObject } from 'typebox'
import { Compile } from 'typebox/compile'
import { v7 as uuid } from 'uuid'
import type { Connector } from '../../../nodes/sdk/connector.ts'
import { connectionSecretPlace, type ConnectionRow } from '../../store/control/connections.ts'
import { fail, notFound, type Fault } from '../problems.ts'
import type { Services } from '../services.ts'
import type { ConnectionChange, NewConnection } from './contract.ts'

/** Keeps a new connection, its secrets sealed. */
export function addConnection(services: Services, given: Static<typeof NewConnection>): ConnectionRow {
  const { store, clock } = services
  const { name, type, config = {}, secrets = {} } = given
  const id = given.id ?? `${slug(name)}-${uuid().slice(-6)}`
  if (store.connections.get(id)) throw fail(409, 'connection.id-taken', `There is a connection "${id}" already.`)
  check(connectorOf(services, type), config, secrets)
  const at = clock()
  const sealed = seal(services, id, secrets)
  store.connections.add({
    ...{ id, name, type, config, secrets: sealed },
    revision: 1,
    sandbox: false,
    createdAt: at,
    updatedAt: at,
  })
  return connectionById(services, id)
}

/** Changes a connection. Where it leads to may only change together with its secrets: else they could be sent elsewhere. */
export async function changeConnection(services: Services, id: string, given: Static<typeof ConnectionChange>) {
  const row = connectionById(services, id)
  if ((given.id ?? id) !== id || (given.type ?? row.type) !== row.type) {
    throw fail(422, 'connection.invalid', 'A connection keeps its id and its type; make a new one instead.')
  }
  const connector = connectorOf(services, row.type)
  const { name = row.name, config = row.config, secrets = {} } = given
  const kept = Object.keys(row.secrets).filter((one) => !Object.hasOwn(secrets, one))
  if (kept.length > 0 && leadsElsewhere(connector, row.config, config)) {
    throw fail(422, 'connection.secrets-needed', 'The address has changed, so the credentials must be given again.', {
      advice: `Fill in ${kept.join(', ')} once more.`,
      errors: kept.map((one) => ({ path: `$.secrets.${one}`, message: 'must be given with a new address' })),
    })
  }
  const plain = { ...Object.fromEntries(kept.map((one) => [one, 'kept'])), ...secrets }
  check(connector, config, plain)
  const sealed = { ...row.secrets, ...seal(services, id, secrets) }
  services.store.connections.change(id, { name, config, secrets: sealed }, services.clock())
  await services.clients.drop(id)
  return connectionById(services, id)
}

export function connectionById(services: Services, id: string): ConnectionRow {
  const row = services.store.connections.get(id)
  if (!row) throw notFound('connection', id)
  return row
}

function connectorOf({ registry }: Services, type: string): Connector {
  const connector = registry.connectorByType(type)
  if (connector) return connector
  throw fail(422, 'connection.type-unknown', `This version has no connector "${type}".`, {
    errors: [{ path: '$.type', message: `"${type}" is not known here` }],
  })
}

function check(connector: Connector, config: unknown, secrets: unknown): void {
  const faults = [
    ...faultsOf(connector.config, config, '$.config'),
    ...faultsOf(connector.secrets, secrets, '$.secrets'),
  ]
  if (faults.length > 0) {
    throw fail(422, 'connection.invalid', `The ${connector.title} connection cannot be used like this.`, {
      errors: faults,
    })
  }
}

function faultsOf(schema: TObject, value: unknown, root: string): Fault[] {
  return Compile(schema)
    .Errors(value)
    .map((one) => ({ path: `${root}${one.instancePath.replaceAll('/', '.')}`, message: one.message }))
}

/** A changed value that a person typed freely: an address, a shop, a participant number. Choices do not count. */
function leadsElsewhere(
  connector: Connector,
  before: ConnectionRow['config'],
  after: ConnectionRow['config'],
): boolean {
  return Object.entries(connector.config.properties as Record<string, { type?: unknown }>).some(
    ([name, property]) => property.type === 'string' && !isDeepStrictEqual(before[name], after[name]),
  )
}

function seal({ secrets }: Services, id: string, plain: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(plain).map(([name, text]) => [name, secrets.seal(text, connectionSecretPlace(id, name))]),
  )
}

function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return plain.slice(0, 40) || 'connection'
}
