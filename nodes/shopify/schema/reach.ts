import type { IntrospectionField, IntrospectionSchema, IntrospectionType, IntrospectionTypeRef } from 'graphql'
import { isLeftOut, keptMutations, keptQueries } from './kept.ts'

type Types = ReadonlyMap<string, IntrospectionType>
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The named type inside lists and non-nulls. */
export function namedType(ref: IntrospectionTypeRef): string {
  let inner: IntrospectionTypeRef = ref
  while ('ofType' in inner && inner.ofType) inner = inner.ofType
  return 'name' in inner ? inner.name : ''
}

/** Interfaces that nearly everything has: reaching them must not reach all of Shopify. */
const everywhere = new Set([
  'Node',
  'HasMetafields',
  'HasMetafieldDefinitions',
  'HasPublishedTranslations',
  'DisplayableError',
])

function rootFields(type: IntrospectionType, names: readonly string[]): IntrospectionField[] {
  const fields = type.kind === 'OBJECT' ? type.fields : []
  return names.map((name) => {
    const field = fields.find((one) => one.name === name)
    if (!field) throw new Error(`${type.name} has no field ${name}: correct nodes/shopify/schema/kept.ts`)
    return field
  })
}

function refersTo(
  type: IntrospectionType,
  root: (name: string) => readonly IntrospectionField[] | undefined,
): string[] {
  const found: string[] = []
  const kept = (names: readonly { name: string }[]) => names.map((one) => one.name).filter((one) => !isLeftOut(one))
  if (type.kind === 'OBJECT' || type.kind === 'INTERFACE') {
    for (const field of root(type.name) ?? type.fields) {
      if (isLeftOut(namedType(field.type))) continue
      found.push(namedType(field.type), ...field.args.map((one) => namedType(one.type)))
    }
    found.push(...kept(type.interfaces))
  }
  if (type.kind === 'INPUT_OBJECT') found.push(...type.inputFields.map((one) => namedType(one.type)))
  if (type.kind === 'UNION' || (type.kind === 'INTERFACE' && !everywhere.has(type.name))) {
    found.push(...kept(type.possibleTypes))
  }
  return found
}

/** Without descriptions, without what was not reached. */
function slim(type: IntrospectionType, kept: ReadonlySet<string>, root: readonly IntrospectionField[] | undefined) {
  const { description: _, ...rest } = type
  const copy = rest as Mutable<Record<string, unknown>> & IntrospectionType
  const bare = <T extends { description?: unknown }>(one: T): T => ({
    ...one,
    description: undefined,
  })
  if (type.kind === 'OBJECT' || type.kind === 'INTERFACE') {
    const fields = (root ?? type.fields).filter((one) => !isLeftOut(namedType(one.type)))
    Object.assign(copy, {
      fields: fields.map((one) => ({ ...bare(one), args: one.args.map(bare) })),
      interfaces: type.interfaces.filter((one) => kept.has(one.name)),
    })
  }
  if (type.kind === 'INPUT_OBJECT') Object.assign(copy, { inputFields: type.inputFields.map(bare) })
  if (type.kind === 'ENUM') Object.assign(copy, { enumValues: type.enumValues.map(bare) })
  if (type.kind === 'UNION' || type.kind === 'INTERFACE') {
    Object.assign(copy, { possibleTypes: type.possibleTypes.filter((one) => kept.has(one.name)) })
  }
  return copy
}

/** The part of a schema that is reachable from the root fields we use, as an introspection result of its own. */
export function prune(schema: IntrospectionSchema): IntrospectionSchema {
  const types: Types = new Map(schema.types.map((one) => [one.name, one]))
  const query = types.get(schema.queryType.name)
  const mutation = schema.mutationType ? types.get(schema.mutationType.name) : undefined
  if (!query || !mutation) throw new Error('The schema has no query or mutation root.')
  const roots = new Map([
    [query.name, rootFields(query, keptQueries)],
    [mutation.name, rootFields(mutation, keptMutations)],
  ])
  const kept = new Set<string>([query.name, mutation.name, 'Boolean', 'String', 'Int', 'Float', 'ID'])
  const waiting = [query.name, mutation.name]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const type = types.get(name)
    if (!type) continue
    for (const next of refersTo(type, (one) => roots.get(one))) {
      if (kept.has(next)) continue
      kept.add(next)
      waiting.push(next)
    }
  }
  for (const one of schema.types) if (one.name.startsWith('__')) kept.add(one.name)
  const remaining = schema.types.filter((one) => kept.has(one.name)).map((one) => slim(one, kept, roots.get(one.name)))
  const bare = schema.directives.map((one) => ({ ...one, description: undefined }))
  return {
    ...schema,
    types: remaining.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    directives: bare,
  } as IntrospectionSchema
}
