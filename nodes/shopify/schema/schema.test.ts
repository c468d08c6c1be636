import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { parse, validate, validateSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../flows/root.ts'
import { keptMutations, keptQueries } from './kept.ts'
import { loadSchema, readSchemaFile } from './load.ts'

describe('the pruned schema', () => {
  const file = readSchemaFile()
  const schema = loadSchema(file)

  it('is whole, and has every root that was kept', () => {
    expect(validateSchema(schema)).toEqual([])
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).toSorted()).toEqual(keptQueries.toSorted())
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {}).toSorted()).toEqual(keptMutations.toSorted())
  })

  it('knows the directive that makes writes repeatable, and the scopes', () => {
    const query =
      'mutation($i: RefundInput!) { refundCreate(input: $i) @idempotent(key: "a") { userErrors { message } } }'
    expect(validate(schema, parse(query))).toEqual([])
    expect(file.scopes['Order']?.scopes).toContain('read_orders')
    expect(file.scopes['Mutation.productSet']?.scopes).toEqual(['write_products'])
  })

  it('is what the published one gives, where that is at hand', () => {
    const script = path.join(projectRoot(), 'nodes/shopify/schema/prune.ts')
    const tsx = path.join(projectRoot(), 'node_modules/.bin/tsx')
    expect(execFileSync(tsx, [script, '--check'], { cwd: projectRoot(), stdio: 'pipe' }).toString()).not.toContain(
      'differs',
    )
  })
})
