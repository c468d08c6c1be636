import type { Choice } from '../../../nodes/sdk/connector.ts'
import { asObject } from './defaults.ts'

export type Schema = Readonly<Record<string, unknown>>

/** Which widget edits a value. What none of them understands is edited as JSON. */
export type Widget =
  | 'expression'
  | 'code'
  | 'mapping'
  | 'trigger'
  | 'pick'
  | 'picks'
  | 'choice'
  | 'checks'
  | 'boolean'
  | 'number'
  | 'text'
  | 'date'
  | 'texts'
  | 'pairs'
  | 'rows'
  | 'group'
  | 'switches'
  | 'json'

const NAMED: readonly Widget[] = ['expression', 'code', 'mapping', 'trigger', 'date', 'json']

const MOST_CHECKS = 16

export function widgetOf(schema: Schema): Widget {
  const named = NAMED.find((widget) => widget === schema['x-widget'])
  if (named !== undefined) return named
  if (picksMany(schema)) return 'picks'
  if (typeof schema['x-pick'] === 'string') return 'pick'
  if (isTrigger(schema)) return 'trigger'
  if (choicesOf(schema).length > 0) return 'choice'
  return byType(schema)
}

function byType(schema: Schema): Widget {
  switch (schema['type']) {
    case 'boolean':
      return 'boolean'
    case 'integer':
    case 'number':
      return 'number'
    case 'string':
      return schema['format'] === 'date' ? 'date' : 'text'
    case 'array':
      return ofList(asObject(schema['items']))
    case 'object':
      if (schema['properties'] === undefined) return isPairs(schema) ? 'pairs' : 'json'
      return isSwitches(schema) ? 'switches' : 'group'
    default:
      return 'json'
  }
}

/** Known values are boxes to tick; with a great many of them, typing finds one sooner. */
function ofList(items: Schema): Widget {
  const known = choicesOf(items).length
  if (known > 0) return known <= MOST_CHECKS ? 'checks' : 'texts'
  if (items['type'] === 'string') return 'texts'
  return isSmall(items) ? 'rows' : 'json'
}

const MOST_FIELDS = 6

/** A few plain fields, which fit beside each other in a list of such things. */
function isSmall(items: Schema): boolean {
  const fields = fieldsOf(items)
  const deep: readonly Widget[] = ['json', 'group', 'pairs', 'rows', 'trigger', 'mapping']
  return (
    fields.length > 0 && fields.length <= MOST_FIELDS && fields.every(({ schema }) => !deep.includes(widgetOf(schema)))
  )
}

function picksMany(schema: Schema): boolean {
  if (schema['type'] !== 'array') return false
  return typeof (schema['x-pick'] ?? asObject(schema['items'])['x-pick']) === 'string'
}

/** Nothing but yes and no inside: a table of switches says it best. */
function isSwitches(schema: Schema): boolean {
  const inside = Object.values(asObject(schema['properties'])).map(asObject)
  return inside.length > 1 && inside.every((one) => one['type'] === 'boolean')
}

/** A dictionary of text values: names that people choose, with a value each. */
function isPairs(schema: Schema): boolean {
  const inside = [schema['additionalProperties'], ...Object.values(asObject(schema['patternProperties']))]
  return inside.some((one) => asObject(one)['type'] === 'string')
}

function isTrigger(schema: Schema): boolean {
  const kinds = listOf(schema['anyOf']).map((one) => asObject(asObject(one['properties'])['type'])['const'])
  return kinds.length > 0 && kinds.every((kind) => kind === 'schedule' || kind === 'webhook' || kind === 'manual')
}

/** The values a field may have, with what people call them. */
export function choicesOf(schema: Schema): readonly Choice[] {
  if (Array.isArray(schema['enum']))
    return schema['enum'].filter(isScalar).map((value) => ({ value, label: String(value) }))
  const options = listOf(schema['anyOf'] ?? schema['oneOf'])
  if (options.length === 0 || !options.every((one) => isScalar(one['const']))) return []
  return options.map((one) => ({
    value: one['const'] as Choice['value'],
    label: typeof one['title'] === 'string' ? one['title'] : String(one['const']),
  }))
}

function isScalar(value: unknown): value is Choice['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(asObject) : []
}

/** The fields of an object schema, in its order. */
export function fieldsOf(schema: Schema): readonly { name: string; schema: Schema; required: boolean }[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries(asObject(schema['properties'])).map(([name, property]) => ({
    name,
    schema: asObject(property),
    required: required.includes(name),
  }))
}

/** `deliveryTerms` -> "Delivery terms", for fields whose schema has no title. */
export function titleOf(name: string, schema: Schema): string {
  if (typeof schema['title'] === 'string') return schema['title']
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function helpOf(schema: Schema): string | undefined {
  return typeof schema['description'] === 'string' ? schema['description'] : undefined
}

export const limitOf = (schema: Schema, name: string): number | undefined =>
  typeof schema[name] === 'number' ? schema[name] : undefined

/** `{ "$setting": "name" }`: the flow's setting of that name takes the place of the value. */
export function settingIn(value: unknown): string | undefined {
  const name = asObject(value)['$setting']
  return typeof name === 'string' ? name : undefined
}
