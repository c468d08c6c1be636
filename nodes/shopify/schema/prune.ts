/**
 * Makes `admin-2026-10.json.gz` from Shopify's published introspection result:
 *   npx tsx nodes/shopify/schema/prune.ts [--check] [path of admin_2026-10.json.gz]
 * With `--check` nothing is written: it fails when the file in the repository is not what the source gives.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { assertValidSchema, buildClientSchema, type IntrospectionSchema } from 'graphql'
import { projectRoot } from '../../../flows/root.ts'
import { schemaFile, type SchemaFile } from './load.ts'
import { prune } from './reach.ts'

interface Access {
  readonly type: 'type' | 'field'
  readonly typeName: string
  readonly fieldName?: string
  readonly requiredAccess: string
  readonly offlineScopes: readonly string[]
}
interface Published {
  readonly data: { readonly __schema: IntrospectionSchema }
  readonly offline_scopes: { readonly items: readonly Access[] }
}

function scopesOf(published: Published, schema: IntrospectionSchema): SchemaFile['scopes'] {
  const fields = new Set<string>()
  for (const type of schema.types) {
    fields.add(type.name)
    const own = type.kind === 'OBJECT' || type.kind === 'INTERFACE' ? type.fields : []
    for (const field of own) fields.add(`${type.name}.${field.name}`)
  }
  const scopes: Record<string, { scopes: readonly string[]; access: string }> = {}
  for (const item of published.offline_scopes.items) {
    const place = item.fieldName === undefined ? item.typeName : `${item.typeName}.${item.fieldName}`
    if (item.offlineScopes.length === 0 || !fields.has(place)) continue
    scopes[place] = { scopes: [...new Set(item.offlineScopes)], access: item.requiredAccess }
  }
  return Object.fromEntries(Object.entries(scopes).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function main(args: readonly string[]): number {
  const given = args.find((one) => !one.startsWith('--'))
  const source = given ?? path.join(projectRoot(), '../shared/data/shopify/admin_2026-10.json.gz')
  if (!existsSync(source)) {
    process.stderr.write(`The published schema is not here (${source}); nothing checked, nothing written.\n`)
    return args.includes('--check') ? 0 : 1
  }
  const published = JSON.parse(gunzipSync(readFileSync(source)).toString()) as Published
  const schema = prune(published.data.__schema)
  assertValidSchema(buildClientSchema({ __schema: schema }))
  const result: SchemaFile = { apiVersion: '2026-10', schema, scopes: scopesOf(published, schema) }
  const text = JSON.stringify(result)
  if (args.includes('--check')) {
    const same = existsSync(schemaFile()) && gunzipSync(readFileSync(schemaFile())).toString() === text
    process.stdout.write(same ? 'The pruned schema is up to date.\n' : 'The pruned schema differs: run prune.ts.\n')
    return same ? 0 : 1
  }
  const packed = gzipSync(text, { level: 9 })
  writeFileSync(schemaFile(), packed)
  process.stdout.write(`${schema.types.length} types, ${(packed.length / 1024).toFixed(0)} kB\n`)
  return 0
}

process.exitCode = main(process.argv.slice(2))
