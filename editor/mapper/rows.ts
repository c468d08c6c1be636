import type { Field } from '../../nodes/sdk/connector.ts'
import { isObject } from './sample-fields.ts'
import { listPathOf } from './scope.ts'

/** One row of `core.map`'s `fields`, and what else a row may carry: kept untouched. */
export interface Mapping {
  to: string
  expression: string
  [more: string]: unknown
}

export interface MappingRow {
  to: string
  code: string
  label: string
  field: Field | undefined
  mapping: Mapping | undefined
  required: boolean
}

export interface RowGroup {
  id: string
  /** The group as the target's own description calls it, else the last part of its path. */
  title: string
  list: boolean
  mapped: number
  total: number
  rows: MappingRow[]
}

export type RowFilter = 'mapped' | 'required' | 'all'

/** The mapping rows of a node's config; anything that is no row is left alone. */
export function mappingsOf(config: Record<string, unknown>): Mapping[] {
  const fields = config['fields']
  if (!Array.isArray(fields)) return []
  return fields.filter(
    (row: unknown): row is Mapping =>
      isObject(row) && typeof row['to'] === 'string' && typeof row['expression'] === 'string',
  )
}

/** `FbSales.Element.Objects[0].FbSalesLines.Element[].Fields.ItCd` -> `ItCd`. */
export const codeOf = (path: string) =>
  path
    .split('.')
    .at(-1)
    ?.replace(/\[.*?\]$/, '') ?? path

/** Paths are the same whether a list is written `[]` or a first object `[0]`. */
export const samePath = (path: string) => path.replace(/\[(?:0|\*)?\]/g, '')

/** All rows: the mapped ones in their order, then the fields that are not mapped. */
export function allRows(fields: readonly Field[], mappings: readonly Mapping[]): MappingRow[] {
  const lists = new Set(mappings.map((mapping) => samePath(listPathOf(mapping.to) ?? mapping.to)))
  const byPath = new Map(fields.map((field) => [samePath(field.path), field]))
  const used = new Set<string>()
  const rows = mappings.map((mapping): MappingRow => {
    const field = byPath.get(samePath(mapping.to))
    used.add(samePath(mapping.to))
    return row(mapping.to, field, mapping, lists)
  })
  for (const field of fields) if (!used.has(samePath(field.path))) rows.push(row(field.path, field, undefined, lists))
  return rows
}

function row(
  to: string,
  field: Field | undefined,
  mapping: Mapping | undefined,
  lists: ReadonlySet<string>,
): MappingRow {
  const code = codeOf(to)
  const list = listPathOf(to)
  // A field that each item needs is only needed where the list itself is filled.
  const required = field?.required === true && (list === undefined || lists.has(samePath(list)))
  return { to, code, label: field?.label ?? code, field, mapping, required }
}

export const countRows = (rows: readonly MappingRow[]) => ({
  mapped: rows.filter((item) => item.mapping !== undefined).length,
  required: rows.filter((item) => item.required).length,
  all: rows.length,
  requiredMapped: rows.filter((item) => item.required && item.mapping !== undefined).length,
})

/** What is shown: the filter and the search, grouped by the part of the document a row belongs to. */
export function groupRows(rows: readonly MappingRow[], filter: RowFilter, search: string): RowGroup[] {
  const wanted = search.trim().toLowerCase()
  const groups = new Map<string, RowGroup>()
  for (const item of rows) {
    const group = groupFor(groups, item)
    group.total += 1
    if (item.mapping !== undefined) group.mapped += 1
    if (passes(item, filter) && matches(item, wanted)) group.rows.push(item)
  }
  return [...groups.values()].filter((group) => group.rows.length > 0)
}

function groupFor(groups: Map<string, RowGroup>, item: MappingRow): RowGroup {
  const place = placeOf(item.to)
  const id = samePath(place)
  const group = groups.get(id) ?? { id, title: '', list: place.endsWith('[]'), mapped: 0, total: 0, rows: [] }
  group.title = item.field?.group ?? (group.title === '' ? titleOf(place) : group.title)
  groups.set(id, group)
  return group
}

/** The part of the document a path is in: the list it belongs to (a list belongs to itself), else what holds its field. */
function placeOf(path: string): string {
  const list = /^.*\[\]/.exec(path)
  return list?.[0] ?? path.split('.').slice(0, -1).join('.')
}

/** Element, Fields and Objects say nothing to people: the document's own name does. */
function titleOf(parent: string): string {
  const telling = parent
    .split('.')
    .map((step) => step.replace(/\[.*?\]/g, ''))
    .filter((step) => !['Element', 'Fields', 'Objects', ''].includes(step))
  return telling.at(-1) ?? ''
}

function passes(item: MappingRow, filter: RowFilter): boolean {
  if (filter === 'mapped') return item.mapping !== undefined
  return filter === 'required' ? item.required : true
}

function matches(item: MappingRow, wanted: string): boolean {
  if (wanted === '') return true
  return `${item.label} ${item.code} ${item.to} ${item.mapping?.expression ?? ''}`.toLowerCase().includes(wanted)
}

/** A config with this row's expression set; a row that was not there goes to the end. */
export function withExpression(
  config: Record<string, unknown>,
  to: string,
  expression: string,
): Record<string, unknown> {
  const rows = mappingsOf(config)
  const known = rows.some((item) => item.to === to)
  const next = known
    ? rows.map((item) => (item.to === to ? { ...item, expression } : item))
    : [...rows, { to, expression }]
  return { ...config, fields: next }
}

export function withoutRow(config: Record<string, unknown>, to: string): Record<string, unknown> {
  return { ...config, fields: mappingsOf(config).filter((item) => item.to !== to) }
}
