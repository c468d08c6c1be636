import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, type GraphQLSchema, type IntrospectionSchema } from 'graphql'
import { projectRoot } from '../../../flows/root.ts'

export const apiVersion = '2026-10'

/** Shopify's published Admin schema, cut down by prune.ts, with the access scopes its types and fields ask for. */
export interface SchemaFile {
  readonly apiVersion: string
  readonly schema: IntrospectionSchema
  /** By `Type` or `Type.field`: any one of `scopes` is enough; `access` is Shopify's own sentence. */
  readonly scopes: Readonly<Record<string, { readonly scopes: readonly string[]; readonly access: string }>>
}

export function schemaFile(): string {
  return path.join(projectRoot(), 'nodes', 'shopify', 'schema', `admin-${apiVersion}.json.gz`)
}

export function readSchemaFile(): SchemaFile {
  return JSON.parse(gunzipSync(readFileSync(schemaFile())).toString()) as SchemaFile
}

/** For validating documents; a fresh object each time, since a server hangs its resolvers on it. */
export function loadSchema(file: SchemaFile = readSchemaFile()): GraphQLSchema {
  return buildClientSchema({ __schema: file.schema })
}
