/**
 * Makes the product's own form of AFAS's published connector descriptions:
 *   npx tsx nodes/afas/schema/condense.ts [folder with the descriptions] [--check]
 * `--check` writes nothing and fails when the committed files differ from what the descriptions give today.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../../flows/root.ts'
import type { ConnectorSchema, FieldSchema, FieldType, GetConnectorSchema, ObjectSchema } from './schema.ts'

interface GivenField {
  readonly type: string
  readonly format?: string
  readonly label: string
  readonly maxLength?: number
  readonly required?: boolean
  readonly values?: Readonly<Record<string, string>>
}

interface GivenObject {
  readonly fields: Readonly<Record<string, GivenField>>
  readonly objects?: Readonly<Record<string, GivenObject>>
}

interface GivenConnector {
  readonly label: string
  readonly root: string
  readonly post?: GivenObject
  readonly put?: GivenObject
}

/**
 * Flagged as required in the descriptions, while AFAS's own examples and texts leave them out: numbers that Profit gives
 * itself, what only matters when an address changes, and a preferred delivery address.
 */
const optionalAfterAll = new Set(['CdDa', 'BcId', 'BcCo', 'BeginDate', 'AddToPortal', 'EnNo'])

const types: Readonly<Record<string, FieldType>> = {
  boolean: 'boolean',
  integer: 'int',
  number: 'decimal',
  byte: 'blob',
  date: 'date',
  'date-time': 'datetime',
}

function condenseField(insert: GivenField | undefined, update: GivenField | undefined, id: string): FieldSchema {
  const given = (insert ?? update) as GivenField
  const values = given.values ?? update?.values
  return {
    type: types[given.format ?? ''] ?? types[given.type] ?? 'string',
    label: given.label,
    ...(given.maxLength === undefined ? {} : { length: given.maxLength }),
    ...(insert?.required === true && !optionalAfterAll.has(id) ? { required: true } : {}),
    ...(update?.required === true ? { key: true } : {}),
    ...(values ? { values } : {}),
  }
}

/** The same address or bank account appears in many connectors: each different shape is kept once and named. */
class Shapes {
  readonly #names = new Map<string, string>()
  readonly all: Record<string, ObjectSchema> = {}

  add(name: string, shape: ObjectSchema): string {
    const text = JSON.stringify(shape)
    const known = this.#names.get(`${name} ${text}`)
    if (known !== undefined) return known
    let free = name
    for (let n = 2; free in this.all; n++) free = `${name}/${n}`
    this.#names.set(`${name} ${text}`, free)
    this.all[free] = shape
    return free
  }
}

const keysOf = (...parts: (object | undefined)[]): string[] => [
  ...new Set(parts.flatMap((part) => Object.keys(part ?? {}))),
]

function condenseObject(
  shapes: Shapes,
  insert: GivenObject | undefined,
  update: GivenObject | undefined,
): ObjectSchema {
  const fields: Record<string, FieldSchema> = {}
  for (const id of keysOf(insert?.fields, update?.fields)) {
    fields[id] = condenseField(insert?.fields[id], update?.fields[id], id)
  }
  const objects: Record<string, string> = {}
  for (const name of keysOf(insert?.objects, update?.objects)) {
    objects[name] = shapes.add(name, condenseObject(shapes, insert?.objects?.[name], update?.objects?.[name]))
  }
  return { fields, objects }
}

function condenseUpdates(given: Readonly<Record<string, GivenConnector>>) {
  const shapes = new Shapes()
  const connectors: Record<string, ConnectorSchema> = {}
  for (const [id, one] of Object.entries(given)) {
    connectors[id] = {
      label: one.label,
      root: one.root,
      insert: one.post !== undefined,
      update: one.put !== undefined,
      shape: shapes.add(one.root, condenseObject(shapes, one.post, one.put)),
    }
  }
  return { connectors, shapes: shapes.all }
}

interface GivenGet {
  readonly label: string
  readonly fields: Readonly<Record<string, GivenField>>
}

function condenseGets(given: Readonly<Record<string, GivenGet>>) {
  const connectors: Record<string, GetConnectorSchema> = {}
  for (const [id, one] of Object.entries(given)) {
    const fields = Object.entries(one.fields).map(([field, { type, label }]) => [
      field,
      { type: types[type] ?? 'string', label },
    ])
    connectors[id] = { label: one.label, fields: Object.fromEntries(fields) as GetConnectorSchema['fields'] }
  }
  return { connectors }
}

interface Given<T> {
  readonly $source: string
  readonly connectors: Readonly<Record<string, T>>
}

const readGiven = <T>(folder: string, name: string): Given<T> =>
  JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Given<T>

/** One field or shape a line: small enough to read, and a difference shows what changed. */
function print(source: string, content: Readonly<Record<string, object>>): string {
  const parts = Object.entries(content).map(([name, entries]) => {
    const lines = Object.entries(entries).map(([id, value]) => `    ${JSON.stringify(id)}: ${JSON.stringify(value)}`)
    return `  ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n  }`
  })
  return `{\n  "source": ${JSON.stringify(source)},\n${parts.join(',\n')}\n}\n`
}

function main(): void {
  const args = process.argv.slice(2)
  const check = args.includes('--check')
  const folder = path.resolve(projectRoot(), args.find((one) => !one.startsWith('--')) ?? '../shared/data/afas')
  if (!existsSync(folder)) {
    process.stdout.write('AFAS descriptions are not here: nothing to compare with.\n')
    process.exit(check ? 0 : 1)
  }
  const updates = readGiven<GivenConnector>(folder, 'update-connectors.json')
  const gets = readGiven<GivenGet>(folder, 'get-connectors.json')
  const wanted: Record<string, string> = {
    'update-connectors.json': print(updates.$source, condenseUpdates(updates.connectors)),
    'get-connectors.json': print(gets.$source, condenseGets(gets.connectors)),
  }
  let drifted = false
  for (const [name, text] of Object.entries(wanted)) {
    const file = path.join(projectRoot(), 'nodes', 'afas', 'schema', name)
    if (!check) writeFileSync(file, text)
    else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      drifted = true
      process.stderr.write(`nodes/afas/schema/${name} is not what the descriptions give: run condense.ts\n`)
    }
  }
  process.exit(drifted ? 1 : 0)
}

main()
