import type { TSchema } from 'typebox'
import { schemaProblems } from '../../../flows/schema-problems.ts'
import type { Flow } from '../../../flows/schema.ts'
import type { Fault } from '../problems.ts'

/** What a person filled in and the setting does not allow, each at its place. What is not filled in has its default. */
export function settingFaults(flow: Flow): Fault[] {
  const properties = objectOf(flow.settings?.schema['properties'])
  return Object.entries(flow.settings?.values ?? {}).flatMap(([name, value]): Fault[] => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (typeof schema !== 'object' || schema === null) return []
    const found = schemaProblems(withoutPatterns(schema) as TSchema, value, ['settings', 'values', name])
    const choices = choicesOf(schema)
    if (choices.length === 0) return found.map(({ path, message }) => ({ path, message }))
    return found.slice(0, 1).map(({ path }) => ({ path, message: `Must be one of: ${choices.join(', ')}.` }))
  })
}

/** The titles of a list of choices: of alternatives the validator would only say that the first is not met. */
function choicesOf(schema: object): readonly string[] {
  const { oneOf } = schema as { oneOf?: unknown }
  const options = Array.isArray(oneOf) ? oneOf.map(objectOf) : []
  return options.every((one) => 'const' in one) ? options.map((one) => String(one['title'] ?? one['const'])) : []
}

/** A pattern comes with the flow file: the server does not run what somebody else wrote, the form does. */
function withoutPatterns(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutPatterns)
  if (typeof schema !== 'object' || schema === null) return schema
  const kept = Object.entries(schema).filter(([key, value]) => key !== 'patternProperties' && !isPattern(key, value))
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutPatterns(value)]))
}

/** The keyword, not a setting of that name. */
const isPattern = (key: string, value: unknown) => (key === 'pattern' || key === 'format') && typeof value === 'string'

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
