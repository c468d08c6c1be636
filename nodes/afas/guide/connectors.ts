import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../../flows/root.ts'
import type { GuideTable } from '../../sdk/guide.ts'
import { NEEDED } from '../koppel-needs.ts'
import { readAfasSchema, type AfasSchema } from '../schema/schema.ts'

interface Described {
  readonly label: string
  readonly about: string
  readonly note?: string
  /** Objects of AFAS whose field codes `from` are: their lengths are those of these fields. */
  readonly of?: readonly string[]
  readonly standard?: {
    readonly connector?: string
    readonly text: string
    /** Which of our fields are there, and what they are called there. */
    readonly fields?: Readonly<Record<string, string>>
  }
  readonly fields: Readonly<Record<string, { readonly type: string; readonly label: string; readonly from?: string }>>
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  decimal: 'number',
  boolean: 'yes/no',
  date: 'date',
  'date-time': 'date and time',
}

/** A code of AFAS; an example of a field that somebody made has 32 signs and says nothing to others. */
const CUSTOM = /^U[0-9A-F]{32}$/

export function readConnectors(): Readonly<Record<string, Described>> {
  const file = path.join(projectRoot(), 'nodes', 'afas', 'guide', 'koppel-connectors.json')
  return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Described>>
}

/** Koppel's own get-connectors, field by field: what people make in AFAS. */
export function connectorTables(): readonly GuideTable[] {
  const schema = readAfasSchema()
  return Object.entries(readConnectors()).map(([name, described]) => tableOf(name, described, schema))
}

function tableOf(name: string, described: Described, schema: AfasSchema): GuideTable {
  const { about, note, standard, fields, of = [] } = described
  const needed = NEEDED.get(name)
  return {
    name,
    about,
    readBy: needed?.by ?? [],
    ...(note === undefined ? {} : { note }),
    ...(standard === undefined ? {} : { instead: standard.text }),
    fields: Object.entries(fields).map(([id, { type, label, from }]) => {
      const length = from === undefined ? undefined : lengthOf(from, of, schema)
      return {
        ...{ id, label, kind: KINDS[type] ?? type, needed: needed?.fields.includes(id) ?? false },
        ...(length === undefined ? {} : { length }),
        ...(from === undefined ? {} : { from: CUSTOM.test(from) ? 'custom field' : from }),
        ...(standard?.fields?.[id] === undefined ? {} : { instead: `${standard.connector}.${standard.fields[id]}` }),
      }
    }),
  }
}

function lengthOf(code: string, objects: readonly string[], { shapes }: AfasSchema): number | undefined {
  for (const name of objects) {
    const length = shapes[name]?.fields[code]?.length
    if (length !== undefined) return length
  }
  return undefined
}
