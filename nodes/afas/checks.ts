import type { Check } from '../sdk/connector.ts'
import { problemOf } from '../sdk/problem.ts'
import { pickedBy, type UsedNode } from '../sdk/used-node.ts'
import type { AfasClient } from './client/client.ts'
import type { Metainfo } from './client/metainfo.ts'
import { NEEDED } from './koppel-needs.ts'
import { connectorOf } from './order/kinds.ts'
import { UPDATE_CONNECTORS } from './koppel.ts'

const GUIDE = 'The AFAS guide shows how, step by step.'

/**
 * Can AFAS be reached, does the token work, and does its app connector hold what is needed? A connector that no flow on this
 * connection uses is told and fails nothing: who only sends orders needs none for customers.
 */
export async function testConnection(
  client: AfasClient,
  signal: AbortSignal,
  used: readonly UsedNode[] = [],
): Promise<readonly Check[]> {
  const version = await tried('Address', async () => {
    const found = await client.version(signal)
    return `AFAS Profit ${found} answers at ${client.address}.`
  })
  let info: Metainfo | undefined
  const token = await tried('Token', async () => {
    info = await client.metainfo(signal)
    return `Environment ${info.environment}, app connector ${info.appName || 'without a name'}.`
  })
  return info ? [version, token, ...(await connectorChecks(client, info, usesOf(used), signal))] : [version, token]
}

/** By lower-case name: what a connector is called, and the flows that use it. */
type Uses = ReadonlyMap<string, { readonly name: string; readonly flows: ReadonlySet<string> }>

interface UsedConnectors {
  readonly get: Uses
  /** Read where they are there; the flows do without them. */
  readonly optional: Uses
  readonly update: Uses
}

/** Nodes that write to more than their settings name; with one debtor for all orders none is written. */
const WRITES: Readonly<Record<string, (config: UsedNode['config']) => readonly string[]>> = {
  'afas.ensure-debtor': ({ defaultDebtor }) => (defaultDebtor ? [] : ['KnSalesRelationOrg', 'KnSalesRelationPer']),
  'afas.write-order': ({ documentType }) => connectorOf(documentType),
}

/** Of a flow that can write several kinds of documents, nodes that the settings lead no record to need nothing. */
function isIdle({ node, config: { documentType } }: UsedNode): boolean {
  if (node.type === 'afas.write-order') return documentType === 'financial-mutation'
  return node.type === 'afas.write-entry' && documentType !== undefined && documentType !== 'financial-mutation'
}

function usesOf(used: readonly UsedNode[]): UsedConnectors {
  const uses = (namesOf: (one: UsedNode) => readonly string[]): Uses => {
    const found = new Map<string, { name: string; flows: Set<string> }>()
    for (const one of used) {
      for (const name of namesOf(one)) {
        const known = found.get(name.toLowerCase()) ?? { name, flows: new Set() }
        found.set(name.toLowerCase(), { ...known, flows: known.flows.add(one.flow) })
      }
    }
    return found
  }
  return { get: uses(readBy), optional: uses(optionalFor), update: uses(writtenBy) }
}

/** Settings that name a connector which is read only when another setting asks for it. */
const ONLY_WITH: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'afas.products': { stock: 'stockFor', prices: 'priceLists' },
}

/** Settings that name a connector which the node does without where it is not there. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  'afas.debtors': ['vatCodes'],
}

function readBy(one: UsedNode): readonly string[] {
  if (isIdle(one)) return []
  const asked = (setting: string): boolean => [one.config[setting]].flat().some(Boolean)
  const unread = Object.entries(ONLY_WITH[one.node.type] ?? {}).flatMap(([name, asks]) => (asked(asks) ? [] : [name]))
  const left = new Set([...unread, ...(OPTIONAL[one.node.type] ?? [])])
  return getConnectorsIn(one, (setting) => !left.has(setting))
}

function optionalFor(one: UsedNode): readonly string[] {
  return getConnectorsIn(one, (setting) => OPTIONAL[one.node.type]?.includes(setting) === true)
}

function getConnectorsIn(one: UsedNode, counts: (setting: string) => boolean): readonly string[] {
  const config = Object.fromEntries(Object.entries(one.config).filter(([setting]) => counts(setting)))
  return pickedBy({ ...one, config }, 'afas.get-connectors')
}

function writtenBy(one: UsedNode): readonly string[] {
  if (isIdle(one)) return []
  const document = one.node.kind === 'source' ? undefined : one.node.document?.(one.config)
  const own = WRITES[one.node.type]?.(one.config) ?? (document === undefined ? [] : [document])
  return [...new Set([...pickedBy(one, 'afas.update-connectors'), ...own])]
}

async function connectorChecks(
  client: AfasClient,
  info: Metainfo,
  used: UsedConnectors,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  const names = (known: Iterable<string>, ...uses: readonly Uses[]) => {
    const all = [...known, ...uses.flatMap((one) => [...one.values()].map(({ name }) => name))]
    return [...new Map(all.map((one) => [one.toLowerCase(), one])).values()]
  }
  const updates = new Set(info.updateConnectors.map((one) => one.id.toLowerCase()))
  const gets = new Set(info.getConnectors.map((one) => one.id.toLowerCase()))
  return [
    ...names(UPDATE_CONNECTORS, used.update).map((name) => {
      const there = updates.has(name.toLowerCase())
      return there
        ? present(name, 'update-connector')
        : missing(name, 'update-connector', ['Orders to AFAS'], used.update)
    }),
    ...(await Promise.all(
      names(NEEDED.keys(), used.get, used.optional).map(async (name) =>
        gets.has(name.toLowerCase())
          ? readable(client, name, used.get, signal)
          : missing(name, 'get-connector', NEEDED.get(name)?.by ?? [], used.get, used.optional),
      ),
    )),
  ]
}

type Kind = 'get-connector' | 'update-connector'

const present = (name: string, kind: Kind): Check => ({ name, ok: true, detail: `The ${kind} ${name} is there.` })

const list = (names: Iterable<string>): string => [...names].join(', ')

function missing(name: string, kind: Kind, by: readonly string[], uses: Uses, optional?: Uses): Check {
  const first = kind === 'get-connector' ? 'Import it into AFAS if it is not there yet, and add it' : 'Add it'
  const advice = `${first} to the app connector in AFAS. ${GUIDE}`
  const flows = uses.get(name.toLowerCase())?.flows
  if (flows) {
    const detail = `The ${kind} ${name} is not in the app connector; needed for ${list(flows)}.`
    return { name, ok: false, detail, advice }
  }
  const without = optional?.get(name.toLowerCase())?.flows
  const why = without
    ? `${list(without)} can do without it.`
    : `No flow on this connection needs it: it is only for ${list(by)}.`
  const detail = `The ${kind} ${name} is not in the app connector. ${why}`
  return { name, ok: true, detail, advice: `When you want that: ${advice.charAt(0).toLowerCase()}${advice.slice(1)}` }
}

/** It is in the app connector: does it have the fields that it is read by, and, where a flow needs it, may it be read? */
async function readable(client: AfasClient, name: string, uses: Uses, signal: AbortSignal): Promise<Check> {
  const flows = uses.get(name.toLowerCase())?.flows
  try {
    const fields = new Set((await client.getFields(name, signal)).map(({ id }) => id))
    const absent = (NEEDED.get(name)?.fields ?? []).filter((field) => !fields.has(field))
    if (absent.length > 0) {
      const detail = `The get-connector ${name} lacks ${list(absent)}: needed for ${list(flows ?? NEEDED.get(name)?.by ?? [])}.`
      const advice = `Add ${absent.length === 1 ? 'this field' : 'these fields'} to ${name} in AFAS, with exactly this id. ${GUIDE}`
      return { name, ok: flows === undefined, detail, advice }
    }
    const [first] = fields
    if (flows && first !== undefined) await client.rows(name, { order: first, skip: 0, take: 1 }, signal)
    return present(name, 'get-connector')
  } catch (error) {
    signal.throwIfAborted()
    const { message, advice } = problemOf(error)
    return { name, ok: flows === undefined, detail: message, advice: advice ?? GUIDE }
  }
}

async function tried(name: string, ask: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await ask() }
  } catch (error) {
    const { message, advice } = problemOf(error)
    return { name, ok: false, detail: message, advice: advice ?? GUIDE }
  }
}
