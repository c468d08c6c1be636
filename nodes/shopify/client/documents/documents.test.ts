import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, parse, validate, type GraphQLSchema, type IntrospectionQuery } from 'graphql'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../../flows/root.ts'
import { loadSchema } from '../../schema/load.ts'
import { documents } from './all.ts'
import { connectionCost, PAGE_SIZES } from './document.ts'

/** Shopify's own file, where it is at hand; the repository carries the part of it that is used. */
const published = path.join(projectRoot(), '../shared/data/shopify/admin_2026-10.json.gz')

function publishedSchema(): GraphQLSchema {
  const file = JSON.parse(gunzipSync(readFileSync(published)).toString()) as { data: IntrospectionQuery }
  return buildClientSchema(file.data)
}

const schemas = [
  { name: 'the schema in the repository', load: loadSchema, there: true },
  { name: 'the published schema', load: publishedSchema, there: existsSync(published) },
]

describe.each(schemas)('against $name', ({ load, there }) => {
  const schema = there ? load() : undefined

  it.runIf(there).each(documents)('$name is valid', ({ text }) => {
    expect(validate(schema!, parse(text)).map((error) => error.message)).toEqual([])
  })

  it.runIf(there)('a field that does not exist is found out', () => {
    expect(validate(schema!, parse('{ shop { id nonsense } }'))).toHaveLength(1)
  })
})

describe('the list of documents', () => {
  it('says of each what it is', () => {
    for (const { name, kind, text } of documents) {
      expect(parse(text).definitions[0]).toMatchObject({ operation: kind, name: { value: name } })
    }
  })

  it('is complete', () => {
    const folder = path.join(projectRoot(), 'nodes/shopify/client/documents')
    const files = readdirSync(folder).filter((file) => !file.endsWith('.test.ts'))
    const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8'))
    const declared = texts.flatMap((text) => [...text.matchAll(/^ {2}name: '(\w+)',$/gm)].map((match) => match[1]))
    expect(declared.toSorted()).toEqual(documents.map((one) => one.name).toSorted())
  })
})

it('knows the sizes behind which a page gets dearer', () => {
  for (const size of PAGE_SIZES) {
    const step = connectionCost(1, size + 1) - connectionCost(1, size)
    expect([size, step]).toEqual([size, size === 1 ? 0 : 1])
  }
})
