import type { SandboxDatabase } from '../database.ts'
import { localTime } from '../local-time.ts'
import { Refusal } from '../refusal.ts'
import { updateConnectors, type Keys, type UpdateConnector } from './connectors.ts'
import type { Made, WriteContext } from './context.ts'
import { ElementReader, type Element } from './element.ts'
import type { UpdateSchema } from './schema.ts'

export interface Write {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly connector: string
  /** What follows the connector in the address. */
  readonly rest: readonly string[]
  readonly body: unknown
}

type Found = NonNullable<ReturnType<UpdateSchema['find']>>
type Work = (context: WriteContext, element: Element) => Made

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** `@VaIt,@DbId` and `2,20417` as names and values. */
function readKeys(names: string | undefined, values: string | undefined): Keys {
  const ids = (names ?? '').split(',').map((one) => one.replace(/^@/, ''))
  const given = (values ?? '').split(',')
  if (ids.length !== given.length || ids.some((id) => id === ''))
    throw new Refusal('shape', { object: 'DELETE', field: '@' })
  return Object.fromEntries(ids.map((id, index) => [id, given[index] ?? '']))
}

/** Carries out the calls to update-connectors. A call is one transaction: all of it, or a refusal and nothing. */
export class Writes {
  readonly #db: SandboxDatabase
  readonly #schema: UpdateSchema
  readonly #reader: ElementReader

  constructor(db: SandboxDatabase, schema: UpdateSchema) {
    this.#db = db
    this.#schema = schema
    this.#reader = new ElementReader(schema)
  }

  /** Answers what Profit tells of the new rows; empty when it tells nothing. */
  carryOut(write: Write): string {
    const found = this.#schema.find(write.connector)
    if (!found) throw new Refusal('unsupported', { value: write.connector })
    const connector = updateConnectors[found.id] ?? {}
    const context = { db: this.#db, now: localTime(Date.now()) }
    return this.#db.transaction(() => {
      if (write.method === 'DELETE') return this.#delete(context, found, connector, write.rest)
      const elements = this.#elements(found, write.body)
      const work = this.#work(found, connector, write)
      const made = elements.map((element) => this.#one(context, found, connector, element, work))
      return write.method === 'POST' ? results(found.root, made) : ''
    })
  }

  #elements(found: Found, body: unknown): Element[] {
    const roots = typeof body === 'object' && body !== null ? Object.keys(body) : []
    const root = roots[0]
    if (root === undefined || roots.length > 1 || !same(root, found.root)) {
      throw new Refusal('shape', { object: found.root, field: roots.join(', ') || '{}' })
    }
    return this.#reader.read(found.root, found.shape, (body as Record<string, unknown>)[root])
  }

  #work(found: Found, connector: UpdateConnector, write: Write): Work {
    const [sub, ...more] = write.rest
    const name = sub === undefined ? undefined : Object.keys(connector.insertRows ?? {}).find((one) => same(one, sub))
    const work =
      sub === undefined
        ? write.method === 'POST'
          ? connector.insert
          : connector.update
        : write.method === 'POST' && more.length === 0 && name !== undefined
          ? connector.insertRows?.[name]
          : undefined
    if (!work) throw new Refusal('not-in-sandbox', { value: [found.id, ...write.rest].join('/') })
    return work
  }

  /** An element's own action wins over the method of the call. */
  #one(context: WriteContext, found: Found, connector: UpdateConnector, element: Element, work: Work): Made {
    if (element.action === undefined) return work(context, element)
    const chosen = element.action === 'delete' ? undefined : connector[element.action]
    if (chosen) return chosen(context, element)
    if (element.action !== 'delete' || !connector.delete) throw new Refusal('not-in-sandbox', { value: found.id })
    const keys = Object.entries(element.fields).filter(([id]) => found.shape.fields[id]?.key)
    connector.delete(context, Object.fromEntries(keys.map(([id, value]) => [id, String(value ?? '')])))
    return {}
  }

  /** `/{root}/@Key/value`, and `/{sub-object}/@Key/value` behind it for one row. */
  #delete(context: WriteContext, found: Found, connector: UpdateConnector, rest: readonly string[]): string {
    const [root, names, values, sub, rowNames, rowValues, ...more] = rest
    if (root === undefined || !same(root, found.root) || more.length > 0) {
      throw new Refusal('shape', { object: found.root, field: rest.join('/') })
    }
    const keys = readKeys(names, values)
    const name = sub === undefined ? undefined : Object.keys(connector.deleteRow ?? {}).find((one) => same(one, sub))
    const row = name === undefined ? undefined : connector.deleteRow?.[name]
    if (sub === undefined && connector.delete) connector.delete(context, keys)
    else if (row) row(context, keys, readKeys(rowNames, rowValues))
    else throw new Refusal('not-in-sandbox', { value: `${found.id} DELETE` })
    return ''
  }
}

function results(root: string, made: readonly Made[]): string {
  if (made.every((one) => Object.keys(one).length === 0)) return ''
  return JSON.stringify({ results: { [root]: made.length === 1 ? made[0] : made } })
}
