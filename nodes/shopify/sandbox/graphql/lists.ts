import { compileSearch, type Filters } from '../search/filters.ts'
import { parseSearch } from '../search/parse.ts'
import type { Value } from '../store/database.ts'
import { refuse, type Context } from './context.ts'
import { connectionOf, markOf, readCursor, writeCursor, type Connection, type PageArgs } from './paging.ts'

/** A list of the store that can be searched, sorted and paged. */
export interface List {
  readonly table: string
  readonly key: string
  readonly columns: string
  readonly sorts: Readonly<Record<string, string>>
  readonly defaultSort: string
  readonly filters: Filters
}

export interface ListArgs extends PageArgs {
  readonly query?: string | null
  readonly sortKey?: string | null
}

interface Where {
  readonly sql: string
  readonly values: readonly Value[]
}

function searched(list: List, query: string | null | undefined, base: Where | undefined, context: Context): Where {
  const parts: Where[] = base ? [base] : []
  if (query) {
    const search = parseSearch(query)
    const { condition, warnings } = compileSearch(search, list.filters)
    // Many objects by name: found by their index first, not by going through the list in its order.
    const many = search?.kind === 'or' && search.parts.length > 8
    const { table, key } = list
    if (condition && many) {
      parts.push({ ...condition, sql: `${key} IN (SELECT ${key} FROM ${table} WHERE ${condition.sql})` })
    } else if (condition) parts.push(condition)
    if (warnings.length > 0) context.searches.push({ path: [...context.path], query, warnings })
  }
  return {
    sql: parts.map((one) => `(${one.sql})`).join(' AND ') || '1',
    values: parts.flatMap((one) => one.values),
  }
}

/** One page, found by where the last one ended: as fast at the end of a long list as at its start. */
export function pageOf<Row, T>(
  list: List,
  args: ListArgs,
  context: Context,
  itemOf: (row: Row) => T,
  base?: Where,
): Connection<T> {
  const sortKey = args.sortKey ?? list.defaultSort
  const sort = list.sorts[sortKey]
  if (sort === undefined) throw refuse('SANDBOX_NOT_IMPLEMENTED', `The sandbox does not sort by ${sortKey} yet.`)
  const where = searched(list, args.query, base, context)
  const mark = markOf(list.table, args.query ?? '', sortKey, args.reverse === true, base?.sql, base?.values)
  const backwards = typeof args.first !== 'number' && typeof args.last === 'number'
  const descending = (args.reverse === true) !== backwards
  const conditions = [where.sql]
  const values = [...where.values]
  const beyond = (cursor: string, forward: boolean): void => {
    const [value, key] = readCursor(mark, cursor) as [Value, Value]
    const sign = (args.reverse === true) === forward ? '<' : '>'
    conditions.push(`(${sort}, ${list.key}) ${sign} (?, ?)`)
    values.push(value, key)
  }
  if (typeof args.after === 'string') beyond(args.after, true)
  if (typeof args.before === 'string') beyond(args.before, false)
  const size = (backwards ? args.last : args.first) ?? 0
  const direction = descending ? 'DESC' : 'ASC'
  const rows = context.shop.database.all<Record<string, Value>>(
    `SELECT ${list.columns}, ${sort} AS sortedBy FROM ${list.table} WHERE ${conditions.join(' AND ')}
     ORDER BY ${sort} ${direction}, ${list.key} ${direction} LIMIT ?`,
    ...values,
    size + 1,
  )
  const more = rows.length > size
  if (more) rows.pop()
  if (backwards) rows.reverse()
  const cursor = (place: number): string => {
    const row = rows[place]
    return writeCursor(mark, [row?.['sortedBy'] ?? null, row?.[list.key] ?? null])
  }
  const items = rows.map((row) => itemOf(row as Row))
  return connectionOf(items, (_, place) => cursor(place), {
    next: backwards ? typeof args.before === 'string' : more,
    previous: backwards ? more : typeof args.after === 'string',
  })
}

export function countOf(
  list: List,
  args: { readonly query?: string | null; readonly limit?: number | null },
  context: Context,
): { count: number; precision: string } {
  const where = searched(list, args.query, undefined, context)
  const count = context.shop.database.get<{ count: number }>(
    `SELECT count(*) AS count FROM ${list.table} WHERE ${where.sql}`,
    ...where.values,
  )?.count
  const limit = args.limit ?? Number.POSITIVE_INFINITY
  const found = count ?? 0
  return found > limit ? { count: limit, precision: 'AT_LEAST' } : { count: found, precision: 'EXACT' }
}
