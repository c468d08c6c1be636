import {
  TypeInfo,
  getNamedType,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql'
import type { SchemaFile } from '../../schema/load.ts'

type Scopes = SchemaFile['scopes']

/** `write_x` brings `read_x` with it. */
export function withImplied(scopes: readonly string[]): ReadonlySet<string> {
  return new Set(scopes.flatMap((one) => (one.startsWith('write_') ? [one, one.replace('write_', 'read_')] : [one])))
}

const missing = (scopes: Scopes, place: string, granted: ReadonlySet<string>): string | undefined => {
  const needed = Object.hasOwn(scopes, place) ? scopes[place] : undefined
  return needed && !needed.scopes.some((one) => granted.has(one)) ? needed.access : undefined
}

/** What lists and edges hold: a list of orders asks for what an order asks for. */
function heldType(schema: GraphQLSchema, name: string): string {
  if (!/(Connection|Edge)$/.test(name)) return name
  const type = schema.getType(name)
  if (!type || !('getFields' in type)) return name
  const fields = type.getFields()
  const held = fields['nodes'] ?? fields['node']
  return held ? getNamedType(held.type).name : name
}

/** The fields of a document that a token may not see, each with Shopify's sentence on what it needs. */
export function deniedFields(
  schema: GraphQLSchema,
  scopes: Scopes,
  document: DocumentNode,
  granted: ReadonlySet<string>,
): ReadonlyMap<FieldNode, string> {
  const denied = new Map<FieldNode, string>()
  const info = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType()?.name ?? ''
        const type = info.getType()
        const named = type ? heldType(schema, getNamedType(type).name) : ''
        const access = missing(scopes, `${parent}.${node.name.value}`, granted) ?? missing(scopes, named, granted)
        if (access !== undefined) denied.set(node, access)
      },
    }),
  )
  return denied
}

export const typeReader =
  (scopes: Scopes, granted: ReadonlySet<string>) =>
  (type: string): boolean =>
    missing(scopes, type, granted) === undefined
