import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { templateById } from '../../../flows/templates/index.ts'
import type { Flow } from '../../../flows/schema.ts'
import type { FlowRow } from '../../store/control/flows.ts'
import { readFlowBody } from '../flows/body.ts'
import { createFlow, enableFlow, publishFlow, removeFlow } from '../flows/lifecycle.ts'
import { fail, notFound, type Fault } from '../problems.ts'
import type { Registry } from '../deps.ts'
import type { Services } from '../services.ts'
import type { Install } from './contract.ts'

export interface Slot {
  readonly slot: string
  readonly type: string
}

/** The connections that a flow's nodes ask for, once each. */
export function slotsOf(flow: Flow, registry: Registry): Slot[] {
  const slots = new Map<string, string>()
  for (const node of flow.nodes) {
    if (node.connection === undefined) continue
    slots.set(node.connection, registry.nodeByType(node.type)?.connects?.type ?? node.connection)
  }
  return [...slots].map(([slot, type]) => ({ slot, type }))
}

/** A template becomes a flow of this installation: published as version 1, and running when asked. */
export async function installTemplate(
  services: Services,
  id: string,
  given: Static<typeof Install>,
  by: string,
): Promise<FlowRow> {
  const template = templateById(id)
  if (!template) throw notFound('template', id)
  const faults = [
    ...slotFaults(services, template, given.connections ?? {}),
    ...settingFaults(template, given.settings ?? {}),
    ...valueMapFaults(template, given.valueMaps ?? {}),
  ]
  if (faults.length > 0) {
    throw fail(422, 'template.invalid', 'The template cannot be installed like this.', { errors: faults })
  }
  const body = readFlowBody({ ...filledIn(template, given), connections: given.connections }, services.registry)
  const flow = await createFlow(services, body, by)
  try {
    const published = await publishFlow(services, flow.id, by, null)
    return given.enable ? await enableFlow(services, flow.id) : published
  } catch (error) {
    // Half an installation would only be in the way of the next attempt.
    await removeFlow(services, flow.id)
    throw error
  }
}

function filledIn(template: Flow, { id, name, settings, valueMaps }: Static<typeof Install>): Flow {
  const flow: Flow = { ...template, id: id ?? template.id, name: name ?? template.name }
  if (settings && flow.settings) flow.settings = { ...flow.settings, values: { ...flow.settings.values, ...settings } }
  for (const [map, change] of Object.entries(valueMaps ?? {})) {
    const known = flow.valueMaps?.[map]
    if (known) flow.valueMaps = { ...flow.valueMaps, [map]: { ...known, ...change } }
  }
  return flow
}

function slotFaults(services: Services, template: Flow, given: Readonly<Record<string, string>>): Fault[] {
  const slots = slotsOf(template, services.registry)
  const unknown = Object.keys(given)
    .filter((slot) => !slots.some((one) => one.slot === slot))
    .map((slot) => ({ path: `$.connections.${slot}`, message: 'this template has no such connection' }))
  const missing = slots.flatMap(({ slot, type }): Fault[] => {
    const path = `$.connections.${slot}`
    const id = given[slot]
    if (id === undefined) return [{ path, message: `needs a connection of type "${type}"` }]
    const row = services.store.connections.get(id)
    if (!row) return [{ path, message: `there is no connection "${id}"` }]
    return row.type === type ? [] : [{ path, message: `"${id}" is of type "${row.type}", but "${type}" is needed` }]
  })
  return [...unknown, ...missing]
}

function settingFaults(template: Flow, given: Readonly<Record<string, unknown>>): Fault[] {
  const properties = (template.settings?.schema['properties'] ?? {}) as Record<string, object>
  return Object.entries(given).flatMap(([name, value]): Fault[] => {
    const path = `$.settings.${name}`
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (property === undefined) return [{ path, message: 'this template has no such setting' }]
    return Compile(property)
      .Errors(value)
      .map((one) => ({ path: `${path}${one.instancePath.replaceAll('/', '.')}`, message: one.message }))
  })
}

function valueMapFaults(template: Flow, given: object): Fault[] {
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(template.valueMaps ?? {}, name))
    .map((name) => ({ path: `$.valueMaps.${name}`, message: 'this template has no such value map' }))
}
