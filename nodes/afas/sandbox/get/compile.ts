import type { Value } from '../database.ts'
import { Refusal } from '../refusal.ts'
import type { Column, GetConnector } from './definition.ts'
import type { Condition, GetQuery } from './query.ts'

interface Sql {
  readonly sql: string
  readonly values: readonly Value[]
}

const noCase = (column: Column): string => (column.type === 'string' ? ' COLLATE NOCASE' : '')

/**
 * A filter value in the form of its column. Times are compared as they are stored, to the millisecond and in local
 * time: a Z would claim another time zone and is refused.
 */
function valueFor(column: Column, text: string): Value {
  switch (column.type) {
    case 'string':
      return text
    case 'int':
    case 'decimal':
      if (text.trim() === '' || !Number.isFinite(Number(text))) break
      return Number(text)
    case 'boolean':
      if (/^(true|1)$/i.test(text)) return 1
      if (/^(false|0)$/i.test(text)) return 0
      break
    case 'date':
    case 'datetime':
      if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text}T00:00:00`
      if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)) return text.length === 16 ? `${text}:00` : text
  }
  throw new Refusal('invalid', { field: column.id, value: text })
}

/** The column as it compares: a date counts as its midnight, and whole seconds equal those with a zero fraction. */
function comparable(column: Column): string {
  if (column.type === 'date') return `(${column.sql} || 'T00:00:00')`
  return column.sql
}

const comparisons: Readonly<Record<number, string>> = { 1: '=', 2: '>=', 3: '<=', 4: '>', 5: '<' }

const textTests: Readonly<Record<number, { readonly test: (text: string) => string; readonly not: boolean }>> = {
  6: { test: (text) => `instr(${text}, lower(?)) > 0`, not: false },
  10: { test: (text) => `substr(${text}, 1, length(?2)) = lower(?2)`, not: false },
  11: { test: (text) => `instr(${text}, lower(?)) > 0`, not: true },
  12: { test: (text) => `substr(${text}, 1, length(?2)) = lower(?2)`, not: true },
  13: { test: (text) => `substr(${text}, -length(?2)) = lower(?2)`, not: false },
  14: { test: (text) => `substr(${text}, -length(?2)) = lower(?2)`, not: true },
  15: { test: (text) => `instr(${text}, lower(?)) > 0`, not: false },
}

function compileText(column: Column, operator: number, value: string): Sql {
  const found = textTests[operator]
  if (!found) throw new Refusal('invalid', { field: 'operatortypes', value: operator })
  const test = found.test(`lower(ifnull(CAST(${column.sql} AS TEXT), ''))`)
  const twice = test.includes('?2')
  const sql = value === '' ? '1' : test.replaceAll('?2', '?')
  return { sql: found.not ? `NOT (${sql})` : sql, values: value === '' ? [] : twice ? [value, value] : [value] }
}

function compileCondition(column: Column, { operator, value }: Condition): Sql {
  const empty = `(${column.sql} IS NULL OR ${column.sql} = '')`
  if (operator === 8 || (operator === 1 && value === '')) return { sql: empty, values: [] }
  if (operator === 9 || (operator === 7 && value === '')) return { sql: `NOT ${empty}`, values: [] }
  const comparison = comparisons[operator]
  if (comparison !== undefined) {
    return { sql: `${comparable(column)} ${comparison} ?${noCase(column)}`, values: [valueFor(column, value)] }
  }
  if (operator === 7)
    return { sql: `${comparable(column)} IS NOT ?${noCase(column)}`, values: [valueFor(column, value)] }
  return compileText(column, operator, value)
}

/** Profit finds fields without regard to case. */
export function findColumn(connector: GetConnector, field: string): Column {
  const column = connector.columns.find((one) => one.id.toLowerCase() === field.toLowerCase())
  if (!column) throw new Refusal('connector-field', { field })
  return column
}

const isOneValue = (group: readonly Condition[]): boolean =>
  group.length === 1 && group[0]?.operator === 1 && group[0].value !== ''

/** A look-up asks for many values of one field: as a list they are found by an index, as alternatives they are not. */
function alternatives(connector: GetConnector, filter: GetQuery['filter']): Sql[][] {
  const byColumn = new Map<Column, Value[]>()
  for (const one of filter.filter((group) => isOneValue(group)).flat()) {
    const column = findColumn(connector, one.field)
    byColumn.set(column, [...(byColumn.get(column) ?? []), valueFor(column, one.value)])
  }
  return [...byColumn].map(([column, values]) => {
    const sql = `${comparable(column)}${noCase(column)} IN (${values.map(() => '?').join(', ')})`
    return [{ sql, values }]
  })
}

function compileFilter(connector: GetConnector, filter: GetQuery['filter']): Sql {
  const groups = [
    ...alternatives(connector, filter),
    ...filter
      .filter((group) => !isOneValue(group))
      .map((group) => group.map((one) => compileCondition(findColumn(connector, one.field), one))),
  ]
  const own = connector.where ?? '1'
  if (groups.length === 0) return { sql: ` WHERE ${own}`, values: [] }
  const sql = groups.map((group) => `(${group.map((one) => one.sql).join(' AND ')})`).join(' OR ')
  return { sql: ` WHERE ${own} AND (${sql})`, values: groups.flat().flatMap((one) => one.values) }
}

/**
 * One page as SQL. Where the asked order leaves rows equal, and everywhere without an order, they come as they fall:
 * differently in each call (`turn`), so that a client which pages without a full order loses and doubles rows here too.
 */
export function compileQuery(connector: GetConnector, query: GetQuery, turn: number): Sql {
  const filter = compileFilter(connector, query.filter)
  const order = query.order.map(({ field, descending }) => {
    const column = findColumn(connector, field)
    return `${column.sql}${noCase(column)}${descending ? ' DESC' : ''}`
  })
  const fallen = `((${connector.row} + ?) * 7919 * (? + 3)) % 1000003`
  const columns = connector.columns.map((column, index) => `${column.sql} AS c${index}`)
  return {
    sql:
      `SELECT ${columns.join(', ')} FROM ${connector.from}${filter.sql} ` +
      `ORDER BY ${[...order, fallen].join(', ')} LIMIT ? OFFSET ?`,
    values: [...filter.values, turn, turn, query.take, query.skip],
  }
}
