import type { AfasSchema, FieldType } from '../../schema/schema.ts'
import type { Column, ColumnType, GetConnector } from './definition.ts'
import { listRows, type Row } from './list-rows.ts'
import { standardSources, type Source } from './standard-sources.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

function rowsAsSource(list: readonly Row[]): Source {
  const names = new Set(list.flatMap((row) => Object.keys(row)))
  const sql = Object.fromEntries([...names].map((name) => [name, `json_extract(v.value, '$.${name}')`]))
  const times = [...names].filter((name) => name.endsWith('Date'))
  return { from: `json_each(${quoted(JSON.stringify(list))}) v`, row: 'v.key', sql, times }
}

const plainTypes: Readonly<Record<FieldType, ColumnType>> = {
  string: 'string',
  int: 'int',
  decimal: 'decimal',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  blob: 'string',
}

function columnOf(source: Source, id: string, type: FieldType, label: string): Column {
  const time = source.times?.includes(id) ? 'datetime' : undefined
  const date = source.dates?.includes(id) ? 'date' : undefined
  return { id, label, type: time ?? date ?? plainTypes[type], sql: source.sql[id] ?? 'NULL' }
}

/** The standard connectors that this environment can fill, with the columns as AFAS publishes them. */
export function standardConnectors(published: AfasSchema['gets']): GetConnector[] {
  return Object.entries(published).flatMap(([id, { label, fields }]) => {
    const source = standardSources[id] ?? (listRows[id] ? rowsAsSource(listRows[id]()) : undefined)
    if (!source) return []
    const columns = Object.entries(fields).map(([name, field]) => columnOf(source, name, field.type, field.label))
    const { from, row, where } = source
    return [{ id, description: label, from, row, columns, ...(where === undefined ? {} : { where }) }]
  })
}
