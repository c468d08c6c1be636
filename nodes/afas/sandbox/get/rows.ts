import type { SandboxDatabase, Value } from '../database.ts'
import { shownDate, shownTime } from '../local-time.ts'
import { compileQuery } from './compile.ts'
import type { Column, GetConnector } from './definition.ts'
import { readGetQuery } from './query.ts'

function shown(column: Column, value: Value): string | number | boolean | null {
  if (value === null || value === '') return null
  switch (column.type) {
    case 'boolean':
      return value === 1
    case 'date':
      return shownDate(String(value))
    case 'datetime':
      return shownTime(String(value))
    case 'string':
      return String(value)
    case 'int':
    case 'decimal':
      return Number(value)
  }
}

/** The answer of a get-connector, in one line as Profit has it since version 7. */
export function answerRows(db: SandboxDatabase, connector: GetConnector, search: string, turn: number): string {
  const query = readGetQuery(search)
  const { sql, values } = compileQuery(connector, query, turn)
  const rows = db.all<Record<string, Value>>(sql, ...values)
  return JSON.stringify({
    skip: query.take === -1 ? -1 : query.skip,
    take: query.take,
    rows: rows.map((row) =>
      Object.fromEntries(
        connector.columns.map((column, index) => [column.id, shown(column, row[`c${index}`] ?? null)]),
      ),
    ),
  })
}
